"""States of the pages of joining."""
