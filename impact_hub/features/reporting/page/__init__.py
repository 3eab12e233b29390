"""Pages of giving and reviewing figures."""
