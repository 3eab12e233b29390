"""What the doors show of results: the same for pages, charts and their tables."""
