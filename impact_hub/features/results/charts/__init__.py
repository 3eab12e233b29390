"""Charts of results: a table in, a chart out. Pure; the words come in as arguments."""
