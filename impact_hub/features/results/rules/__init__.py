"""From approved values to the one results table, protected for its reader. Pure."""
