"""Importing statistics: series become indicators, labels periods, columns splits."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from impact_hub.features.exchange.rules.plans import Refused
from impact_hub.features.indicators.rules.kinds import (
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Invalid
from tests.features.exchange.files import (
    GERMAN,
    YAML,
    bring,
    everything,
    figures_of,
    indicator_of,
    planned_statistic,
    statistic,
)


def test_a_plan_names_everything_that_would_be_made(session, world, cast):
    before = everything(session)

    found = planned_statistic(session, cast)

    assert everything(session) == before
    assert (found.format, found.rows, found.added) == ("open_sdg", 3, 3)
    assert [one.code for one in found.new.indicators] == ["1-2-1"]
    assert [one.code for one in found.new.dimensions] == ["sex"]
    assert [(one.dimension, one.code) for one in found.new.categories] == [
        ("sex", "female")
    ]
    assert [(one.indicator, one.dimensions) for one in found.new.splits] == [
        ("1-2-1", ("sex",))
    ]
    assert [span.code for span in found.periods] == ["2023", "2024"]
    assert [(one.partner, one.before) for one in found.updates] == [
        ("partner", None),
        ("partner", None),
    ]


def test_a_series_becomes_a_statistic(session, world, cast, clock):
    expected = planned_statistic(session, cast, metadata=(YAML,), source="", licence="")

    done = bring(
        session,
        cast.coordinator,
        statistic(metadata=(YAML,), source="", licence=""),
    )

    assert done == expected
    assert figures_of(session) == {
        (2023, ""): Decimal("12.5"),
        (2023, "sex=female"): Decimal(13),
        (2024, ""): Decimal("12.0"),
    }
    made = indicator_of(session, cast)
    assert made.method.kind is ValueKind.STATISTIC
    assert made.method.over_time is OverTime.LATEST
    assert made.method.over_partners is OverPartners.NONE
    assert (made.rhythm, made.counts_people) == (Rhythm.YEAR, False)
    assert made.titles["en"] == "People at risk of poverty"
    assert made.definitions["en"] == "Below 60 % of the median"
    assert (made.source, made.source_url) == ("Eurostat", "https://example.org/poverty")
    assert made.licence == "OGL"
    (assigned,) = made.assignments
    assert assigned.organisation_id == cast.partner.id
    assert (assigned.starts, assigned.ends) == (date(2023, 1, 1), date(2024, 12, 31))
    updates = session.exec(select(Update)).all()
    assert {one.status for one in updates} == {Status.APPROVED}
    assert {one.first_approved_at for one in updates} == {clock.now}
    periods = session.exec(select(Period).where(Period.rhythm == Rhythm.YEAR)).all()
    assert {one.closed_at for one in periods} == {clock.now}


def test_importing_twice_leaves_no_trace(session, world, cast, clock):
    bring(session, cast.coordinator, statistic(metadata=(YAML,)))
    before = everything(session)
    clock.tick(days=1)

    again = bring(session, cast.coordinator, statistic(metadata=(YAML,)))

    assert (again.unchanged, again.changes_something) == (3, False)
    assert everything(session) == before


def test_words_stand_in_the_initiatives_languages(session, world, cast):
    """In the main language there is always a word; elsewhere only what is known."""
    bring(session, cast.coordinator, statistic(metadata=(YAML, GERMAN)))

    made = indicator_of(session, cast)
    assert made.titles == {
        "de": "Armutsgefaehrdung",
        "en": "People at risk of poverty",
    }
    (sex,) = made.dimensions
    assert sex.titles == {"de": "Sex", "en": "Sex"}


def test_a_language_that_the_initiative_lacks_stands_in_its_main_one(
    session, world, cast
):
    world.initiative.languages = ["de"]
    session.flush()

    bring(session, cast.coordinator, statistic(metadata=(YAML,)))

    assert indicator_of(session, cast).titles == {
        "de": "People at risk of poverty",
        "en": "People at risk of poverty",
    }


def test_what_the_person_says_goes_before_the_metadata(session, world, cast):
    told = statistic(metadata=(YAML,), source="Us", source_url="https://us.org")

    bring(session, cast.coordinator, told)

    made = indicator_of(session, cast)
    assert (made.source, made.source_url) == ("Us", "https://us.org")
    assert made.licence == "CC BY 4.0"


def test_whose_rights_they_are_stands_with_the_source(session, world, cast):
    yaml = YAML + "copyright: © Eurostat\n".encode()

    bring(session, cast.coordinator, statistic(metadata=(yaml,), source=""))

    assert indicator_of(session, cast).source == "Eurostat – © Eurostat"


def test_source_and_licence_are_needed_for_a_new_indicator_only(session, world, cast):
    bare = {"source": "", "licence": "", "source_url": "javascript:alert(1)"}

    found = planned_statistic(session, cast, **bare)
    with pytest.raises(Refused) as refused:
        bring(session, cast.coordinator, statistic(**bare))
    bring(session, cast.coordinator, statistic())
    again = planned_statistic(session, cast, **bare)

    assert [(one.field, one.code) for one in found.questions] == [
        ("source", "exchange.source_needed"),
        ("licence", "exchange.licence_needed"),
        ("source_url", "exchange.not_an_address"),
    ]
    assert not found.is_possible
    assert refused.value.params == {"n": 3}
    assert (again.questions, again.is_possible) == ((), True)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"partner": ""}, "partner", "exchange.partner_needed"),
        ({"partner": "backbone"}, "partner", "exchange.no_such_partner"),
        ({"metadata": (b"- a\n- b",)}, "metadata", "exchange.metadata_without_keys"),
        ({"metadata": (bytes(9),)}, "metadata", "exchange.file_not_text"),
        ({"indicator": "people"}, "indicator", "exchange.not_for_statistics"),
    ],
)
def test_what_the_person_says_must_fit(session, world, cast, changes, field, code):
    with pytest.raises(Invalid, match=code) as refused:
        planned_statistic(session, cast, **changes)

    assert refused.value.field == field
