"""Verbs on indicators: defining, splitting, assigning, aiming."""
