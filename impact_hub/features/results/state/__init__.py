"""States of the dashboard, of one indicator, and of the public page."""
