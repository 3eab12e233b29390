"""What stands on the overview, on an indicator's page, and on those for everyone."""

from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from impact_hub.features.indicators.models import Assignment, Target
from impact_hub.features.indicators.rules.kinds import (
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.service.aiming import NewTarget
from impact_hub.features.indicators.service.saving import (
    Aims,
    Filled,
    save_indicator,
)
from impact_hub.features.initiatives import service as initiatives
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.results.views.cards import Card, Piece
from impact_hub.features.results.views.indicator import (
    IndicatorPage,
    indicator_page,
    public_indicator_page,
)
from impact_hub.features.results.views.overview import (
    OverviewPage,
    overview,
    public_page,
)
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import NotFound
from tests.factories import (
    Q3,
    assign,
    make_dimension,
    make_indicator,
    make_period,
    make_split,
    make_update,
    make_value,
)
from tests.features.indicators.definitions import definition_of
from tests.features.results.scenes import Scene, make_scene

# What stands on a page doesn't depend on the database; test_queries tries both.
pytestmark = pytest.mark.parametrize("template", ["sqlite"], indirect=True)


@pytest.fixture
def scene(session, clock) -> Scene:
    """… in an initiative that is open to everyone."""
    made = make_scene(session)
    initiatives.open_to_public(session, made.cast.coordinator, "world")
    return made


def card(page: OverviewPage, code: str) -> Card:
    (found,) = [each for each in page.cards if each.code == code]
    return found


def names_of(scene: Scene) -> list[str]:
    return [scene.cast.partner.name, scene.cast.other_partner.name]


# The overview


def test_a_card_says_of_when_it_is_how_many_it_rests_on_and_where_it_stands(
    session, scene
):
    page = overview(session, replace(scene.cast.coordinator, locale="en"), "world")

    people = card(page, "people")
    assert people.figure == "90"
    assert people.as_of == "as of Q2 2026"
    assert people.coverage == "4 of 4 received, 3 of them approved and counted"
    assert (people.made, people.target) == ("90%", "100 by 31 Dec 2026")
    assert people.standing == "on_track"
    assert not people.spark.is_whole  # one has not been approved yet


def test_what_is_missing_since_stands_on_the_card(session, scene, clock):
    make_period(session, scene.world.initiative, Q3)
    clock.tick(days=140)  # after the third quarter was due

    page = overview(session, replace(scene.cast.coordinator, locale="en"), "world")

    people = card(page, "people")
    assert (people.as_of, people.later) == (
        "as of Q2 2026",
        "for Q3 2026 all 2 are missing",
    )


def test_cards_stand_in_the_order_of_the_stairs(session, scene):
    world = scene.world
    world.people.result_id = world.upper.id
    world.share.result_id = world.lower.id
    make_indicator(session, world.initiative, code="nowhere")

    page = overview(session, scene.cast.coordinator, "world")

    order = [(each.step, each.code) for each in page.cards]
    assert order == [("2", "share"), ("5", "people"), ("", "nowhere")]


@pytest.mark.parametrize("name", ["stranger"])
def test_the_overview_is_for_those_who_take_part(session, scene, name):
    with pytest.raises(NotFound):
        overview(session, getattr(scene.cast, name), "world")


@pytest.mark.parametrize("name", ["coordinator", "reporter", "stranger", "anyone"])
def test_the_page_for_everyone_is_the_same_for_all(session, scene, name):
    of_anyone, page = (
        public_page(session, replace(actor, locale="en"), "world")
        for actor in (scene.cast.anyone, getattr(scene.cast, name))
    )

    assert page == of_anyone
    assert page.is_public
    assert not page.changes  # who was approved, and when
    assert page.indicators == "/p/world/indicators/"
    assert page.query.endswith("&public=true")


def test_the_round_that_is_opened_early_is_not_the_headline(session, scene):
    make_period(session, scene.world.initiative, Q3, opens_on=date(2026, 6, 1))
    actor = replace(scene.cast.coordinator, locale="en")

    page = overview(session, actor, "world")

    assert page.summary.startswith("2nd quarter 2026: 2 of 2 partners have reported.")


def test_figures_that_nobody_owes_are_not_called_nothing(session, scene):
    for period in session.exec(select(Period)).all():
        period.rhythm = Rhythm.YEAR  # nobody owes anything in it
    for target in session.exec(select(Target)).all():
        session.delete(target)
    scene.world.people.rhythm = Rhythm.YEAR
    for assignment in session.exec(select(Assignment)).all():
        session.delete(assignment)
    session.flush()
    actor = replace(scene.cast.coordinator, locale="en")

    page = overview(session, actor, "world")

    assert card(page, "people").figure == "90"
    assert page.summary == "There are figures for 1 of 2 indicators."


# One indicator


def read(session, scene: Scene, name: str, code: str, by: str = "") -> IndicatorPage:
    actor = replace(getattr(scene.cast, name), locale="en")
    return indicator_page(session, actor, "world", code, by)


def test_coverage_is_the_same_number_on_card_page_and_table(session, scene):
    board = overview(session, replace(scene.cast.coordinator, locale="en"), "world")
    page = read(session, scene, "coordinator", "people")

    assert card(board, "people").coverage in page.as_of
    assert page.lines[0].coverage == "2 of 2 received, 1 of them approved and counted"


def test_an_indicator_says_what_it_means_and_how_to_cite_it(session, scene):
    page = read(session, scene, "reporter", "people")

    assert page.public == "/p/world/indicators/people"
    assert page.meaning.targets == ("100 by 31 Dec 2026",)
    assert page.meaning.cite_as.endswith(
        ", as of 1 Jul 2026, http://localhost:3000/p/world/indicators/people"
    )
    assert "People reached" in page.meaning.cite_as


def test_a_closed_initiative_has_no_page_to_cite(session, clock):
    scene = make_scene(session)

    page = read(session, scene, "reporter", "people")

    assert (page.public, page.meaning.cite_as) == ("", "")
    with pytest.raises(NotFound):
        public_indicator_page(session, scene.cast.anyone, "world", "people")


@pytest.mark.parametrize("name", ["coordinator", "reporter", "stranger", "anyone"])
def test_everyone_reads_an_indicator_without_its_partners(session, scene, name):
    of_anyone, page = (
        public_indicator_page(session, replace(actor, locale="en"), "world", "people")
        for actor in (scene.cast.anyone, getattr(scene.cast, name))
    )

    assert page == of_anyone
    assert page.is_public
    assert not page.partner_lines
    assert not any(partner in str(asdict(page)) for partner in names_of(scene))


def test_that_an_initiative_is_an_example_stands_on_every_public_page(session, scene):
    scene.world.initiative.notices = {"en": "Example: all of it is made up."}
    session.flush()
    actor = replace(scene.cast.anyone, locale="en")

    assert public_page(session, actor, "world").notice.startswith("Example")
    assert public_indicator_page(session, actor, "world", "people").notice.startswith(
        "Example"
    )


def changes_of(session, scene, clock):
    """The history of an indicator whose target was changed, then its definition."""
    same = definition_of(scene.world.people, scene.world.age)
    renamed = replace(same, titles={"de": "Jugendliche"})
    for definition, figure, why in (
        (same, 200, ""),
        (same, 2500, "More money"),
        (renamed, 2500, "Clearer"),
    ):
        clock.tick(days=1)
        aims = Aims(targets=[NewTarget(date(2026, 12, 31), Decimal(figure))])
        filled = Filled(definition, aims, why=why)
        save_indicator(session, scene.cast.coordinator, "world", "people", filled)
    inside = read(session, scene, "reporter", "people")
    actor = replace(scene.cast.anyone, locale="en")
    outside = public_indicator_page(session, actor, "world", "people")
    return inside.meaning.history, outside.meaning.history


def test_definition_and_targets_are_told_with_who_when_and_why(session, scene, clock):
    (renamed, aimed, *_), _ = changes_of(session, scene, clock)

    assert (renamed.who, renamed.why) == ("Cora Coordinator", "Clearer")
    assert [each.what for each in renamed.lines] == ["Name"]
    assert (aimed.who, aimed.why) == ("Cora Coordinator", "More money")
    (line,) = aimed.lines
    assert (line.before, line.after) == ("200 by 31 Dec 2026", "2,500 by 31 Dec 2026")


def test_who_changed_a_definition_is_for_those_who_take_part(session, scene, clock):
    inside, outside = changes_of(session, scene, clock)

    assert [each.lines for each in outside] == [each.lines for each in inside]
    assert not any(each.who for each in outside)
    assert [each.why for each in outside[:2]] == ["Clearer", ""]


def test_a_reader_chooses_by_what_it_is_split(session, scene):
    sex = make_dimension(session, scene.world.initiative, "sex", "f", "m")
    make_split(session, scene.world.people, sex, position=1)
    make_value(session, scene.first, scene.world.people, cell="sex=f", figure=25)

    first = read(session, scene, "coordinator", "people")
    chosen = read(session, scene, "coordinator", "people", "sex")
    odd = read(session, scene, "coordinator", "people", "sex,size&%")

    assert [each.key for each in first.splits] == ["age", "sex"]
    assert (first.split_by, chosen.split_by, odd.split_by) == ("age", "sex", "age")
    assert "25" in {line.figure for line in chosen.split_lines}


def test_without_figures_a_page_is_empty_and_says_so(session, scene):
    new = make_indicator(session, scene.world.initiative, code="new")
    assign(session, new, scene.cast.partner)

    page = read(session, scene, "coordinator", "new")

    assert page.is_empty
    assert page.said == "Nothing is approved yet."


# Without a total, on levels, as a mean, in words


def test_what_has_no_total_is_shown_by_its_best_split_and_never_added_up(
    session, scene
):
    world = scene.world
    area = make_dimension(session, world.initiative, "g", "a", "b")
    area.titles = {"de": "G", "en": "G"}
    series = make_indicator(
        session,
        world.initiative,
        area,
        code="series",
        kind=ValueKind.STATISTIC,
        over_time=OverTime.LATEST,
        over_partners=OverPartners.NONE,
    )
    make_split(session, series, area, world.age, position=1)
    for cell, figure in (("g=a", 1), ("g=b", 2), ("age=0-17&g=a", 1)):
        make_value(session, scene.first, series, cell=cell, figure=figure)

    shown = card(
        overview(session, replace(scene.cast.coordinator, locale="en"), "world"),
        "series",
    )
    page = read(session, scene, "coordinator", "series")

    assert shown.by == "by G"
    assert shown.pieces == (Piece("a", "1"), Piece("b", "2"))
    assert shown.figure == ""
    assert not page.is_empty
    assert not page.has_line
    assert page.splits[0].title == "G"
    assert [(line.category, line.figure) for line in page.split_lines[:2]] == [
        ("a", "1"),
        ("b", "2"),
    ]
    assert "3" not in {line.figure for line in page.split_lines}


def test_levels_are_shares_with_their_names(session, scene):
    world = scene.world
    hope = make_dimension(session, world.initiative, "hope", "low", "high")
    hope.is_levels = True
    ordinal = make_indicator(
        session,
        world.initiative,
        hope,
        code="hope",
        kind=ValueKind.ORDINAL,
        over_time=OverTime.LATEST,
        summed_over_id=hope.id,
    )
    for cell, figure in (("", 40), ("hope=low", 10), ("hope=high", 30)):
        make_value(session, scene.first, ordinal, cell=cell, figure=figure)

    page = read(session, scene, "coordinator", "hope")

    assert page.has_levels
    assert not page.splits
    told = [(x.category, x.figure, x.part_of) for x in page.level_lines]
    assert ("low", "10", "25%") in told
    assert ("high", "30", "75%") in told


def test_a_mean_says_of_how_many_it_is(session, scene):
    mean = make_indicator(
        session,
        scene.world.initiative,
        code="mean",
        kind=ValueKind.MEAN,
        over_time=OverTime.LATEST,
        whole_names={"de": "Antworten", "en": "answers"},
    )
    assign(session, mean, scene.cast.partner)
    make_value(
        session, scene.first, mean, numerator=Decimal("162.5"), denominator=Decimal(50)
    )

    shown = card(
        overview(session, replace(scene.cast.coordinator, locale="en"), "world"), "mean"
    )

    assert (shown.figure, shown.part_of) == ("3.25", "of 50 answers")


@pytest.fixture
def stories(session, scene, clock) -> Scene:
    """Two partners have answered in words; one may be quoted."""
    clock.tick(days=120)
    told = make_indicator(
        session,
        scene.world.initiative,
        code="stories",
        kind=ValueKind.TEXT,
        over_time=OverTime.LIST,
        over_partners=OverPartners.LIST,
    )
    other = make_update(
        session,
        make_period(session, scene.world.initiative, Q3),
        scene.cast.other_partner,
        status=Status.APPROVED,
    )
    make_value(session, scene.first, told, text="We may be quoted.", may_quote=True)
    make_value(session, other, told, text="Not for everyone.")
    return scene


def said(page: IndicatorPage) -> list[tuple[str, str]]:
    return [(one.said, one.partner) for each in page.answers for one in each.answers]


def test_answers_stand_side_by_side_and_are_quoted_with_consent_only(session, stories):
    first, second = names_of(stories)

    assert said(read(session, stories, "coordinator", "stories")) == [
        ("Not for everyone.", second),
        ("We may be quoted.", first),
    ]
    assert said(read(session, stories, "funder", "stories")) == [
        ("We may be quoted.", first)
    ]
    anyone = replace(stories.cast.anyone, locale="en")
    public = public_indicator_page(session, anyone, "world", "stories")
    assert said(public) == [("We may be quoted.", "")]
    assert public.said == "2 answers so far."
    assert not public.partner_lines


def test_answers_in_words_are_counted_on_the_card(session, stories):
    actor = replace(stories.cast.coordinator, locale="en")

    shown = card(overview(session, actor, "world"), "stories")

    assert (shown.figure, shown.unit) == ("2", "answers in words")
