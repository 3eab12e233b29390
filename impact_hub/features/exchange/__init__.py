"""Figures that come in from files and go out as files."""
