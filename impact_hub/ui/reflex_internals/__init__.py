"""What we use of Reflex that it does not promise to keep. After an upgrade, look here.

Each has a test in tests/ui/test_reflex_internals.py, which says what we need it for.
"""
