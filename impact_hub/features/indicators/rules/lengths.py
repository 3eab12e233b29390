"""How long what is written about an indicator may be: refused beyond, never cut."""

TITLE = 300
DEFINITION = 20_000
UNIT = 200
PART = 200
SOURCE = 1000
ADDRESS = 2000
LICENCE = 500
WHY = 2000
CATEGORY = 300
