"""Every row is told in exactly one way, and the dry run says what the import does."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from impact_hub.features.exchange.formats.uploads import Upload
from impact_hub.features.exchange.queries.figures import export_file
from impact_hub.features.exchange.rules.comparing import (
    CHANGES,
    Compared,
    ComparedRow,
    compare,
)
from impact_hub.features.exchange.rules.plans import Refused
from impact_hub.features.exchange.rules.records import KnownValue, Record
from impact_hub.features.indicators.models import CellRecord
from impact_hub.features.indicators.rules.cells import TOTAL
from impact_hub.features.indicators.rules.kinds import KINDS, MissingReason, ValueKind
from impact_hub.features.indicators.rules.values import NO_ANSWER, Answer
from impact_hub.features.initiatives.models import Participation
from impact_hub.features.reporting.models import (
    ApprovedValue,
    Update,
    Value,
)
from impact_hub.features.reporting.queries.forms import get_form
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import from_code
from impact_hub.kit.tabular import Layout
from tests.factories import make_dimension, make_indicator, make_update
from tests.features.exchange.files import (
    bring,
    corrections,
    everything,
    figures_by_cell,
    own,
    planned,
    planned_statistic,
    row,
    statistic,
    wrong,
)

ANSWERS = st.builds(
    Answer,
    figure=st.none() | st.sampled_from([Decimal(0), Decimal(1)]),
    reason=st.none() | st.just(MissingReason.LATER),
    note=st.sampled_from(["", "x"]),
)
ROWS = ("added", "changed", "unchanged", "blank", "removed", "repeated")


def told(found) -> dict[str, int]:
    """The rows of each kind that there are."""
    return {kind: n for kind in ROWS if (n := getattr(found, kind))}


@given(ANSWERS, st.none() | ANSWERS)
def test_a_row_is_told_by_what_stands_there_before_and_after(now, before):
    record = Record("a", "p", from_code("2026"), TOTAL, now)
    known = (
        KnownValue(1, replace(record, answer=before)) if before is not None else None
    )

    (found,) = compare([record], {record.place: known} if known else {})

    there = before is not None and before != NO_ANSWER
    assert (
        found.row
        is {
            (True, False): ComparedRow.NEW,
            (True, True): ComparedRow.UNCHANGED
            if now == before
            else ComparedRow.CHANGED,
            (False, False): ComparedRow.BLANK,
            (False, True): ComparedRow.REMOVED,
        }[now != NO_ANSWER, there]
    )
    assert found.is_change is (found.row in CHANGES)
    assert isinstance(found, Compared)


def test_every_row_is_told_once(session, world, cast):
    ages = [row(categories=f"age={age}", value="20") for age in ("0-17", "18-64")]
    bring(session, cast.coordinator, own(row(), *ages))
    rows = (
        row(),
        row(categories="age=0-17", value="21"),
        row(categories="age=18-64", value=""),
        row(partner="other-partner", value="7"),
        row(partner="other-partner", categories="age=0-17", value=""),
        row(),
    )

    found = planned(session, cast.coordinator, own(*rows))

    assert told(found) == dict.fromkeys(ROWS, 1)
    assert found.told == found.rows == 6


def test_a_blank_over_an_approved_zero_takes_a_figure_out(session, world, cast):
    bring(session, cast.coordinator, own(row(value="0")))

    found = bring(session, cast.coordinator, own(row(value="")))

    assert told(found) == {"removed": 1}
    assert corrections(session) == [("", "0", "")]
    assert figures_by_cell(session) == {"": None}
    again = planned(session, cast.coordinator, own(row(value="")))
    assert told(again) == {"blank": 1}
    assert not again.changes_something


def test_rows_of_statistics_are_told_once_as_well(session, world, cast):
    text = "Year,Sex,Value\n2023,,1\n2023,f,2\n2024,,3\n"
    bring(session, cast.coordinator, statistic(text))
    later = "Year,Sex,Value\n2023,,1\n2023,f,4\n2024,,\n2025,,5\n2025,f,\n2023,,1.0\n"

    found = bring(session, cast.coordinator, statistic(later))

    assert told(found) == dict.fromkeys(ROWS, 1)
    assert found.told == found.rows


@pytest.fixture
def summed(session, world):
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    make_indicator(session, world.initiative, sex, code="summed", summed_over_id=sex.id)
    session.flush()


def summed_rows(total: str, *, female: str = "3") -> list[str]:
    cells = {"": total, "sex=f": female, "sex=m": "4"}
    return [
        row(indicator="summed", categories=cell, value=value)
        for cell, value in cells.items()
    ]


@pytest.mark.parametrize("total", ["", "7"])
def test_totals_that_are_added_up_are_told_beside_the_rows(
    session, world, cast, summed, total
):
    found = bring(session, cast.coordinator, own(*summed_rows(total)))
    again = planned(session, cast.coordinator, own(*summed_rows(total)))

    assert found.told == found.rows == again.told == 3
    assert found.summed == (0 if total else 1)
    assert figures_by_cell(session)[""] == 7
    assert not again.changes_something
    assert told(again) == ({"unchanged": 3} if total else {"unchanged": 2, "blank": 1})


# Approved figures


def approved(session) -> dict[str, Decimal | None]:
    """What counts, by cell."""
    found = session.exec(select(CellRecord.key, ApprovedValue).join(ApprovedValue))
    return {cell: value.figure for cell, value in found}


def test_a_change_of_an_approved_figure_needs_a_reason(session, world, cast):
    bring(session, cast.coordinator, own(row()))
    before = everything(session)
    silent = replace(own(row(value="41")), why="")

    found = planned(session, cast.coordinator, silent)
    with pytest.raises(Refused):
        bring(session, cast.coordinator, silent)

    assert found.corrected == 1
    assert [(one.field, one.code) for one in found.questions] == [
        ("why", "exchange.why_needed")
    ]
    assert everything(session) == before


@pytest.mark.parametrize("change", [{"note": "Counted"}, {"period": "2026-Q3"}])
def test_what_corrects_nothing_needs_none(session, world, cast, change):
    bring(session, cast.coordinator, own(row()))

    found = bring(session, cast.coordinator, replace(own(row(**change)), why=""))

    assert (found.corrected, corrections(session)) == (0, [])


def test_the_partner_reads_what_was_corrected_by_a_file_and_why(session, world, cast):
    bring(session, cast.coordinator, own(row()))
    bring(session, cast.coordinator, own(row(value="41")))

    form = get_form(session, cast.reporter, "world", world.quarter.id, "partner")

    (told,) = form.corrections
    assert (told.before, told.after, told.who, told.why) == (
        "42",
        "41",
        "Cora Coordinator",
        "Counted again (figures.csv)",
    )


def test_the_backbone_approves_what_it_imports_as_approved(session, world, cast):
    bring(session, cast.coordinator, own(row()))
    bring(session, cast.coordinator, own(row(value="41")))

    assert approved(session) == {"": 41}


@pytest.mark.parametrize("status", ["submitted", "returned", "draft"])
def test_what_was_approved_counts_until_its_correction_is(session, world, cast, status):
    bring(session, cast.coordinator, own(row()))

    bring(session, cast.coordinator, own(row(value="41", status=status)))

    update = session.exec(select(Update)).one()
    assert approved(session) == {"": 42}
    assert figures_by_cell(session) == {"": 41}
    assert update.correction_reason == "Counted again (figures.csv)"
    bring(session, cast.coordinator, own(row(value="41")))
    assert approved(session) == {"": 41}
    assert corrections(session) == [("", "42", "41")]


def test_a_value_knows_the_definition_that_it_was_given_under(session, world, cast):
    world.people.version = 3
    session.flush()

    bring(session, cast.coordinator, own(row()))

    assert session.exec(select(Value.definition_version)).all() == [3]


# Time


def test_figures_from_a_file_are_not_late(session, world, cast, clock):
    world.quarter.due_on = clock.now.date() - timedelta(days=30)
    session.flush()

    bring(session, cast.coordinator, own(row()))

    update = session.exec(select(Update)).one()
    assert (update.status, update.submitted_at) == (Status.APPROVED, None)


def test_what_a_partner_has_submitted_keeps_its_time(session, world, cast, clock):
    update = make_update(
        session,
        world.quarter,
        cast.partner,
        status=Status.SUBMITTED,
        submitted_at=clock.now,
        submitted_by="Rita Reporter",
    )
    submitted = clock.now
    clock.tick(days=9)

    bring(session, cast.coordinator, own(row()))

    assert (update.submitted_at, update.submitted_by) == (submitted, "Rita Reporter")


def test_a_partner_that_has_left_has_figures_of_its_time_only(session, world, cast):
    part = session.exec(
        select(Participation).where(
            Participation.organisation_id == cast.partner.id,
            col(Participation.initiative_id) == world.initiative.id,
        )
    ).one()
    part.ends = date(2026, 4, 30)
    session.flush()

    found = planned(session, cast.coordinator, own(row(), row(period="2026-Q3")))

    assert wrong(found) == [(3, "period", "exchange.partner_has_left")]
    assert bring(session, cast.coordinator, own(row())).added == 1
    late = planned_statistic(session, cast, "Year,Value\n2026,1\n2027,2\n")
    assert wrong(late) == [(3, "Year", "exchange.partner_has_left")]


# Every kind goes out and comes in


@pytest.fixture
def kinds(session, world):
    """One indicator of each kind that is no count."""
    levels = make_dimension(session, world.initiative, "level", "low", "high")
    levels.is_levels = True
    for code, kind, splits in (
        ("mean", ValueKind.MEAN, ()),
        ("grade", ValueKind.ORDINAL, (levels,)),
        ("story", ValueKind.TEXT, ()),
    ):
        make_indicator(
            session,
            world.initiative,
            *splits,
            code=code,
            kind=kind,
            over_time=KINDS[kind].over_time[0],
            over_partners=KINDS[kind].over_partners[0],
        )
    session.flush()


ALL_KINDS = (
    row(indicator="mean", value="", numerator="-12.50", denominator="4"),
    row(indicator="grade", categories="level=low", value="3"),
    row(indicator="grade", categories="level=high", value="5"),
    row(indicator="grade", value="8"),
    row(indicator="story", value="", text="Gut", may_quote="true"),
    row(indicator="people", value="8"),
    row(indicator="people", categories="age=0-17", value="3"),
)


def test_every_kind_goes_out_and_comes_in_the_same(session, world, cast, kinds):
    found = bring(session, cast.coordinator, own(*ALL_KINDS))

    assert told(found) == {"added": len(ALL_KINDS)}
    for layout in Layout:
        data = export_file(session, cast.coordinator, "world", layout)
        again = planned(session, cast.coordinator, Upload(data))
        assert told(again) == {"unchanged": len(ALL_KINDS)}
    assert b"story,partner,2026-Q2,,,,,Gut,true," in export_file(
        session, cast.coordinator, "world"
    )


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"indicator": "mean", "value": "3"}, "value", "exchange.other_columns"),
        ({"indicator": "story", "value": "3"}, "value", "exchange.other_columns"),
        ({"text": "viele", "value": ""}, "text", "exchange.other_columns"),
        (
            {"indicator": "mean", "value": "", "numerator": "1", "denominator": "-1"},
            "denominator",
            "reporting.negative_count",
        ),
        (
            {"indicator": "mean", "value": "", "numerator": "1", "denominator": "1.5"},
            "denominator",
            "reporting.not_a_whole_number",
        ),
        (
            {"indicator": "grade", "value": "1.5"},
            "value",
            "reporting.not_a_whole_number",
        ),
    ],
)
def test_what_is_not_of_its_kind_is_refused(
    session, world, cast, kinds, cells, column, code
):
    found = planned(session, cast.coordinator, own(row(**cells)))

    assert wrong(found) == [(2, column, code)]


def test_crossings_of_statistics_come_in_as_splits_of_their_own(session, world, cast):
    text = "Year,Sex,Region,Value\n2023,f,North,1\n2023,,North,2\n2023,m,South,3\n"

    found = bring(session, cast.coordinator, statistic(text))

    assert [one.dimensions for one in found.new.splits] == [
        ("region",),
        ("region", "sex"),
    ]
    assert not planned_statistic(session, cast, text).changes_something


# The dry run and the import agree

AWKWARD = [
    "Year,<Gruppe>,Value\n2024,Eltern <mit Kind>,1\n2024,Eltern <ohne Kind>,2\n",
    "Year,\u200b<>,Value\n2024,<>,1\n2024,&,2\n",
    "Year,…,Value\n2024,…,1\n2024,–,2\n",
    f"Year,{'lang ' * 59},Value\n2024,{'lang ' * 58},1\n2024,{'lang ' * 57},2\n",
    "Year,Series,Units,Value\n2024,<b>,<mit>,1\n2024,</b>,%,2\n",
    "Year,Sex,GeoCode,Value\n2024,f,05315,40\n2024,f,05316,41\n",
    "Year,G,Value\n2024,😀,1\n2024,日本,2\n2024,=1+1,3\n2024,'1-1,4\n",
    "Year,Year2,Value\n2024,a,1\n2024,A,1\n",
    "Year,level,Value\n2024,low,1\n",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_the_dry_run_says_what_the_import_does(session, world, cast, kinds, text):
    expected = planned_statistic(session, cast, text)

    done = bring(session, cast.coordinator, statistic(text))

    assert done == expected
    assert done.told == done.rows
    assert not planned_statistic(session, cast, text).changes_something


@pytest.mark.parametrize(
    ("header", "line", "where"),
    [
        ("Year,G,Value\n2024,{},1\n", 2, "g"),
        ("Year,{},Value\n2024,a,1\n", 1, ""),
        ("Year,Series,Value\n2024,{},1\n", 2, "title"),
    ],
)
def test_names_that_are_too_long_are_refused_before_the_import(
    session, world, cast, header, line, where
):
    text = header.format("lang " * 80)

    found = planned_statistic(session, cast, text)

    assert wrong(found) == [(line, where, "forms.too_long")]
    assert dict(found.problems[0].params) == {"most": 300, "n": 399}


def test_a_reason_is_not_cut_off(session, world, cast):
    bring(session, cast.coordinator, own(row()))
    long = replace(own(row(value="41")), why="w" * 2001)

    (question,) = planned(session, cast.coordinator, long).questions

    assert (question.field, question.code) == ("why", "forms.too_long")
