"""Figures are kept as they are typed; nothing is overwritten unseen."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import select

from impact_hub.features.indicators.models import CellRecord
from impact_hub.features.indicators.rules.kinds import (
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.reporting.models import Correction, Value
from impact_hub.features.reporting.queries import forms
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.service import writing
from impact_hub.features.reporting.service.writing import Part, Place
from impact_hub.kit import db
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, NotFound, SignedOut
from tests.factories import (
    Q3,
    assign,
    make_category,
    make_dimension,
    make_indicator,
    make_period,
)
from tests.features.reporting.sheets import Tab, approved, returned
from tests.races import meanwhile
from tests.world import cast_in, world_in

THE_TOTAL = select(Value).join(CellRecord).where(CellRecord.key == "")


@pytest.fixture
def tab(session, cast, world):
    return Tab(session, cast.reporter, world)


def of_kind(session, cast, world, kind, over_time=OverTime.LATEST, **changes):
    indicator = make_indicator(
        session, world.initiative, kind=kind, over_time=over_time, **changes
    )
    assign(session, indicator, cast.partner)
    return indicator


# What is typed


@pytest.mark.parametrize(
    ("locale", "typed", "kept"),
    [
        ("de", "42", "42"),
        ("de", " 0 ", "0"),
        ("de", "1.234", "1234"),
        ("en", "1,234", "1234"),
        ("de", "1 234", "1234"),
        ("en", "12.00", "12.00"),
        ("", "1.234", "1234"),
    ],
)
def test_a_count_is_kept_as_it_was_typed(session, tab, locale, typed, kept):
    tab.actor = replace(tab.actor, locale=locale)

    update = tab.write(typed)

    assert tab.values() == {"": kept}
    assert update.status is Status.DRAFT


@pytest.mark.parametrize(
    ("locale", "typed", "kept"),
    [
        ("de", "1.234,5", "1234.5"),
        ("en", "1,234.5", "1234.5"),
        ("de", "11,60", "11.60"),
        ("en", "0.05228596228779967", "0.05228596228779967"),
        ("de", "-3,10", "-3.10"),
        ("de", "9" * 15 + "," + "123456789" * 3 + "120", None),
    ],
)
def test_an_amount_keeps_every_digit(session, cast, world, tab, locale, typed, kept):
    money = of_kind(session, cast, world, ValueKind.AMOUNT, currency="EUR")
    tab.actor = replace(tab.actor, locale=locale)

    tab.write(typed, money)
    session.expire_all()

    assert tab.values(money) == {"": kept or typed.replace(",", ".")}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("viele", "indicators.not_a_number"),
        ("½", "indicators.not_a_number"),
        ("NaN", "indicators.not_a_number"),
        ("Infinity", "indicators.not_a_number"),
        ("1e3", "indicators.not_a_number"),
        ("12 Personen", "indicators.not_a_number"),
        ("1" + "0" * 30, "indicators.number_too_large"),
        ("-1", "reporting.negative_count"),
        ("1,5", "reporting.not_a_whole_number"),
    ],
)
def test_what_is_no_count_is_refused_at_its_field(tab, world, typed, code):
    with pytest.raises(Invalid, match=code) as refused:
        tab.write(typed, cell="age=0-17")

    assert refused.value.field == f"{world.people.id}|age=0-17|figure"


def test_a_zero_is_a_figure_and_an_empty_field_is_none(session, tab):
    tab.write("0")
    assert tab.values() == {"": "0"}

    tab.write("  ")
    assert tab.values() == {"": ""}
    assert session.exec(select(Value.figure)).one() is None


def test_both_parts_of_a_ratio_are_kept_one_by_one(tab, world):
    tab.write("3", world.share, part=Part.NUMERATOR)
    assert tab.values(world.share) == {"": "3/"}

    tab.write("8", world.share, part=Part.DENOMINATOR)
    assert tab.values(world.share) == {"": "3/8"}


@pytest.mark.parametrize("part", [Part.NUMERATOR, Part.DENOMINATOR])
def test_no_part_of_a_ratio_is_below_zero(tab, world, part):
    with pytest.raises(Invalid, match=r"reporting\.negative_count") as refused:
        tab.write("-1", world.share, part=part)

    assert refused.value.field == f"{world.share.id}||{part}"


@pytest.mark.parametrize(("typed", "ok"), [("1", True), ("0", True), ("2", False)])
def test_yes_is_one_and_no_is_zero(session, cast, world, tab, typed, ok):
    asked = of_kind(session, cast, world, ValueKind.YES_NO)

    if ok:
        tab.write(typed, asked)
        assert tab.values(asked) == {"": typed}
    else:
        with pytest.raises(Invalid, match=r"reporting\.neither_yes_nor_no"):
            tab.write(typed, asked)


# Where it is typed


@pytest.mark.parametrize(
    ("which", "cell", "part"),
    [
        ("people", "", Part.NUMERATOR),
        ("share", "", Part.FIGURE),
        ("people", "age=65", Part.FIGURE),
        ("people", "sex=f", Part.FIGURE),
        ("people", "age=0-17&sex=f", Part.FIGURE),
        ("share", "age=0-17", Part.NUMERATOR),
    ],
)
def test_there_is_nothing_to_type_where_nothing_is_asked(tab, world, which, cell, part):
    with pytest.raises(NotFound, match=r"indicators\.no_such_cell"):
        tab.write("1", getattr(world, which), cell, part)


def test_only_what_is_asked_of_a_partner_is_written(session, cast, world, tab):
    not_mine = make_indicator(session, world.initiative)
    assign(session, not_mine, cast.other_partner)
    yearly = make_indicator(session, world.initiative, rhythm="year")
    assign(session, yearly, cast.partner)

    for indicator in (not_mine, yearly):
        with pytest.raises(NotFound, match=r"indicators\.no_such_indicator"):
            tab.write("1", indicator)
        with pytest.raises(NotFound, match=r"indicators\.no_such_indicator"):
            tab.give_reason(MissingReason.LATER, indicator)


def test_a_retired_category_is_asked_for_no_longer(session, world, tab, clock):
    old = make_category(session, world.age, "65", retired_at=clock.now)

    with pytest.raises(NotFound, match=r"indicators\.no_such_cell"):
        tab.write("1", cell="age=65")

    old.retired_at = None
    tab.write("1", cell="age=65")
    old.retired_at = clock.now
    tab.write("", cell="age=65")  # what was filled in can still be taken out

    assert tab.values() == {"age=65": ""}


# Totals that are never typed


@pytest.fixture
def summed(session, cast, world, tab):
    """A count whose total is the sum of its categories."""
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    indicator = make_indicator(
        session, world.initiative, world.age, sex, summed_over_id=world.age.id
    )
    assign(session, indicator, cast.partner)
    return indicator


def test_a_total_that_is_a_sum_is_added_up(tab, summed):
    tab.write("7", summed, "age=0-17")
    assert tab.values(summed)[""] == "7"

    tab.write("5", summed, "age=18-64")
    tab.write("9", summed, "sex=f")  # the first dimension makes the total
    assert tab.values(summed)[""] == "12"

    tab.write("", summed, "age=0-17")
    tab.write("", summed, "age=18-64")
    assert tab.values(summed)[""] == ""


def test_a_total_that_is_a_sum_is_never_typed(tab, summed):
    with pytest.raises(NotFound, match=r"indicators\.no_such_cell"):
        tab.write("12", summed)


def test_both_parts_of_a_ratio_are_added_up(session, cast, world, tab):
    ratio = make_indicator(
        session,
        world.initiative,
        world.age,
        kind=ValueKind.RATIO,
        over_partners=OverPartners.SUM,
        summed_over_id=world.age.id,
    )
    assign(session, ratio, cast.partner)
    for cell, numerator, denominator in (
        ("age=0-17", "1.50", "2"),
        ("age=18-64", "2", "3"),
    ):
        tab.write(numerator, ratio, cell, Part.NUMERATOR)
        tab.write(denominator, ratio, cell, Part.DENOMINATOR)

    assert tab.values(ratio)[""] == "3.50/5"


def test_a_reason_makes_way_where_a_category_is_typed(tab, summed):
    tab.give_reason(MissingReason.LATER, summed)
    tab.write("7", summed, "age=0-17")

    assert tab.values(summed) == {"": "7", "age=0-17": "7"}


# Reasons


def test_a_reason_takes_the_place_of_figures(session, tab):
    tab.write("42")
    tab.write("7", cell="age=0-17")
    session.exec(THE_TOTAL).one().estimated = True

    tab.give_reason(MissingReason.NOT_COLLECTED)

    assert tab.values() == {"": "not_collected", "age=0-17": ""}
    assert not session.exec(THE_TOTAL).one().estimated


@pytest.mark.parametrize("cell", ["", "age=0-17"])
def test_a_figure_takes_the_place_of_a_reason(tab, cell):
    tab.give_reason(MissingReason.NOT_COLLECTED)
    tab.write("42", cell=cell)

    assert tab.values()[cell] == "42"
    assert "not_collected" not in tab.values().values()


def test_an_emptied_field_leaves_the_reason(tab):
    tab.give_reason(MissingReason.WITHHELD)
    tab.write("", cell="age=0-17")

    assert tab.values()[""] == "withheld"


def test_a_reason_is_taken_out_again_and_leaves_figures_alone(tab):
    tab.write("7", cell="age=0-17")
    tab.give_reason(None)
    assert tab.values() == {"": "", "age=0-17": "7"}

    tab.give_reason(MissingReason.LATER)
    tab.give_reason(None)
    assert tab.values() == {"": "", "age=0-17": ""}


# Remarks


def test_a_remark_and_an_estimate_stand_beside_a_figure(session, tab, world):
    tab.write("42")

    update = writing.write_remark(
        session, tab.actor, tab.sheet, world.people.id, note=" etwa ", estimated=True
    )

    value = session.exec(select(Value)).one()
    assert (value.note, value.estimated, value.figure) == ("etwa", True, 42)
    assert update.revision == tab.revision + 1


def test_a_note_says_something_about_the_whole_period(session, tab):
    update = writing.write_note(session, tab.actor, tab.sheet, " Es lief gut. ")

    assert update.note == "Es lief gut."


# Who may, and when


def test_only_the_partners_editors_write(session, cast, world):
    for actor in (cast.coordinator, cast.partner_viewer):
        with pytest.raises(Forbidden):
            Tab(session, actor, world).write("1")
    for actor in (cast.other_reporter, cast.funder):
        with pytest.raises(NotFound, match=r"reporting\.no_such_update"):
            Tab(session, actor, world).write("1")
    with pytest.raises(NotFound, match=r"initiatives\.no_such_initiative"):
        Tab(session, cast.stranger, world).write("1")
    with pytest.raises(SignedOut):
        Tab(session, cast.anyone, world).write("1")


def test_nobody_writes_for_an_organisation_that_is_no_partner(session, cast, world):
    with pytest.raises(NotFound, match=r"reporting\.no_such_update"):
        Tab(session, cast.coordinator, world, "backbone").write("1")


def locked(tab) -> str:
    with pytest.raises(Conflict, match=r"reporting\.locked_") as refused:
        tab.write("1")
    assert refused.value.params == {"backbone": "Backbone"}
    return refused.value.code.removeprefix("reporting.locked_")


def test_a_period_that_is_not_open_yet_is_locked(session, world, tab):
    world.quarter.opens_on = Q3.starts.replace(day=2)
    assert locked(tab) == "not_open_yet"

    world.quarter.opens_on = None
    assert locked(tab) == "not_open_yet"


def test_a_period_that_is_late_is_not_locked(world, tab, clock):
    clock.go_to(world.quarter.due_on.replace(month=12))

    tab.write("1")


def test_a_closed_period_is_locked(world, tab, clock):
    world.quarter.closed_at = clock.now

    assert locked(tab) == "closed"


def test_what_is_submitted_is_locked(tab):
    tab.fill()
    tab.submit()

    assert locked(tab) == "in_review"


def test_what_is_approved_is_locked(session, cast, tab):
    approved(session, cast, tab)

    assert locked(tab) == "approved"


def test_what_was_returned_stays_open_after_closing(session, cast, world, tab, clock):
    returned(session, cast, tab)
    world.quarter.closed_at = clock.now

    tab.write("43")

    assert tab.values() == {"": "43"}


# Two tabs


def test_a_tab_that_knows_an_older_version_overwrites_nothing(session, cast, world):
    first, second = (Tab(session, cast.reporter, world) for _ in range(2))
    first.write("1")

    with pytest.raises(Conflict, match=r"reporting\.changed_elsewhere"):
        second.write("2")

    assert first.values() == {"": "1"}
    before = first.revision
    first.write("3")
    assert first.revision == before + 1


@pytest.mark.parametrize("away", [-3, -1, 1])
def test_no_other_version_than_the_newest_is_written_in(session, tab, away):
    tab.write("1")
    tab.revision += away

    with pytest.raises(Conflict, match=r"reporting\.changed_elsewhere"):
        tab.write("2")


@pytest.fixture
def committed(each_hub):
    """The cast and their world in a database that other connections see."""
    with db.transaction() as session:
        cast = cast_in(session)
        world = world_in(session)
        make_period(session, world.initiative, Q3)
    return cast, world


def test_two_first_figures_at_the_same_moment_make_one_update(committed):
    cast, world = committed

    refused = meanwhile(
        lambda session: Tab(session, cast.reporter, world).write("1"),
        lambda session: Tab(session, cast.partner_owner, world).write("2"),
    )

    assert isinstance(refused, Conflict)
    assert refused.code == "reporting.changed_elsewhere"
    with db.reading() as session:
        assert session.exec(select(Value.figure)).all() == [Decimal(1)]


def test_two_later_figures_at_the_same_moment_overwrite_nothing(committed):
    cast, world = committed
    with db.transaction() as session:
        seen = Tab(session, cast.reporter, world).write("1").revision

    refused = meanwhile(
        lambda session: Tab(session, cast.reporter, world, revision=seen).write("2"),
        lambda session: Tab(session, cast.partner_owner, world, revision=seen).write(
            "3"
        ),
    )

    assert isinstance(refused, Conflict)
    assert refused.code == "reporting.changed_elsewhere"
    with db.reading() as session:
        assert session.exec(select(Value.figure)).all() == [Decimal(2)]


def test_a_partner_does_not_write_into_what_is_just_being_submitted(committed):
    cast, world = committed
    with db.transaction() as session:
        tab = Tab(session, cast.reporter, world)
        tab.fill()

    def submit(session):
        Tab(session, cast.reporter, world, revision=tab.revision).submit()

    refused = meanwhile(
        submit,
        lambda session: Tab(
            session, cast.partner_owner, world, revision=tab.revision
        ).write("7"),
    )

    assert isinstance(refused, Conflict)
    with db.reading() as session:
        assert Tab(session, cast.reporter, world).values() == {"": "42"}


# Corrections


def test_a_correction_keeps_both_values_who_when_and_why(
    session, cast, world, tab, clock
):
    returned(session, cast, tab, reason="Zwei fehlen")
    clock.tick(days=2)

    tab.write("44")

    correction = session.exec(select(Correction)).one()
    assert (correction.before, correction.after) == ("42", "44")
    assert (correction.who, correction.at) == ("Rita Reporter", clock.now)
    assert (correction.why, correction.indicator_id) == ("Zwei fehlen", world.people.id)
    form = forms.get_form(
        session, cast.coordinator, "world", world.quarter.id, "partner"
    )
    assert [(each.before, each.after) for each in form.corrections] == [("42", "44")]


def test_what_changes_before_the_first_approval_is_no_correction(session, cast, tab):
    tab.fill()
    tab.write("43")

    assert tab.corrections() == []


def test_the_same_figure_again_is_no_correction(session, cast, tab):
    returned(session, cast, tab)
    tab.write("42")

    assert tab.corrections() == []


def test_a_reason_instead_of_a_figure_is_one_correction(session, cast, tab):
    returned(session, cast, tab)
    tab.give_reason(MissingReason.WITHHELD)

    assert tab.corrections() == [("", "42", "withheld")]


def test_a_category_instead_of_a_reason_is_a_correction_of_both(session, cast, tab):
    tab.give_reason(MissingReason.LATER)
    tab.write_ratio("3", "8")
    update = tab.submit()
    update.first_approved_at = update.submitted_at
    update.status = Status.RETURNED
    session.flush()
    tab.revision = update.revision

    tab.write("7", cell="age=0-17")

    assert tab.corrections() == [("age=0-17", "", "7"), ("", "later", "")]


def test_a_sum_that_changes_is_a_correction_too(session, cast, world, tab, summed):
    tab.write("7", summed, "age=0-17")
    returned(session, cast, tab)

    tab.write("8", summed, "age=0-17")

    assert tab.corrections() == [("age=0-17", "7", "8"), ("", "7", "8")]


def test_half_a_ratio_is_written_down_as_such(session, cast, world, tab):
    returned(session, cast, tab)

    tab.write("", world.share, part=Part.DENOMINATOR)

    assert tab.corrections() == [("", "3/8", "3/")]


def test_a_place_is_the_total_unless_it_says_otherwise(world):
    assert Place(world.people.id).cell.is_total
