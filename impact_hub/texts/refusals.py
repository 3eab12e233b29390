"""Codes into sentences, in the reader's language.

The sentences stand beside the rules that tell them: each room has its own, in a module
called `sentences`. Nobody lists them, as nobody lists the tables.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from impact_hub.kit.errors import AppError
from impact_hub.kit.rooms import modules
from impact_hub.texts import formats, text
from impact_hub.texts.sentences import UNKNOWN


@cache
def sentences() -> Mapping[str, str]:
    """What a person reads, in English, by its code."""
    return {
        code: said
        for module in modules("sentences")
        for code, said in module.SENTENCES.items()
    }


def sentence(code: str, locale: str, **params: object) -> str:
    """What a person reads for a code; numbers and days as the language writes them."""
    written = {name: _written(value, locale) for name, value in params.items()}
    return text(sentences().get(code, UNKNOWN), locale, **written)


def explain(error: AppError, locale: str) -> str:
    """What a person reads for a refusal."""
    return sentence(error.code, locale, **error.params)


def _written(value: object, locale: str) -> object:
    if isinstance(value, Decimal):
        return formats.number(value, locale)
    if isinstance(value, datetime):
        return formats.day_of(value, locale)
    if isinstance(value, date):
        return formats.day(value, locale)
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return value
