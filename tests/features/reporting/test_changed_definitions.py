"""What stands in a draft keeps up with definitions that change meanwhile."""

from dataclasses import replace

import pytest

from impact_hub.features.indicators.service.assigning import confirm_definition
from impact_hub.features.indicators.service.defining import edit_indicator
from impact_hub.features.reporting.queries import forms
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.views.lines import lines_of
from impact_hub.kit.errors import InvalidFields
from tests.factories import make_category
from tests.features.indicators.definitions import definition_of
from tests.features.reporting.sheets import Tab, approved


@pytest.fixture
def tab(session, cast, world) -> Tab:
    return Tab(session, cast.reporter, world)


def form_of(tab: Tab) -> forms.FormRow:
    world = tab.world
    return forms.get_form(
        tab.session, tab.actor, world.slug, world.quarter.id, "partner"
    )


def people_line(tab: Tab):
    return lines_of(form_of(tab).entries, {}, "en")[0]


# A total that was typed, and is a sum by now


def test_a_typed_total_gives_way_to_the_sum(session, world, tab):
    tab.fill()
    tab.write("7", cell="age=0-17")
    tab.write("8", cell="age=18-64")
    world.people.summed_over_id = world.age.id
    assert people_line(tab).shown == "15"

    update = tab.submit()

    assert update.status is Status.SUBMITTED
    assert tab.values() == {"": "15", "age=0-17": "7", "age=18-64": "8"}


def test_a_typed_total_without_categories_is_asked_for_anew(session, world, tab):
    tab.fill()
    world.people.summed_over_id = world.age.id
    assert people_line(tab).is_done is False

    with pytest.raises(InvalidFields) as refused:
        tab.submit()

    assert [each.code for each in refused.value.problems] == [
        "reporting.figure_or_reason"
    ]
    assert tab.values() == {"": "42"}


def test_an_approved_total_stays_as_it_was_typed(session, cast, world, tab):
    tab.write("40", cell="age=0-17")
    approved(session, cast, tab)

    world.people.summed_over_id = world.age.id

    assert people_line(tab).shown == "42"
    assert tab.values() == {"": "42", "age=0-17": "40"}


# A category that is asked for no longer


def test_a_retired_category_with_a_figure_can_be_corrected(session, world, tab, clock):
    old = make_category(session, world.age, "65")
    tab.write("4", cell="age=65")
    old.retired_at = clock.now

    lines = people_line(tab).splits[0].groups[0].lines

    (line,) = [each for each in lines if each.is_retired]
    assert [(field.key, field.saved) for field in line.fields] == [
        (f"{world.people.id}|age=65|figure", "4")
    ]


def test_a_retired_category_without_a_figure_is_not_shown(session, world, tab, clock):
    old = make_category(session, world.age, "65")
    tab.write("4", cell="age=65")
    tab.write("", cell="age=65")
    old.retired_at = clock.now

    lines = people_line(tab).splits[0].groups[0].lines

    assert [line.is_retired for line in lines] == [False, False]


# What the partner is told of it


def test_the_reason_stands_beside_the_new_definition(session, cast, world, tab):
    confirm_definition(session, cast.reporter, world.people.id, cast.partner.id)
    said = {"de": "Wer zweimal da war."}
    changed = replace(definition_of(world.people, world.age), definitions=said)
    edit_indicator(
        session, cast.coordinator, "world", "people", changed, why="Beschluss vom Mai"
    )

    line = people_line(tab)

    assert (line.is_unread, line.definition) == (True, "Wer zweimal da war.")
    assert line.why == "Beschluss vom Mai"
