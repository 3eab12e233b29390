"""Verbs on periods and updates: planning, writing, submitting, reviewing."""
