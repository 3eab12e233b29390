"""Pages of results: overview, indicator, public page."""
