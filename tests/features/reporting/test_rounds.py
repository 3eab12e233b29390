"""Which periods are spoken of, proposed and due; and what the matrix says of them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.reporting.queries.rounds import (
    CellRow,
    Matrix,
    PartnerRow,
    PeriodRow,
)
from impact_hub.features.reporting.rules import rounds as rules
from impact_hub.features.reporting.rules.workflow import Status, Window
from impact_hub.features.reporting.state.rounds import RoundsState
from impact_hub.features.reporting.views.rounds import (
    cell_status,
    rounds_page,
    summary,
)
from impact_hub.identity import sessions
from impact_hub.kit import db
from impact_hub.kit.calendar import Rhythm, calendar
from tests.factories import Q1, Q2, Q3
from tests.states import act, state_of
from tests.world import cast_in

TODAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, 10, tzinfo=UTC)


# Rules


@pytest.mark.parametrize(
    ("ends", "due_on", "counts"),
    [
        (date(2026, 6, 30), date(2026, 7, 31), True),  # over, and not yet due
        (date(2026, 6, 30), None, True),
        (date(2026, 9, 30), date(2026, 10, 31), False),  # opened before its end
        (date(2026, 9, 30), None, False),
        (date(2026, 9, 30), date(2026, 6, 30), True),  # due, though it lasts
        (date(2026, 7, 1), None, False),  # its last day
    ],
)
def test_a_period_counts_when_it_is_over_or_due(ends, due_on, counts):
    assert rules.counts_already(ends, due_on, today=TODAY) is counts


def test_what_there_is_already_is_not_offered_again():
    offered = rules.to_open({"2026-Q2"}, Q1.starts, Rhythm.QUARTER, today=TODAY)

    assert [span.code for span in offered][:3] == ["2026-Q1", "2026-Q3", "2026-Q4"]
    assert offered[-1].code == "2027-Q3"
    assert rules.to_open_next(offered, Q2.starts) == Q3


def test_nothing_is_proposed_where_everything_is_open():
    assert rules.to_open_next([], Q2.starts) is None


@given(st.sampled_from(list(Rhythm)), st.dates(date(2020, 1, 1), date(2026, 7, 1)))
def test_every_rhythm_has_something_to_offer(rhythm, starts):
    offered = rules.to_open(set(), starts, rhythm, today=TODAY)

    assert offered == sorted(offered)
    assert offered[0].starts <= starts or rhythm is Rhythm.SPAN


def test_figures_are_due_four_weeks_after_the_end_and_never_in_the_past():
    assert rules.usual_due(date(2026, 9, 30), today=TODAY) == date(2026, 10, 28)
    assert rules.usual_due(date(2026, 3, 31), today=TODAY) == date(2026, 7, 29)


# What the matrix says


def cell(status=None, *, expected=True, counts=False) -> CellRow:
    return CellRow(expected, status, 1 if status else None, NOW, counts)


def period(number, span, window=Window.OPEN, due_on=None) -> PeriodRow:
    closed = NOW if window is Window.CLOSED else None
    return PeriodRow(number, span, span.starts, due_on, closed, window)


def matrix(periods, *rows) -> Matrix:
    partners = tuple(
        PartnerRow(number, f"p{number}", f"Partner {number}", tuple(cells))
        for number, cells in enumerate(rows, start=1)
    )
    return Matrix(
        tuple(periods), partners, True, Rhythm.QUARTER, date(2026, 1, 1), True
    )


def test_the_first_sentence_speaks_of_the_newest_period_that_counts():
    periods = [period(2, Q2, due_on=date(2026, 7, 31)), period(1, Q1, Window.OVERDUE)]
    found = matrix(
        periods,
        [cell(Status.SUBMITTED), cell(Status.APPROVED)],
        [cell(), cell(Status.APPROVED)],
        [cell(expected=False), cell(expected=False)],
    )

    said = summary(found, "en", today=TODAY)

    assert said == "2nd quarter 2026: 1 of 2 partners has reported."


def test_a_period_that_has_not_ended_does_not_take_its_place():
    periods = [period(3, Q3), period(2, Q2, due_on=date(2026, 7, 31))]
    found = matrix(periods, [cell(), cell(Status.APPROVED)])

    assert summary(found, "en", today=TODAY) == (
        "2nd quarter 2026: 1 of 1 partners has reported. "
        "3rd quarter 2026 lasts until 30 Sept 2026; it can be reported on already."
    )


def test_what_is_being_corrected_is_reported_all_the_same():
    found = matrix([period(2, Q2)], [cell(Status.RETURNED, counts=True)])

    assert "1 of 1" in summary(found, "en", today=TODAY)


def test_no_open_period_is_said():
    found = matrix([period(1, Q1, Window.CLOSED)], [cell()])

    assert summary(found, "de", today=TODAY) == "Zurzeit ist kein Zeitraum offen."


@pytest.mark.parametrize(
    ("row", "now", "status"),
    [
        (cell(), Window.OPEN, "none"),
        (cell(), Window.OVERDUE, "overdue"),
        (cell(), Window.CLOSED, "not_reported"),
        (cell(Status.DRAFT), Window.CLOSED, "not_reported"),
        (cell(Status.DRAFT), Window.OVERDUE, "draft"),
        (cell(expected=False), Window.OVERDUE, "not_expected"),
        (cell(expected=False), Window.CLOSED, "not_expected"),
        (cell(Status.APPROVED, counts=True), Window.CLOSED, "approved"),
        (cell(Status.RETURNED, counts=True), Window.CLOSED, "correcting"),
        (cell(Status.SUBMITTED, counts=True), Window.OPEN, "correcting"),
        (cell(Status.RETURNED), Window.CLOSED, "returned"),
    ],
)
def test_each_cell_says_how_far_a_partner_is(row, now, status):
    assert cell_status(row, now) == status


def test_only_the_newest_periods_are_shown_until_more_are_wanted():
    spans = list(calendar(date(2023, 1, 1), date(2026, 3, 31), Rhythm.QUARTER))[::-1]
    periods = [period(n, span, Window.CLOSED) for n, span in enumerate(spans)]
    found = matrix(periods, [cell(Status.APPROVED) for _ in spans])

    page = rounds_page(found, "/i/world", "en", today=TODAY)
    whole = rounds_page(found, "/i/world", "en", today=TODAY, whole=True)

    assert (len(page.periods), page.has_older) == (8, True)
    assert (len(whole.periods), whole.has_older) == (13, False)
    assert len(page.lines[0].cells) == 8


def test_what_waits_for_review_leads_there():
    found = matrix([period(2, Q2)], [cell(Status.SUBMITTED)], [cell(Status.DRAFT)])

    page = rounds_page(found, "/i/world", "en", today=TODAY)

    assert [line.cells[0].href for line in page.lines] == [
        "/i/world/review/2/p1",
        "/i/world/figures/2/p2",
    ]


# The page


@pytest.fixture
def token_of(hub):
    """The session of somebody of the cast."""

    def opened(who: str) -> str:
        with db.transaction() as session:
            actor = getattr(cast_in(session), who)
            return sessions.open_session(session, actor.person_id)

    return opened


async def figures_of(token: str) -> RoundsState:
    state = state_of(RoundsState, token=token, slug="world")
    await act(state, "load")
    return state


def shown(state: RoundsState, form_id: str) -> dict[str, str]:
    return {each.name: each.value for each in state.forms[form_id].fields}


@pytest.mark.anyio
async def test_the_next_period_is_proposed_with_its_usual_window(token_of):
    state = await figures_of(token_of("coordinator"))

    assert shown(state, "open-period") == {
        "period": "2026-Q3",
        "opens_on": "2026-07-01",
        "due_on": "2026-10-28",
    }
    assert "30 Sept 2026" in state.lasts  # it has not ended, and the page says so


@pytest.mark.anyio
async def test_another_period_has_another_window(token_of):
    state = await figures_of(token_of("coordinator"))

    await act(state, "choose", "open-period", {"period": "2026-Q1"})
    assert shown(state, "open-period")["due_on"] == "2026-07-29"
    assert state.lasts == ""

    await act(state, "choose", "open-period", {"period": "other"})
    assert {"starts", "ends"} <= shown(state, "open-period").keys()


@pytest.mark.anyio
async def test_a_period_is_opened_and_its_window_changed(token_of):
    state = await figures_of(token_of("coordinator"))

    sent = {"period": "2026-Q3", "opens_on": "2026-10-01", "due_on": "2026-10-28"}
    await act(state, "add", "open-period", sent)
    assert [each.short for each in state.page.periods] == ["Q3 2026", "Q2 2026"]

    number = state.page.periods[1].id
    sent = {"opens_on": "2026-07-01", "due_on": "2026-06-01"}
    await act(state, "change_window", f"change-window-{number}", sent)
    errors = {e.name: e.error for e in state.forms[f"change-window-{number}"].fields}
    assert errors == {"opens_on": "", "due_on": "The deadline is before the opening."}


@pytest.mark.anyio
async def test_whoever_has_not_seen_the_newest_window_overwrites_nothing(token_of):
    one = await figures_of(token_of("coordinator"))
    other = await figures_of(token_of("owner"))
    form = f"change-window-{one.page.periods[0].id}"

    await act(one, "change_window", form, {"opens_on": "", "due_on": "2026-08-15"})
    await act(other, "change_window", form, {"opens_on": "", "due_on": "2026-09-15"})

    assert other.forms[form].error.startswith("Somebody has changed this")
    assert shown(other, form)["due_on"] == "2026-08-15"


@pytest.mark.anyio
async def test_whoever_may_not_plan_is_offered_nothing(token_of):
    state = await figures_of(token_of("reporter"))

    assert state.forms == {}
    assert [line.name for line in state.page.lines] == ["Partner"]
