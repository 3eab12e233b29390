"""One shared definition for all partners; a changed one is a new version."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import DefinitionSeen, IndicatorVersion
from impact_hub.features.indicators.rules.kinds import (
    Direction,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf, is_asked
from impact_hub.features.indicators.service import defining
from impact_hub.features.indicators.service.aiming import NewTarget
from impact_hub.features.indicators.service.defining import Definition
from impact_hub.features.indicators.service.saving import (
    Aims,
    Filled,
    NewLevels,
    Turned,
    save_indicator,
)
from impact_hub.features.indicators.service.splitting import NewCategory
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories import (
    Q2,
    make_dimension,
    make_indicator,
    make_initiative,
    make_result,
    take_part,
)
from tests.features.indicators.definitions import definition_of

COUNT = Definition(
    titles={"de": "Beratene Jugendliche"},
    kind=ValueKind.COUNT,
    over_time=OverTime.SUM,
    over_partners=OverPartners.SUM,
    rhythm=Rhythm.QUARTER,
)


def add(session, actor, definition=COUNT, **options):
    return defining.add_indicator(session, actor, "world", definition, **options)


def edit(session, actor, definition, **options):
    return defining.edit_indicator(
        session, actor, "world", "people", definition, **options
    )


# Adding


def test_a_new_indicator_is_asked_of_every_partner(session, cast, world):
    added = add(session, cast.coordinator)

    row = queries.get_indicator(session, cast.reporter, "world", added.code)
    assert (row.code, row.version, row.position) == ("beratene-jugendliche", 1, 1)
    assert (row.asked_of, row.assignments) == (AskedOf.EVERYONE, ())
    line = session.exec(select(AuditLine)).one()
    assert (line.action, line.details) == ("indicator.add", {"code": added.code})


def test_or_of_nobody_yet(session, cast, world):
    added = add(session, cast.coordinator, asked_of=AskedOf.NAMED)

    row = queries.get_indicator(session, cast.reporter, "world", added.code)
    assert (row.asked_of, row.assignments) == (AskedOf.NAMED, ())


def test_the_first_indicator_stands_first(session, cast):
    make_initiative(session, cast.backbone, slug="new")

    first = defining.add_indicator(session, cast.coordinator, "new", COUNT)

    assert first.position == 0


def test_it_holds_everything_that_was_said(session, cast, world):
    definition = replace(
        COUNT,
        definitions={"de": "Wer mindestens einmal da war."},
        units={"de": "Menschen"},
        direction=Direction.DOWN,
        counts_people=False,
        summed_over_id=world.age.id,
        result_id=world.upper.id,
        splits=((world.age.id,),),
        source="Amt für Statistik",
        source_url="https://example.org",
        licence="CC BY 4.0",
    )

    added = add(session, cast.coordinator, definition)

    assert definition_of(added, world.age) == definition


def test_two_indicators_of_the_same_title_have_codes_of_their_own(session, cast, world):
    assert add(session, cast.coordinator).code == "beratene-jugendliche"
    assert add(session, cast.coordinator).code == "beratene-jugendliche-2"


def test_a_wanted_code_is_kept_or_refused(session, cast, world):
    assert add(session, cast.coordinator, code="B 1").code == "b-1"

    for taken in ("b-1", "B 1"):
        with pytest.raises(Conflict, match=r"indicators\.code_taken"):
            add(session, cast.coordinator, code=taken)


def test_partners_define_nothing(session, cast, world):
    with pytest.raises(Forbidden):
        add(session, cast.reporter)
    with pytest.raises(Forbidden):
        edit(session, cast.reporter, definition_of(world.people, world.age))


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"titles": {"en": "x"}}, "initiatives.words_needed", "titles.de"),
        (
            {"kind": ValueKind.YES_NO},
            "indicators.over_time_not_for_kind",
            "over_time",
        ),
        (
            {"kind": ValueKind.AMOUNT, "over_partners": OverPartners.RANGE},
            "indicators.over_partners_not_for_kind",
            "over_partners",
        ),
        ({"kind": ValueKind.AMOUNT}, "indicators.currency_needed", "currency"),
        ({"summed_over_id": 999}, "indicators.sum_of_no_categories", "summed_over"),
        (
            {"source_url": "javascript:alert(1)"},
            "organisations.not_a_website",
            "source_url",
        ),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    session, cast, world, changes, code, field
):
    with pytest.raises(Invalid, match=code) as refused:
        add(session, cast.coordinator, replace(COUNT, **changes))

    assert refused.value.field == field


def test_an_amount_has_a_currency(session, cast, world):
    money = replace(COUNT, kind=ValueKind.AMOUNT, currency="EUR")

    assert add(session, cast.coordinator, money).currency == "EUR"


def test_it_belongs_to_results_of_its_own_initiative_only(session, cast, world):
    elsewhere = make_result(session, make_initiative(session, cast.backbone))

    for number in (elsewhere.id, 999_999):
        with pytest.raises(NotFound, match=r"impact_logic\.no_such_result"):
            add(session, cast.coordinator, replace(COUNT, result_id=number))


def test_it_is_split_by_dimensions_of_its_own_initiative_only(session, cast, world):
    other = make_initiative(session, cast.backbone)
    elsewhere = make_dimension(session, other, "age", "0-17")

    for number in (elsewhere.id, 999_999):
        with pytest.raises(NotFound, match=r"indicators\.no_such_dimension"):
            add(session, cast.coordinator, replace(COUNT, splits=((number,),)))


def test_not_everything_can_be_split(session, cast, world):
    yes_no = replace(
        COUNT,
        kind=ValueKind.YES_NO,
        over_time=OverTime.LATEST,
        splits=((world.age.id,),),
    )

    with pytest.raises(Invalid, match=r"indicators\.not_splittable") as refused:
        add(session, cast.coordinator, yes_no)

    assert refused.value.field == "splits"


# Changing


def seen_versions(session, indicator) -> set[int]:
    return set(
        session.exec(
            select(DefinitionSeen.version).where(
                DefinitionSeen.indicator_id == indicator.id
            )
        )
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"titles": {"de": "Erreichte Jugendliche"}},
        {"definitions": {"de": "Genauer"}},
        {"units": {"de": "Jugendliche"}},
        {"over_time": OverTime.LATEST},
        {"over_partners": OverPartners.RANGE},
        {"direction": Direction.DOWN},
        {"splits": ()},
        {"counts_people": False},
        {"rhythm": Rhythm.YEAR},
    ],
)
def test_a_change_of_what_the_figures_mean_is_a_new_version(
    session, cast, world, clock, changes
):
    changed = replace(definition_of(world.people, world.age), **changes)

    edit(session, cast.coordinator, changed, why="Beschluss vom Mai")

    assert world.people.version == 2
    assert seen_versions(session, world.people) == set()
    earlier = session.exec(select(IndicatorVersion)).one()
    assert (earlier.version, earlier.why) == (1, "Beschluss vom Mai")
    assert (earlier.replaced_by, earlier.replaced_at) == ("Cora Coordinator", clock.now)
    assert earlier.definition["titles"] == {
        "de": "Erreichte Menschen",
        "en": "People reached",
    }


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"source": "Amt"},
        {"licence": "CC0"},
    ],
)
def test_any_other_change_is_not(session, cast, world, changes):
    changed = replace(definition_of(world.people, world.age), **changes)

    edit(session, cast.coordinator, changed)

    assert world.people.version == 1
    assert session.exec(select(IndicatorVersion)).all() == []


def test_another_order_of_its_dimensions_is_a_new_version(session, cast, world):
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    edit(session, cast.coordinator, definition_of(world.people, world.age, sex))
    edit(session, cast.coordinator, definition_of(world.people, sex, world.age))

    assert world.people.version == 3


def test_the_kind_of_an_indicator_is_fixed(session, cast, world):
    changed = replace(
        definition_of(world.people, world.age), kind=ValueKind.AMOUNT, currency="EUR"
    )

    with pytest.raises(Invalid, match=r"indicators\.kind_is_fixed") as refused:
        edit(session, cast.coordinator, changed)

    assert refused.value.field == "kind"


def test_a_definition_says_what_it_said_after_it_was_read_again(session, cast, world):
    session.flush()
    session.expire_all()

    edit(session, cast.coordinator, definition_of(world.people, world.age))

    assert world.people.version == 1


def test_nobody_overwrites_a_definition_that_they_have_not_seen(session, cast, world):
    seen = world.people.revision
    changed = replace(definition_of(world.people, world.age), titles={"de": "Neu"})
    edit(session, cast.coordinator, changed, revision=seen)

    with pytest.raises(Conflict, match=r"forms\.changed_elsewhere"):
        edit(session, cast.coordinator, changed, revision=seen)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"titles": {"de": "x" * 301}}, "titles.de"),
        ({"whole_names": {"en": "x" * 201}}, "whole_names.en"),
        ({"licence": "x" * 501}, "licence"),
    ],
)
def test_nothing_is_cut_off(session, cast, world, changes, field):
    with pytest.raises(Invalid, match=r"forms\.too_long") as refused:
        add(session, cast.coordinator, replace(COUNT, **changes))

    assert refused.value.field == field


def test_levels_are_an_order_and_the_total_is_their_sum(session, cast, world):
    ordinal = replace(COUNT, kind=ValueKind.ORDINAL, over_time=OverTime.LATEST)
    with pytest.raises(Invalid, match=r"indicators\.levels_needed") as refused:
        add(
            session,
            cast.coordinator,
            replace(ordinal, splits=((world.age.id,),), summed_over_id=world.age.id),
        )
    assert refused.value.field == "levels"

    titles = {"de": "Wie zufrieden?"}
    levels = [NewCategory({"de": each}) for each in ("gar nicht", "teils", "sehr")]
    kept = save_indicator(
        session,
        cast.coordinator,
        "world",
        None,
        Filled(ordinal, levels=NewLevels(titles, levels, crossed=[world.age.id])),
    )

    row = queries.get_indicator(session, cast.reporter, "world", kept.code)
    assert row.summed_over is not None
    assert row.summed_over.is_levels
    assert [each.code for each in row.summed_over.asked] == [
        "gar-nicht",
        "teils",
        "sehr",
    ]
    by = [[each.code for each in split.dimensions] for split in row.splits]
    assert by == [["wie-zufrieden"], ["wie-zufrieden", "age"]]
    assert len(row.cells) == 3 + 6


def test_whoever_joins_meanwhile_is_still_asked(session, cast, world):
    """Two tabs: in one the title is saved, in the other a partner has joined."""
    everyone = add(session, cast.coordinator)
    take_part(session, world.initiative, cast.outside)

    save_indicator(
        session,
        cast.coordinator,
        "world",
        everyone.code,
        Filled(
            replace(COUNT, titles={"de": "Neu"}),
            turned=Turned(let_off={cast.partner.id}),
        ),
    )

    row = queries.get_indicator(session, cast.coordinator, "world", everyone.code)
    assert is_asked(row, cast.outside.id, Q2)
    assert not is_asked(row, cast.partner.id, Q2)
    assert [(each.organisation_id, each.starts) for each in row.assignments] == [
        (cast.partner.id, Q2.starts)
    ]


# Retiring and ordering


def test_a_retired_indicator_is_asked_for_no_longer_and_can_return(
    session, cast, world, clock
):
    defining.retire_indicator(session, cast.coordinator, "world", "people")
    until = world.people.ends
    clock.tick(days=1)
    defining.retire_indicator(session, cast.coordinator, "world", "people")

    assert world.people.ends == until
    rows = queries.list_indicators(session, cast.reporter, "world")
    assert [row.code for row in rows] == ["share"]

    defining.restore_indicator(session, cast.coordinator, "world", "people")

    assert world.people.ends is None


@pytest.mark.parametrize(
    ("code", "by", "order"),
    [
        ("people", 1, ["share", "people", "last"]),
        ("last", -1, ["people", "last", "share"]),
        ("people", -1, ["people", "share", "last"]),
        ("share", 5, ["people", "last", "share"]),
    ],
)
def test_an_indicator_moves_in_the_list(session, cast, world, code, by, order):
    make_indicator(session, world.initiative, code="last", position=9)

    defining.move_indicator(session, cast.coordinator, "world", code, by=by)

    rows = queries.list_indicators(session, cast.reporter, "world")
    assert [row.code for row in rows] == order


# The whole form


def test_a_form_keeps_definition_start_targets_and_partners_together(
    session, cast, world
):
    aims = Aims(
        Decimal("1.50"), date(2025, 12, 31), [NewTarget(date(2027, 1, 1), Decimal(9))]
    )

    kept = save_indicator(
        session,
        cast.coordinator,
        "world",
        None,
        Filled(COUNT, aims, turned=Turned(let_off={cast.other_partner.id})),
    )

    row = queries.get_indicator(session, cast.reporter, "world", kept.code)
    assert (str(row.baseline), row.baseline_on) == ("1.50", date(2025, 12, 31))
    assert [(each.due, each.figure) for each in row.targets] == [(date(2027, 1, 1), 9)]
    assert [(each.organisation_id, each.is_asked) for each in row.assignments] == [
        (cast.other_partner.id, False)
    ]


def test_a_form_changes_what_is_there_and_leaves_the_partners_alone(
    session, cast, world
):
    changed = replace(definition_of(world.people, world.age), titles={"de": "Neu"})

    save_indicator(
        session, cast.coordinator, "world", "people", Filled(changed, why="neu")
    )

    row = queries.get_indicator(session, cast.reporter, "world", "people")
    assert (row.titles, row.version, len(row.assignments)) == ({"de": "Neu"}, 2, 2)
