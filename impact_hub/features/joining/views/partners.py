"""The page of those who take part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from impact_hub.features.initiatives.rows import ParticipantRow
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.joining.forms import OTHER_DAY
from impact_hub.features.joining.rows import PartnersRow
from impact_hub.texts import formats, text


@dataclass(frozen=True)
class ParticipantItem:
    """An organisation that takes part."""

    id: str
    href: str
    name: str
    facts: str  # where it is, what it reports, from when to when it takes part
    is_waiting: bool
    has_ended: bool


@dataclass(frozen=True)
class PartnersPage:
    """Who takes part."""

    backbone: str = ""
    partners: tuple[ParticipantItem, ...] = ()
    funders: tuple[ParticipantItem, ...] = ()


def partners_page(row: PartnersRow, locale: str, *, today: date) -> PartnersPage:
    """Who takes part, in the reader's words."""
    return PartnersPage(
        backbone=row.backbone,
        partners=tuple(_item(each, row, locale, today) for each in row.partners),
        funders=tuple(_item(each, row, locale, today) for each in row.funders),
    )


def since_options(row: PartnersRow, locale: str) -> list[tuple[str, str]]:
    """From when somebody can be asked: a period, the beginning, or another day."""
    periods = [
        (each.span.starts.isoformat(), formats.period(each.span, locale))
        for each in row.periods
    ]
    known = {value for value, _ in periods}
    first = row.first_to_report.isoformat()
    if first not in known:
        periods.insert(
            0, (first, text("from {day} on", locale, day=_day(first, locale)))
        )
    if row.starts.isoformat() not in {value for value, _ in periods}:
        beginning = text("from the beginning of the initiative", locale)
        periods.append((row.starts.isoformat(), beginning))
    return [*periods, (OTHER_DAY, text("another day", locale))]


def _item(
    row: ParticipantRow, page: PartnersRow, locale: str, today: date
) -> ParticipantItem:
    return ParticipantItem(
        id=str(row.participation_id),
        href=f"/o/{row.slug}",
        name=row.name,
        facts=" · ".join(filter(None, _facts(row, page, locale, today))),
        is_waiting=not row.has_people,
        has_ended=row.ends is not None,
    )


def _facts(
    row: ParticipantRow, page: PartnersRow, locale: str, today: date
) -> Iterator[str]:
    yield row.place
    if row.ends is None and row.part is Part.PARTNER and page.indicators:
        yield _reports(page.asked_of[row.organisation_id], page.indicators, locale)
    if row.ends is not None:
        day = formats.day(row.ends, locale)
        yield text("until {day}", locale, day=day)
    elif row.newest.starts > max(page.starts, today):
        yield text("from {day} on", locale, day=formats.day(row.newest.starts, locale))
    elif row.newest.starts > page.starts:
        yield text("since {day}", locale, day=formats.day(row.newest.starts, locale))
    if row.ends is None and not row.has_people:
        yield text("invited, nobody here yet", locale)


def _reports(asked: int, indicators: int, locale: str) -> str:
    if asked == indicators:
        return text("reports every indicator", locale)
    return text("reports {n} of {total} indicators", locale, n=asked, total=indicators)


def _day(iso: str, locale: str) -> str:
    return formats.day(date.fromisoformat(iso), locale)
