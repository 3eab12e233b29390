"""Names for addresses: short, readable, unique."""

from collections.abc import Callable

from slugify import slugify

MAX_LENGTH = 60


def unique_slug(name: str, is_taken: Callable[[str], bool]) -> str:
    """A slug for `name` that is free: "Haus Süd" is haus-sud, the next haus-sud-2."""
    base = slugify(name, max_length=MAX_LENGTH, word_boundary=True) or "x"
    slug, number = base, 1
    while is_taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug
