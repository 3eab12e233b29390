"""Pages that define indicators."""
