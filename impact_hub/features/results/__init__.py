"""The results table, and what is made of it: dashboard, charts, CSV."""
