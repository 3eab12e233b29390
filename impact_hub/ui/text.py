"""Words in pages. Pages are compiled once, so every language is in them."""

import re

import reflex as rx

from impact_hub.texts import LANGUAGES, SOURCE_LANGUAGE, language, text
from impact_hub.ui.state import AppState


def t(sentence: str, **params: object) -> rx.Var[str]:
    """A sentence in the reader's language. Its {parameters} may be state variables."""
    return _chosen({each: _filled(text(sentence, each), params) for each in LANGUAGES})


def tn(one: str, many: str, n: rx.Var[int], **params: object) -> rx.Var[str]:
    """A sentence about `n` things, in the plural form that the language wants."""
    sentences: dict[str, rx.Var[str]] = {}
    for each in LANGUAGES:
        spoken = language(each)
        forms = [
            _filled(form, {"n": n, **params})
            for form in spoken.sentences.get(one, (one, many))
        ]
        # gettext's plural rules are expressions of n that JavaScript reads as well.
        rule = re.sub(r"\bn\b", f"({n!s})", spoken.plural_rule)
        index = rx.Var(_js_expr=f"Number({rule})", _var_data=n._get_all_var_data())  # noqa: SLF001
        cases = list(enumerate(forms))[:-1]
        sentences[each] = rx.match(index, *cases, forms[-1])  # pyright: ignore[reportArgumentType]
    return _chosen(sentences)


def _chosen(sentences: dict[str, rx.Var[str]]) -> rx.Var[str]:
    others = [(each, sentences[each]) for each in LANGUAGES if each != SOURCE_LANGUAGE]
    return rx.match(AppState.locale, *others, sentences[SOURCE_LANGUAGE])  # pyright: ignore


def _filled(sentence: str, params: dict[str, object]) -> rx.Var[str]:
    return rx.Var.create(sentence.format_map(params) if params else sentence)
