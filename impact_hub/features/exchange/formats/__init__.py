"""Files of figures: bytes in, values out, and back. Pure."""
