"""All words that a person reads: gettext's, through Babel. English stands in the code.

`text("Submit", "de")` gives a string; `N_` only marks a sentence for translation where
it stands apart from its use. In pages it is `ui.text.t`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

# The languages of the hub, the first one first in every choice; and who writes numbers
# and days like that. English is the British one: its days and times are Europe's.
LANGUAGES: Mapping[str, str] = {"de": "de_DE", "en": "en_GB"}
SOURCE_LANGUAGE = "en"
CATALOGS = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Language:
    """The sentences of one language, and its rule for plurals."""

    sentences: Mapping[str, Sequence[str]]  # one form, or all plural forms
    plural_rule: str  # as gettext writes it, which is also JavaScript: "(n != 1)"
    plural_index: Callable[[int], int]


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a sentence for translation; `text` translates it later."""
    return sentence


def text(sentence: str, locale: str, **params: object) -> str:
    """A sentence in a language, with its {parameters} filled in."""
    found = language(locale).sentences.get(sentence, (sentence,))[0]
    return found.format_map(params) if params else found


def ntext(one: str, many: str, n: int, locale: str, **params: object) -> str:
    """A sentence about `n` things, in the right plural form; {n} is a parameter."""
    spoken = language(locale)
    forms = spoken.sentences.get(one, (one, many))
    return forms[spoken.plural_index(n)].format_map({"n": n, **params})


def pick(words: Mapping[str, str], locale: str) -> str:
    """What people wrote, in the reader's language or else in the one that is there."""
    return words.get(locale) or next((word for word in words.values() if word), "")


def known(locale: str) -> str:
    """The locale if the hub speaks it, else ""."""
    spoken = re.split("[-_.]", locale.lower())[0]
    return spoken if spoken in LANGUAGES else ""


def language_name(code: str, locale: str) -> str:
    """What a language is called in another, or in itself."""
    return Locale(code).get_language_name(locale) or code


@lru_cache
def language(locale: str) -> Language:
    """The catalogue of a language; English needs none."""
    spoken = known(locale)
    if spoken in ("", SOURCE_LANGUAGE):
        return Language({}, "(n != 1)", lambda n: int(n != 1))
    path = CATALOGS / spoken / "LC_MESSAGES" / "impact_hub.po"
    with path.open("rb") as file:
        catalog = read_po(file, locale=spoken)
    sentences = {
        _forms(message.id)[0]: _forms(message.string)
        for message in catalog
        if message.id and _forms(message.string)[0]
    }
    rule = catalog.plural_expr
    return Language(sentences, rule, c2py(rule))


def _forms(given: str | Sequence[str] | None) -> Sequence[str]:
    return (given or "",) if isinstance(given, str | None) else given
