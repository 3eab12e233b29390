"""When is reported, what an update may become, and what it must hold. Pure."""
