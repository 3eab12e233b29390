"""Pages about an initiative itself."""
