"""Words in pages. Pages are compiled once, so every language is in them."""

import re
from collections.abc import Mapping
from typing import Any, cast

import reflex as rx
from reflex.vars import StringVar

from impact_hub.texts import LANGUAGES, SOURCE_LANGUAGE, language, text
from impact_hub.ui.reflex_internals.names import expression, needed_by
from impact_hub.ui.state import AppState

# What a component can show: words that are known now, or when the page runs.
Text = StringVar | str


def t(sentence: str, **params: object) -> StringVar:
    """A sentence in the reader's language. Its {parameters} may be state variables."""
    return said({each: _filled(text(sentence, each), params) for each in LANGUAGES})


def tn(one: str, many: str, n: Any, **params: object) -> StringVar:
    """A sentence about `n` things, in the plural form that the language wants."""
    sentences: dict[str, Text] = {}
    for each in LANGUAGES:
        spoken = language(each)
        forms = [
            _filled(form, {"n": n, **params})
            for form in spoken.sentences.get(one, (one, many))
        ]
        # gettext's plural rules are expressions of n that JavaScript reads as well.
        rule = re.sub(r"\bn\b", f"({n!s})", spoken.plural_rule)
        index = expression(f"Number({rule})", needed_by(n))
        cases = dict(list(enumerate(forms))[:-1])
        sentences[each] = choose(index, cases, forms[-1])
    return said(sentences)


def choose(value: Any, cases: dict[Any, Text], default: Text = "") -> StringVar:
    """The text for a value that is known when the page runs."""
    return cast("Any", rx.match(value, *cases.items(), default)).to(str)


def in_words(words: Mapping[Any, str]) -> dict[Any, Text]:
    """A room's words for its fixed choices (`N_("draft")` by `Status.DRAFT`), for
    `choose`."""
    return {str(code): t(said) for code, said in words.items()}


def options_of(words: Mapping[Any, str]) -> list[tuple[str, Text]]:
    """The same to choose from in a select."""
    return list(in_words(words).items())


def count(items: Any) -> Any:
    """How many there are in a list that is known when the page runs."""
    return items.length()


def said(sentences: dict[str, Text]) -> StringVar:
    """Of what is said in every language, that in the reader's."""
    others = {each: said for each, said in sentences.items() if each != SOURCE_LANGUAGE}
    return choose(AppState.locale, others, sentences[SOURCE_LANGUAGE])


def _filled(sentence: str, params: dict[str, object]) -> Text:
    filled = sentence.format_map(params) if params else sentence
    return cast("StringVar", rx.Var.create(filled))
