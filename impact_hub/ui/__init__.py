"""How it looks. The only shared code that knows Reflex."""
