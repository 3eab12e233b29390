"""States of the pages that define indicators."""
