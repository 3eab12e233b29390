"""Organisations with one goal agree on it, measure it and show it together."""

__version__ = "0.1.0"
