"""Periods, the partners' updates with their values, and the review."""
