"""Organisations join an initiative: what is asked of them, and from when to when."""
