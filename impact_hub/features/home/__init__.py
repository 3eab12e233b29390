"""The front door: signing in, a person's own start page and account, not found."""
