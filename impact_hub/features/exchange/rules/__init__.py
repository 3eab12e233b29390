"""How files of figures are read and written: bytes in, values out. Pure."""
