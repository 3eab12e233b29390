"""States of giving and reviewing figures."""
