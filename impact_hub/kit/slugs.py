"""Names for addresses: short, readable, unique."""

import unicodedata
from collections.abc import Callable

from slugify import slugify

MAX_LENGTH = 60

# German writes a letter that is missing as two. Elsewhere the nearest one is right.
GERMAN = [
    ("ä", "ae"),
    ("ö", "oe"),
    ("ü", "ue"),
    ("ß", "ss"),
    ("Ä", "Ae"),
    ("Ö", "Oe"),
    ("Ü", "Ue"),
    ("ẞ", "Ss"),
]


def unique_slug(name: str, is_taken: Callable[[str], bool]) -> str:
    """A slug for `name` that is free: "Haus Süd" is haus-sued, the next haus-sued-2."""
    # Two dots that are typed as a sign of their own count like the letter as a whole.
    whole = unicodedata.normalize("NFC", name)
    base = slugify(
        whole, max_length=MAX_LENGTH, word_boundary=True, replacements=GERMAN
    )
    base = base or "x"
    slug, number = base, 1
    while is_taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug
