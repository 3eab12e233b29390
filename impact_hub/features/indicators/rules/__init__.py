"""How figures are read, added up, judged and protected. Pure."""
