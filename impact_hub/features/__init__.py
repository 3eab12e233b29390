"""One room per feature, lowest first: the table of contents of the product."""
