"""Whom a pasted list names, from when on newcomers are asked, and how long it takes."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.joining.rules import (
    Invitee,
    about_minutes,
    first_to_report,
    read_invitees,
)
from impact_hub.kit.errors import Invalid, InvalidFields

PASTED = """
Name\tE-Mail
Jugendwerkstatt Nord; post@nord.example
Sportverein Süd <vorstand@sued.example>
Gesamtschule Mitte

Kammer, Bezirk West\tinfo@kammer.example
"""


def test_names_and_addresses_are_read_however_they_are_pasted():
    assert read_invitees(PASTED) == [
        Invitee("Jugendwerkstatt Nord", "post@nord.example"),
        Invitee("Sportverein Süd", "vorstand@sued.example"),
        Invitee("Gesamtschule Mitte"),
        Invitee("Kammer, Bezirk West", "info@kammer.example"),
    ]


def test_every_line_that_cannot_be_read_is_told_with_its_number():
    with pytest.raises(InvalidFields) as refused:
        read_invitees("Nord\n\npost@sued.example\nnord")

    told = [(p.code, p.params["line"]) for p in refused.value.problems]
    assert told == [("joining.name_missing", 3), ("joining.named_twice", 4)]


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("  \n ;;\n", "joining.nobody_named"),
        ("Name;E-Mail\n", "joining.nobody_named"),
        ("N" * 161, "joining.name_too_long"),
        ("\n".join(f"Partner {n}" for n in range(201)), "joining.too_many_at_once"),
    ],
)
def test_what_is_no_list_of_organisations_is_refused(pasted, code):
    with pytest.raises(Invalid) as refused:
        read_invitees(pasted)

    assert (refused.value.code, refused.value.field) == (code, "people")


NAMES = st.text("abcdefghäöü ", min_size=3, max_size=20).filter(
    lambda name: len(name.strip()) > 1
)


@given(st.lists(NAMES, min_size=1, max_size=8, unique_by=lambda n: " ".join(n.split())))
def test_each_line_is_one_organisation_by_its_name(names):
    read = read_invitees("\n".join(f"{n}; a{k}@b.example" for k, n in enumerate(names)))

    assert [one.name for one in read] == [" ".join(name.split()) for name in names]
    assert all(one.address.endswith("@b.example") for one in read)


@dataclass(frozen=True)
class Window:
    starts: date
    ends: date
    due_on: date | None = None
    is_closed: bool = False


Q1 = Window(date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 30))
Q2 = Window(date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 31))
Q3 = Window(date(2026, 7, 1), date(2026, 9, 30))
TODAY = date(2026, 7, 1)
BEGINS = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("periods", "first"),
    [
        ([], BEGINS),
        ([Q1], date(2026, 4, 1)),  # it is over: from the day after on
        ([Q1, Q2], date(2026, 4, 1)),  # the second can still be reported on in time
        ([Q3, Q2, Q1], date(2026, 4, 1)),
        ([Q3], date(2026, 7, 1)),
        ([Window(Q2.starts, Q2.ends, Q2.due_on, is_closed=True)], date(2026, 7, 1)),
    ],
)
def test_newcomers_are_asked_from_the_first_period_that_can_still_be_reported_on(
    periods, first
):
    found = first_to_report(periods, today=TODAY, initiative_starts=BEGINS)

    assert found == first


@given(st.integers(0, 500))
def test_more_fields_never_take_less_time(fields):
    assert 2 <= about_minutes(fields) <= about_minutes(fields + 1)
