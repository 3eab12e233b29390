"""Reads of periods, updates and values, cut to what the actor may see."""
