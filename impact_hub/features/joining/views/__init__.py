"""Joining as both doors show it: in the reader's words."""
