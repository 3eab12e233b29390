"""Codes into sentences, in the reader's language."""

from datetime import date
from decimal import Decimal

from impact_hub.kit.errors import AppError
from impact_hub.texts import formats, text
from impact_hub.texts.sentences import SENTENCES, UNKNOWN


def sentence(code: str, locale: str, **params: object) -> str:
    """What a person reads for a code; numbers and days as the language writes them."""
    written = {name: _written(value, locale) for name, value in params.items()}
    return text(SENTENCES.get(code, UNKNOWN), locale, **written)


def told(error: AppError, locale: str) -> str:
    """What a person reads for a refusal."""
    return sentence(error.code, locale, **error.params)


def _written(value: object, locale: str) -> object:
    if isinstance(value, Decimal):
        return formats.number(value, locale)
    if isinstance(value, date):
        return formats.day(value, locale)
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return value
