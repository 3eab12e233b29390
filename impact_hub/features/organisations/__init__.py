"""Profiles of organisations, their members, and invitations to join them."""
