"""Importing: first a plan of what it would do, then all of it or nothing."""
