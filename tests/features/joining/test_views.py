"""Letters and pages of joining, in the words of those who read them."""

from datetime import UTC, date, datetime

import pytest

from impact_hub.features.initiatives.rows import ParticipantRow, TimeRow
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.joining.rows import (
    AskedRow,
    InvitedRow,
    PartnersRow,
    PeriodChoice,
)
from impact_hub.features.joining.views.letters import asked_sentence, letter_of
from impact_hub.features.joining.views.partners import partners_page, since_options
from impact_hub.kit.calendar import Rhythm
from tests.factories import Q1, Q2

ASKED = AskedRow(5, 12, Rhythm.QUARTER, Q2, date(2026, 7, 31))
TODAY = date(2026, 7, 1)


def place(**changes) -> PartnersRow:
    given = {
        "slug": "world",
        "names": {"de": "Zukunft", "en": "Future"},
        "goals": {"de": "Alle finden Arbeit."},
        "languages": ("de", "en"),
        "backbone": "Jugendamt",
        "starts": date(2026, 1, 1),
        "first_to_report": Q2.starts,
        "periods": (PeriodChoice(Q2, True), PeriodChoice(Q1, False)),
        "partners": (),
        "funders": (),
        "asked_of": {},
        "indicators": 2,
        "names_partners": False,
        "own": (),
        "threshold": 5,
        "is_open": False,
        **changes,
    }
    return PartnersRow(**given)


def partner(number=1, **changes) -> ParticipantRow:
    given = {
        "organisation_id": number,
        "slug": f"p{number}",
        "name": f"Partner {number}",
        "place": "Köln",
        "part": Part.PARTNER,
        "times": (TimeRow(number, date(2026, 1, 1), None),),
        "has_people": True,
        **changes,
    }
    return ParticipantRow(**given)


def test_a_letter_says_who_invites_for_what_how_much_until_when_and_who_sees_it():
    expires = datetime(2026, 7, 15, 10, tzinfo=UTC)
    invited = InvitedRow("Verein", "v@example.org", "secret", expires, ASKED)

    letter = letter_of(invited, place(), "https://hub.example", Part.PARTNER)

    assert letter.subject == "Einladung: Zukunft"
    for said in (
        "Jugendamt lädt Verein ein",
        "Alle finden Arbeit.",
        "5 Zahlen",
        "2. Quartal 2026, bis 31.07.2026",
        "etwa 7 Minuten",
        "15.07.2026",
        "https://hub.example/invite/secret",
        "weniger als 5 Menschen",
    ):
        assert said in letter.text


def test_a_funders_letter_asks_for_nothing():
    expires = datetime(2026, 7, 15, 10, tzinfo=UTC)
    invited = InvitedRow("Stiftung", "", "secret", expires, ASKED)

    letter = letter_of(invited, place(), "https://hub.example", Part.FUNDER)

    assert "Zahlen je" not in letter.text
    assert "5 Zahlen" not in letter.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (AskedRow(0, 0, Rhythm.QUARTER, None, None), "Nothing is asked of you yet."),
        (
            AskedRow(1, 1, Rhythm.QUARTER, None, None),
            "We ask you for 1 figure each time. That takes about 2 minutes.",
        ),
        (
            AskedRow(2, 4, Rhythm.QUARTER, Q2, None),
            "We ask you for 2 figures each time. First for Q2 2026. "
            "That takes about 4 minutes.",
        ),
    ],
)
def test_what_is_asked_is_said_as_far_as_it_is_known(asked, said):
    assert asked_sentence(asked, "en").replace("2nd quarter 2026", "Q2 2026") == said


def test_everybody_can_be_asked_from_a_period_the_beginning_or_another_day():
    options = since_options(place(), "en")

    assert [value for value, _ in options] == ["2026-04-01", "2026-01-01", "other"]


def test_what_a_partner_reports_and_since_when_stands_at_its_name():
    late = partner(2, times=(TimeRow(2, date(2026, 4, 1), None),), has_people=False)
    left = partner(3, times=(TimeRow(3, date(2026, 1, 1), date(2026, 3, 31)),))
    row = place(partners=(partner(), late, left), asked_of={1: 2, 2: 1, 3: 0})

    page = partners_page(row, "en", today=TODAY)

    assert [each.facts for each in page.partners] == [
        "Köln · reports every indicator",
        "Köln · reports 1 of 2 indicators · since 1 Apr 2026 · "
        "invited, nobody here yet",
        "Köln · until 31 Mar 2026",
    ]
    assert [each.is_waiting for each in page.partners] == [False, True, False]
    assert [each.has_ended for each in page.partners] == [False, False, True]
