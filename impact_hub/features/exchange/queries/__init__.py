"""Reads of figures for files, cut to what the actor may see."""
