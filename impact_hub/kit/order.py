"""The order of names in a list, as people expect it, whatever the database thinks."""

import unicodedata


def alphabetical(name: str) -> tuple[str, str]:
    """What names are sorted by: small and capital letters alike, ä like a (DIN 5007).

    Names that differ in nothing else follow each other in the order of their letters.
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return bare, name
