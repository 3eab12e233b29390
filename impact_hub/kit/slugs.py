"""Names for addresses and files: short, readable, unique."""

from collections.abc import Callable

from slugify import slugify

from impact_hub.kit.names import clean

MAX_LENGTH = 60

# German writes a letter that is missing as two. Elsewhere the nearest one is right.
# Signs that tell names apart ("under 5", "5+") are written out.
_WRITTEN_OUT = [
    ("ä", "ae"),
    ("ö", "oe"),
    ("ü", "ue"),
    ("ß", "ss"),
    ("Ä", "Ae"),
    ("Ö", "Oe"),
    ("Ü", "Ue"),
    ("ẞ", "Ss"),
    ("€", "eur "),
    ("£", "gbp "),
    ("%", " percent "),
    ("+", " plus "),
    ("<", " under "),
    (">", " over "),
]


def slug_of(name: str, *, longest: int = MAX_LENGTH) -> str:
    """The name in small letters, digits and hyphens; "" where it has none."""
    return slugify(
        clean(name), max_length=longest, word_boundary=True, replacements=_WRITTEN_OUT
    )


def unique_slug(
    name: str, is_taken: Callable[[str], bool], *, longest: int = MAX_LENGTH
) -> str:
    """A slug for `name` that is free: "Haus Süd" is haus-sued, the next haus-sued-2."""
    base = slug_of(name, longest=longest) or "x"
    slug, number = base, 1
    while is_taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug
