"""Figures are split by dimensions that indicators share; no change loses a value."""

import pytest
from sqlmodel import select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import Category
from impact_hub.features.indicators.service import splitting
from impact_hub.features.indicators.service.splitting import NewCategory
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, NotFound, SignedOut
from tests.factories import make_dimension, make_update, make_value

SEX = [
    NewCategory({"de": "weiblich"}),
    NewCategory({"de": "männlich"}),
    NewCategory({"de": "divers"}, code="D", geo_code="x"),
]


def category(session, code: str) -> Category:
    return session.exec(select(Category).where(Category.code == code)).one()


def asked(session, cast) -> list[str]:
    row = queries.get_indicator(session, cast.reporter, "world", "people")
    return [each.code for each in row.dimensions[0].asked]


def test_a_dimension_is_made_with_its_categories_in_order(session, cast, world):
    made = splitting.add_dimension(
        session, cast.coordinator, "world", titles={"de": "Geschlecht"}, categories=SEX
    )

    _, row = queries.list_dimensions(session, cast.reporter, "world")
    assert (row.id, row.code) == (made.id, "geschlecht")
    assert [each.code for each in row.categories] == ["weiblich", "maennlich", "d"]
    assert category(session, "d").geo_code == "x"


def test_dimensions_and_categories_of_the_same_name_have_codes_of_their_own(
    session, cast, world
):
    again = splitting.add_dimension(
        session,
        cast.coordinator,
        "world",
        titles={"de": "Alter"},
        categories=[NewCategory({"de": "jung"}), NewCategory({"de": "Jung"})],
        code="age",
    )

    _, row = queries.list_dimensions(session, cast.reporter, "world")
    assert again.code == "age-2"
    assert [each.code for each in row.categories] == ["jung", "jung-2"]


@pytest.mark.parametrize(
    ("titles", "categories", "code", "field"),
    [
        ({"en": "Sex"}, SEX, "initiatives.words_needed", "titles.de"),
        ({"de": "x"}, [], "indicators.categories_needed", "categories"),
        (
            {"de": "x"},
            [NewCategory({"en": "f"})],
            "initiatives.words_needed",
            "categories.de",
        ),
    ],
)
def test_what_it_lacks_is_told_at_its_field(
    session, cast, world, titles, categories, code, field
):
    with pytest.raises(Invalid, match=code) as refused:
        splitting.add_dimension(
            session, cast.coordinator, "world", titles=titles, categories=categories
        )

    assert refused.value.field == field


def test_further_categories_come_last(session, cast, world):
    splitting.add_categories(
        session, cast.coordinator, world.age.id, [NewCategory({"de": "65+"})]
    )

    assert asked(session, cast) == ["0-17", "18-64", "65-plus"]


def test_a_category_is_called_something_else_and_keeps_its_code(session, cast, world):
    young = category(session, "0-17")

    splitting.rename_category(session, cast.coordinator, young.id, {"de": "unter 18"})

    assert (young.titles, young.code) == ({"de": "unter 18"}, "0-17")
    with pytest.raises(Invalid, match=r"initiatives\.words_needed"):
        splitting.rename_category(session, cast.coordinator, young.id, {"de": ""})


def test_a_retired_category_keeps_its_values_and_can_return(
    session, cast, world, clock
):
    update = make_update(session, world.quarter, cast.partner)
    value = make_value(session, update, world.people, cell="age=0-17", figure=7)
    young = category(session, "0-17")

    splitting.retire_category(session, cast.coordinator, young.id)
    retired = clock.now
    clock.tick(days=1)
    splitting.retire_category(session, cast.coordinator, young.id)

    assert asked(session, cast) == ["18-64"]
    assert young.retired_at == retired
    session.refresh(value)
    assert value.figure == 7

    splitting.restore_category(session, cast.coordinator, young.id)

    assert asked(session, cast) == ["0-17", "18-64"]


