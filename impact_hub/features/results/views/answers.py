"""Answers in words, side by side, period by period."""

from collections.abc import Iterable
from dataclasses import dataclass

from impact_hub.features.results.queries.board import Table
from impact_hub.features.results.rules.facts import Quote
from impact_hub.kit.calendar import Span
from impact_hub.texts import formats


@dataclass(frozen=True)
class Answered:
    """What one partner answered."""

    said: str = ""
    partner: str = ""  # "" where everyone reads
    is_private: bool = False  # the partner has not agreed that everyone reads it


@dataclass(frozen=True)
class Answers:
    """What all answered for a period."""

    period: str = ""
    answers: tuple[Answered, ...] = ()


def answers(table: Table, locale: str) -> tuple[Answers, ...]:
    """The answers that this reader may read, the newest period first."""
    by_span: dict[Span, list[Quote]] = {}
    for quote in table.quotes:
        by_span.setdefault(quote.span, []).append(quote)
    names = {each.organisation_id: each.name for each in table.sources.partners}
    return tuple(
        Answers(formats.period(span, locale), tuple(_answered(by_span[span], names)))
        for span in sorted(by_span, key=lambda span: span.ends, reverse=True)
    )


def _answered(quotes: Iterable[Quote], names: dict[int, str]) -> Iterable[Answered]:
    """In the order of the partners' names: nobody comes first."""
    order = {partner: place for place, partner in enumerate(names)}
    for quote in sorted(quotes, key=lambda each: order.get(each.partner or 0, 0)):
        name = names.get(quote.partner, "") if quote.partner else ""
        yield Answered(quote.text, name, is_private=not quote.may_quote)
