"""Categories and dimensions become one, or go, and no value is lost by it."""

from decimal import Decimal

import pytest
from sqlmodel import select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import (
    Category,
    CellCategory,
    CellRecord,
    Dimension,
)
from impact_hub.features.indicators.rules.kinds import (
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.service import merging
from impact_hub.features.reporting.models import ApprovedValue, Correction, Value
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit import clock as clocks
from impact_hub.kit.errors import Conflict, Forbidden, NotFound
from tests.factories import (
    Q1,
    cell_of,
    key_of,
    make_category,
    make_dimension,
    make_indicator,
    make_period,
    make_split,
    make_update,
    make_value,
)


@pytest.fixture
def sex(session, world) -> Dimension:
    return make_dimension(session, world.initiative, "sex", "f", "w", "m")


@pytest.fixture
def split(session, world, sex):
    """An indicator that is split by sex, and by sex and age at once."""
    indicator = make_indicator(session, world.initiative, sex, code="split")
    make_split(session, indicator, sex, world.age, position=1)
    return indicator


def category(session, code: str) -> int:
    return session.exec(select(Category.id).where(Category.code == code)).one()


def merge(session, cast, code: str, into: str) -> None:
    merging.merge_categories(
        session, cast.coordinator, category(session, code), category(session, into)
    )


def figures(session, update, table=Value) -> dict[str, object]:
    session.expire_all()
    found = session.exec(select(table).where(table.update_id == update.id))
    return {key_of(session, one): one.figure for one in found}


def approved(session, world, cast, period=None):
    return make_update(
        session, period or world.quarter, cast.partner, status=Status.APPROVED
    )


def test_what_stood_under_both_is_added_update_by_update(
    session, cast, world, sex, split
):
    both = approved(session, world, cast)
    one = approved(session, world, cast, make_period(session, world.initiative, Q1))
    for update, cell, figure in (
        (both, "", "9.50"),
        (both, "sex=f", "4.10"),
        (both, "sex=w", "3"),
        (both, "age=0-17&sex=w", "2"),
        (one, "sex=w", "8"),
    ):
        make_value(session, update, split, cell=cell, figure=Decimal(figure))

    merge(session, cast, "w", "f")

    for table in (Value, ApprovedValue):
        assert figures(session, both, table) == {
            "": Decimal("9.50"),
            "sex=f": Decimal("7.10"),
            "age=0-17&sex=f": Decimal(2),
        }
        assert figures(session, one, table) == {"sex=f": Decimal(8)}
    keys = set(session.exec(select(CellRecord.key)))
    assert not {key for key in keys if "sex=w" in key}
    codes = session.exec(select(Category.code).where(Category.dimension_id == sex.id))
    assert set(codes) == {"f", "m"}
    crossed = cell_of(session, split, "age=0-17&sex=f")
    held = session.exec(select(CellCategory).where(CellCategory.cell_id == crossed))
    assert len(held.all()) == 2
    row = queries.get_indicator(session, cast.reporter, "world", "split")
    assert row.version == 2


def test_a_figure_and_a_reason_make_an_estimate_and_two_reasons_one(
    session, cast, world, split
):
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, split, cell="sex=f", figure=Decimal(4), note="gezählt")
    make_value(
        session, update, split, cell="sex=w", reason=MissingReason.WITHHELD, note="?"
    )

    merge(session, cast, "w", "f")

    session.expire_all()
    value = session.exec(select(Value)).one()
    assert (value.figure, value.reason, value.estimated) == (4, None, True)
    assert value.note == "gezählt · ?"


def test_parts_of_a_quotient_are_added_each(session, cast, world, sex):
    share = make_indicator(
        session, world.initiative, sex, code="quote", kind=ValueKind.RATIO
    )
    update = make_update(session, world.quarter, cast.partner)
    for cell, part, whole in (("sex=f", 1, 4), ("sex=w", 2, 3)):
        make_value(session, update, share, cell=cell, numerator=part, denominator=whole)

    merge(session, cast, "w", "f")

    session.expire_all()
    value = session.exec(select(Value)).one()
    assert (value.numerator, value.denominator) == (3, 7)


def test_what_does_not_add_up_is_not_added_but_moves(session, cast, world, sex):
    statistic = make_indicator(
        session,
        world.initiative,
        sex,
        kind=ValueKind.STATISTIC,
        over_time=OverTime.LATEST,
        over_partners=OverPartners.NONE,
    )
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, statistic, cell="sex=f", figure=Decimal(4))
    make_value(session, update, statistic, cell="sex=w", figure=Decimal(3))

    with pytest.raises(Conflict, match=r"indicators\.both_have_figures"):
        merge(session, cast, "w", "f")

    merge(session, cast, "w", "m")
    assert figures(session, update) == {"sex=f": 4, "sex=m": 3}


def test_corrections_keep_what_they_were(session, cast, world, split):
    update = approved(session, world, cast)
    session.add(
        Correction(
            update_id=update.id,
            indicator_id=split.id,
            cell_id=cell_of(session, split, "sex=w"),
            before="3",
            after="5",
            at=clocks.now(),
            who="Rita",
            why="verzählt",
        )
    )

    merge(session, cast, "w", "f")

    session.expire_all()
    kept = session.exec(select(Correction)).one()
    assert (kept.before, kept.after, kept.why) == ("3", "5", "verzählt")
    assert key_of(session, kept) == "sex=f"


def test_whoever_has_the_update_open_must_look_again(session, cast, world, split):
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, split, cell="sex=w", figure=Decimal(3))
    before = update.revision

    merge(session, cast, "w", "f")

    assert update.revision > before


def test_categories_become_one_within_their_dimension_only(session, cast, world, sex):
    young = category(session, "0-17")
    for one, into in ((young, category(session, "f")), (young, young)):
        with pytest.raises(NotFound, match=r"indicators\.no_such_category"):
            merging.merge_categories(session, cast.coordinator, one, into)
    with pytest.raises(Conflict, match=r"forms\.changed_elsewhere"):
        merging.merge_categories(
            session,
            cast.coordinator,
            category(session, "w"),
            category(session, "f"),
            revision=99,
        )


def test_a_category_goes_where_nothing_stands_and_is_retired_where_something_does(
    session, cast, world, split
):
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, split, cell="age=0-17&sex=w", figure=Decimal(3))
    cell_of(session, split, "sex=m")  # was made, and is empty again

    gone = merging.remove_category(session, cast.coordinator, category(session, "m"))
    kept = merging.remove_category(session, cast.coordinator, category(session, "w"))

    assert (gone, kept) == (True, False)
    row = queries.get_indicator(session, cast.reporter, "world", "split")
    assert [(c.code, c.is_retired) for c in row.dimensions[0].categories] == [
        ("f", False),
        ("w", True),
    ]
    assert figures(session, update) == {"age=0-17&sex=w": 3}


def test_two_dimensions_become_one(session, cast, world, sex, split):
    other = make_dimension(session, world.initiative, "gender", "f")
    make_category(session, other, "weib", titles={"de": "W"})  # of the same name as w
    make_category(session, other, "m", titles={"de": "x"})  # of the same code
    make_category(session, other, "d", titles={"de": "divers"})  # of neither
    too = make_indicator(
        session, world.initiative, other, code="too", summed_over_id=other.id
    )
    update = make_update(session, world.quarter, cast.partner)
    for cell, figure in (("gender=f", 1), ("gender=weib", 2), ("gender=d", 3)):
        make_value(session, update, too, cell=cell, figure=Decimal(figure))

    merging.merge_dimensions(session, cast.coordinator, other.id, sex.id)

    assert figures(session, update) == {"sex=f": 1, "sex=w": 2, "sex=d": 3}
    row = queries.get_indicator(session, cast.reporter, "world", "too")
    assert [each.code for each in row.dimensions] == ["sex"]
    assert row.summed_over is not None
    assert [c.code for c in row.dimensions[0].categories] == ["f", "w", "m", "d"]
    assert row.version == 2
    codes = session.exec(select(Dimension.code)).all()
    assert set(codes) == {"age", "sex"}


def test_two_dimensions_of_one_total_are_never_added(session, cast, world, sex):
    other = make_dimension(session, world.initiative, "gender", "f")
    both = make_indicator(session, world.initiative, sex, other, code="both")
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, both, cell="sex=f", figure=Decimal(4))
    make_value(session, update, both, cell="gender=f", figure=Decimal(4))

    with pytest.raises(Conflict, match=r"indicators\.both_have_figures"):
        merging.merge_dimensions(session, cast.coordinator, other.id, sex.id)


def test_what_is_crossed_with_each_other_does_not_become_one(
    session, cast, world, sex, split
):
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, split, cell="age=0-17&sex=w", figure=Decimal(3))

    with pytest.raises(Conflict, match=r"indicators\.crossed_with_each_other"):
        merging.merge_dimensions(session, cast.coordinator, world.age.id, sex.id)


def test_an_indicator_is_split_by_what_became_one_once(session, cast, world, sex):
    other = make_dimension(session, world.initiative, "gender", "f")
    make_indicator(session, world.initiative, sex, other, code="both")

    merging.merge_dimensions(session, cast.coordinator, other.id, sex.id)

    row = queries.get_indicator(session, cast.reporter, "world", "both")
    assert [[d.code for d in one.dimensions] for one in row.splits] == [["sex"]]


def test_levels_and_categories_do_not_become_one(session, cast, world, sex):
    levels = make_dimension(session, world.initiative, "levels", "low")
    levels.is_levels = True

    with pytest.raises(Conflict, match=r"indicators\.levels_are_no_categories"):
        merging.merge_dimensions(session, cast.coordinator, levels.id, sex.id)


def test_a_dimension_goes_only_where_nothing_needs_it(session, cast, world, sex):
    with pytest.raises(Conflict, match=r"indicators\.dimension_in_use"):
        merging.remove_dimension(session, cast.coordinator, world.age.id)

    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, world.people, cell="sex=w", figure=Decimal(3))
    with pytest.raises(Conflict, match=r"indicators\.dimension_has_figures"):
        merging.remove_dimension(session, cast.coordinator, sex.id)

    unused = make_dimension(session, world.initiative, "unused", "a")
    merging.remove_dimension(session, cast.coordinator, unused.id)
    rows = queries.list_dimensions(session, cast.reporter, "world")
    assert [each.code for each in rows] == ["age", "sex"]


def test_partners_merge_and_remove_nothing(session, cast, world, sex):
    for act in (
        lambda: merging.merge_categories(
            session, cast.reporter, category(session, "w"), category(session, "f")
        ),
        lambda: merging.remove_category(session, cast.reporter, category(session, "w")),
        lambda: merging.merge_dimensions(session, cast.reporter, sex.id, world.age.id),
        lambda: merging.remove_dimension(session, cast.reporter, sex.id),
    ):
        with pytest.raises(Forbidden):
            act()
