"""Indicators as their pages show them: one view a page, which sees one moment."""
