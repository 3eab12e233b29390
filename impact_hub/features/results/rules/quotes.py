"""Answers in words, side by side: whose they are, and who may read them."""

from collections.abc import Iterable

from impact_hub.features.results.rules.facts import Audience, Fact, Periods, Quote


def quotes_of(
    measure: int, periods: Periods, facts: Iterable[Fact], audience: Audience
) -> list[Quote]:
    """What a reader may read, in time; within a period in the order of the partners.

    The backbone reads all, and a partner its own. All others read what may be quoted:
    those who take part with whose it is, the public without.
    """
    found: list[Quote] = []
    for fact in facts:
        own = audience.sees_all or fact.partner in audience.own
        answer = fact.answer
        if not answer.text or not (own or answer.may_quote):
            continue
        span = periods.get(fact.period)
        if span is not None:
            named = own or audience.sees_partners
            found.append(
                Quote(
                    measure=measure,
                    period=fact.period,
                    span=span,
                    partner=fact.partner if named else None,
                    text=answer.text,
                    note=answer.note if own else "",
                    may_quote=answer.may_quote,
                )
            )
    order = {number: place for place, number in enumerate(periods)}
    # Without their names, nothing of whose it is may be told by the order.
    return sorted(found, key=lambda q: (order[q.period], q.partner or 0, q.text))