@pytest.mark.parametrize(
    ("act", "version"),
    [
        (lambda s, a, c: splitting.rename_category(s, a, c.id, {"de": "jung"}), 2),
        (lambda s, a, c: splitting.retire_category(s, a, c.id), 2),
        (
            lambda s, a, c: splitting.add_categories(
                s, a, c.dimension_id, [NewCategory({"de": "65+"})]
            ),
            2,
        ),
        (lambda s, a, c: splitting.move_category(s, a, c.id, by=1), 1),
        (lambda s, a, c: splitting.rename_category(s, a, c.id, {"de": "0-17"}), 1),
        (lambda s, a, c: splitting.locate_categories(s, a, c.dimension_id, {}), 1),
    ],
)
def test_other_categories_are_another_definition(session, cast, world, act, version):
    act(session, cast.coordinator, category(session, "0-17"))

    assert (world.people.version, world.share.version) == (version, 1)


def test_another_order_of_levels_is_another_definition(session, cast, world):
    world.age.is_levels = True

    splitting.move_category(
        session, cast.coordinator, category(session, "0-17").id, by=1
    )

    assert asked(session, cast) == ["18-64", "0-17"]
    (earlier,) = queries.list_versions(session, cast.reporter, "world", "people")
    before, after = (
        [each["code"] for each in found["categories"]["age"]]
        for found in (earlier.definition, earlier.after)
    )
    assert (before, after) == (["0-17", "18-64"], ["18-64", "0-17"])


def test_dimensions_have_an_order_and_a_name(session, cast, world):
    sex = splitting.add_dimension(
        session, cast.coordinator, "world", titles={"de": "Geschlecht"}, categories=SEX
    )

    splitting.move_dimension(session, cast.coordinator, sex.id, by=-1)
    splitting.rename_dimension(session, cast.coordinator, sex.id, {"de": "Sex"})

    rows = queries.list_dimensions(session, cast.reporter, "world")
    assert [(row.code, row.titles["de"]) for row in rows] == [
        ("geschlecht", "Sex"),
        ("age", "age"),
    ]


def test_nobody_overwrites_what_they_have_not_seen(session, cast, world):
    young = category(session, "0-17")
    for act in (
        lambda revision: splitting.rename_category(
            session, cast.coordinator, young.id, {"de": "x"}, revision=revision
        ),
        lambda revision: splitting.rename_dimension(
            session, cast.coordinator, world.age.id, {"de": "x"}, revision=revision
        ),
    ):
        act(1)
        session.flush()
        with pytest.raises(Conflict, match=r"forms\.changed_elsewhere"):
            act(1)


def test_a_category_that_does_not_exist_is_not_found(session, cast, world):
    with pytest.raises(NotFound, match=r"indicators\.no_such_category"):
        splitting.retire_category(session, cast.coordinator, 999_999)


def test_strangers_cannot_tell_a_hidden_category_from_none(session, cast, world):
    for number in (category(session, "0-17").id, 999_999):
        with pytest.raises(NotFound, match=r"indicators\.no_such_category"):
            splitting.retire_category(session, cast.stranger, number)
        with pytest.raises(SignedOut):
            splitting.retire_category(session, cast.anyone, number)


def test_partners_change_no_categories(session, cast, world):
    young = category(session, "0-17")

    with pytest.raises(Forbidden):
        splitting.retire_category(session, cast.reporter, young.id)
    with pytest.raises(Forbidden):
        splitting.add_categories(session, cast.reporter, world.age.id, SEX)


def test_a_split_that_is_taken_away_leaves_the_values(session, cast, world):
    update = make_update(session, world.quarter, cast.partner)
    value = make_value(session, update, world.people, cell="age=0-17", figure=7)
    sex = make_dimension(session, world.initiative, "sex", "f", "m")

    splitting.set_splits(
        session, cast.coordinator, world.people, [[sex.id], [sex.id, sex.id]]
    )

    row = queries.get_indicator(session, cast.reporter, "world", "people")
    assert [[d.id for d in split.dimensions] for split in row.splits] == [[sex.id]]
    session.refresh(value)
    assert value.figure == 7


def test_partners_split_nothing_not_even_by_nothing(session, cast, world):
    for splits in ([], [[world.age.id]]):
        with pytest.raises(Forbidden):
            splitting.set_splits(session, cast.reporter, world.people, splits)
