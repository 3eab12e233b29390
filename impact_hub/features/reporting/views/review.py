"""An update as its reviewer sees it: what deserves a look first, the rest folded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.reporting.queries.reviewing import (
    ReviewedEntry,
    ReviewRow,
    WaitingRow,
)
from impact_hub.features.reporting.rules.noticing import Change, Notable
from impact_hub.features.reporting.views.corrections import (
    CorrectionLine,
    corrections_of,
)
from impact_hub.features.reporting.views.lines import (
    Line,
    cell_name,
    line,
    shown,
)
from impact_hub.features.reporting.words import REASONS
from impact_hub.texts import N_, formats, ntext, text

# In the order in which they matter. Changes are shown themselves.
WHY: Mapping[Notable, str] = {
    Notable.JUMP: N_("This is far from the last figure."),
    Notable.ABOVE_ALL: N_("This is more than 100 %."),
    Notable.BELOW_ZERO: N_("This is below zero."),
    Notable.ESTIMATED: N_("This is an estimate."),
}


@dataclass(frozen=True)
class ChangeItem:
    """A figure that is otherwise than before."""

    where: str  # the category; "" of the total
    before: str
    after: str


@dataclass(frozen=True)
class WorthItem:
    """An indicator that is worth a look, with the reasons."""

    line: Line
    why: tuple[str, ...]
    since: str  # since when it has changed
    changes: tuple[ChangeItem, ...]


@dataclass(frozen=True)
class ReviewPage:
    """One update, for its reviewer."""

    title: str = ""
    status: str = ""
    submitted: str = ""
    reviewed: str = ""
    last_reason: str = ""  # why it was returned the last time
    correction_reason: str = ""
    note: str = ""
    before_name: str = ""
    worth: tuple[WorthItem, ...] = ()
    rest: tuple[Line, ...] = ()
    rest_name: str = ""
    corrections: tuple[CorrectionLine, ...] = ()
    is_handed_in: bool = False
    may_approve: bool = False
    may_return: bool = False
    may_withdraw: bool = False
    is_corrected: bool = False
    next_href: str = ""
    waiting: int = 0


@dataclass(frozen=True)
class WaitingItem:
    """An update that waits, in the list of all."""

    key: str  # its number and revision, as they were seen
    href: str
    name: str
    facts: str
    is_unremarkable: bool


def review_page(row: ReviewRow, locale: str) -> ReviewPage:
    """An update in the reviewer's words."""
    form = row.form
    worth = [each for each in row.entries if each.noticed]
    rest = [each for each in row.entries if not each.noticed]
    following = row.waiting[0] if row.waiting else None
    return ReviewPage(
        title=f"{form.organisation}: {formats.period(form.span, locale)}",
        status=_status(row),
        submitted=_submitted(row, locale),
        reviewed=formats.moment(form.reviewed_at, locale) if form.reviewed_at else "",
        last_reason=form.return_reason,
        correction_reason=form.correction_reason,
        note=form.note if row.was_handed_in else "",
        before_name=formats.period_short(form.previous_span, locale)
        if form.previous_span
        else "",
        worth=tuple(_worth(each, locale) for each in worth),
        rest=tuple(line(each.entry, {}, locale) for each in rest),
        rest_name=_rest_name(len(rest), locale, beside=bool(worth)),
        corrections=tuple(corrections_of(form.corrections, form.indicators, locale)),
        is_handed_in=row.was_handed_in,
        may_approve=form.status == "submitted",
        may_return=form.status in ("submitted", "approved"),
        may_withdraw=form.is_being_corrected or form.status == "approved",
        is_corrected=form.is_being_corrected,
        next_href=f"/i/{following.initiative_slug}/review/{following.period_id}/"
        f"{following.organisation_slug}"
        if following
        else "",
        waiting=len(row.waiting),
    )


def _status(row: ReviewRow) -> str:
    return "none" if row.form.update_id is None else str(row.form.status)


def _submitted(row: ReviewRow, locale: str) -> str:
    if row.form.submitted_at is None:
        return ""
    return text(
        "submitted {moment} by {name}",
        locale,
        moment=formats.moment(row.form.submitted_at, locale),
        name=row.form.submitted_by,
    )


def _worth(each: ReviewedEntry, locale: str) -> WorthItem:
    indicator = each.entry.indicator
    return WorthItem(
        line=line(each.entry, {}, locale),
        why=tuple(_reasons(each, locale)),
        since=_since(each, locale),
        changes=tuple(_change(one, indicator, locale) for one in each.noticed.changes),
    )


def _reasons(each: ReviewedEntry, locale: str) -> Iterator[str]:
    why = each.noticed.why
    for notable, sentence in WHY.items():
        if notable in why:
            yield text(sentence, locale)
    total = each.entry.values.get(Cell())
    if total is not None and total.reason is not None:
        yield text(
            "No figure: {reason}.", locale, reason=text(REASONS[total.reason], locale)
        )


def _since(each: ReviewedEntry, locale: str) -> str:
    if Notable.CHANGED in each.noticed.why:
        return text("Changed since it was handed in before:", locale)
    if Notable.CORRECTED in each.noticed.why:
        return text("To be corrected; until then the first figure counts:", locale)
    return ""


def _change(change: Change, indicator: IndicatorRow, locale: str) -> ChangeItem:
    where = "" if change.cell.is_total else cell_name(indicator, change.cell, locale)
    return ChangeItem(
        where,
        shown(indicator, change.before, locale),
        shown(indicator, change.after, locale),
    )


def _rest_name(n: int, locale: str, *, beside: bool) -> str:
    if not beside:
        return ""
    return ntext("{n} more, nothing unusual", "{n} more, nothing unusual", n, locale)


def waiting_items(rows: list[WaitingRow], base: str, locale: str) -> list[WaitingItem]:
    """What waits for the backbone, oldest first."""
    return [
        WaitingItem(
            key=f"{row.update_id}:{row.revision}",
            href=f"{base}/review/{row.period_id}/{row.organisation_slug}",
            name=f"{row.organisation}, {formats.period(row.span, locale)}",
            facts=" · ".join(filter(None, _facts(row, locale))),
            is_unremarkable=not row.notable,
        )
        for row in rows
    ]


def _facts(row: WaitingRow, locale: str) -> Iterator[str]:
    if row.submitted_at is not None:
        yield formats.day_of(row.submitted_at, locale)
    if row.is_late:
        yield text("late", locale)
    if row.notable:
        yield ntext(
            "{n} thing is worth a look",
            "{n} things are worth a look",
            row.notable,
            locale,
        )
