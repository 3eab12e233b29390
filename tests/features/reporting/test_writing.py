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
    Part,
    ValueKind,
)
from impact_hub.features.reporting.models import Update, Value
from impact_hub.features.reporting.rules import completeness as rules
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.service import writing
from impact_hub.kit import db
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, NotFound, SignedOut
from tests.factories import (
    Q3,
    assign,
    make_category,
    make_dimension,
    make_indicator,
    make_period,
    make_split,
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

    update = tab.write(typed).update

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

    tab.write(typed, money, is_sure=True)
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
def test_what_is_no_count_is_held_at_its_field(tab, world, typed, code):
    written = tab.write(typed, cell="age=0-17")

    assert tab.held() == {"age=0-17": (typed, code)}
    assert tab.values() == {}
    (problem,) = rules.problems([written.entry.asked()], {}, written.entry.held)[:1]
    assert (problem.code, problem.field) == (code, f"{world.people.id}|age=0-17|figure")


def test_what_cannot_be_read_takes_the_place_of_a_figure_until_it_can(tab, world):
    tab.write("3", cell="age=0-17")
    assert not tab.write("drei", cell="age=0-17").entry.is_done
    assert (tab.values(), set(tab.held())) == ({}, {"age=0-17"})

    tab.write("vier", cell="age=0-17")
    assert tab.held() == {"age=0-17": ("vier", "indicators.not_a_number")}

    tab.write("4", cell="age=0-17")
    assert (tab.values(), tab.held()) == ({"age=0-17": "4"}, {})


def test_what_cannot_be_read_is_taken_out_again(tab):
    tab.fill()
    tab.write("drei", cell="age=0-17")
    tab.write(" ", cell="age=0-17")

    assert (tab.values(), tab.held()) == ({"": "42"}, {})


def test_a_reason_takes_the_place_of_what_cannot_be_read(tab):
    tab.write("drei", cell="age=0-17")

    tab.give_reason(MissingReason.WITHHELD)

    assert (tab.values(), tab.held()) == ({"": "withheld"}, {})


def test_an_amount_below_zero_is_asked_about_and_not_refused(session, cast, world, tab):
    money = of_kind(session, cast, world, ValueKind.AMOUNT, currency="EUR")

    written = tab.write("-3.10", money)
    assert tab.held(money) == {"": ("-3.10", "reporting.is_it_below_zero")}
    assert (tab.values(money), written.entry.is_done) == ({}, False)

    tab.write("-3.10", money, is_sure=True)
    assert (tab.values(money), tab.held(money)) == ({"": "-3.10"}, {})

    tab.write("-3.10", money)  # left once more: it is known by now
    assert tab.held(money) == {}


def test_what_is_too_long_is_refused_and_never_cut_off(tab, world):
    with pytest.raises(Invalid, match=r"forms\.too_long"):
        tab.write("1" * 201)
    with pytest.raises(Invalid, match=r"forms\.too_long") as refused:
        tab.remark(note="x" * 1001)
    assert refused.value.field == f"{world.people.id}|note"
    with pytest.raises(Invalid, match=r"forms\.too_long"):
        writing.write_note(tab.session, tab.actor, tab.sheet, "x" * 4001)

    tab.remark(note="x" * 1000)


def test_figures_know_the_definition_that_they_were_given_under(session, world, tab):
    tab.write("42")
    world.people.version = 3
    tab.write("7", cell="age=0-17")

    versions = session.exec(select(Value.definition_version).order_by(Value.id))
    assert versions.all() == [1, 3]


def test_an_indicator_that_is_asked_later_is_not_asked_in_this_period(
    session, cast, world, tab
):
    later = make_indicator(session, world.initiative, starts=Q3.starts)
    assign(session, later, cast.partner)
    tab.fill()

    with pytest.raises(NotFound, match=r"indicators\.no_such_indicator"):
        tab.write("1", later)
    assert tab.submit().status is Status.SUBMITTED


# Who has typed what


def test_writing_is_recorded_once_an_hour_and_person(session, cast, world, tab, clock):
    def lines():
        found = session.exec(
            select(AuditLine).where(AuditLine.action == "update.write")
        ).all()
        return [(each.who, each.details["among"]) for each in found]

    tab.write("42")
    tab.write_ratio("3", "8")
    tab.write("43")
    assert lines() == [("Rita Reporter", "people share")]

    tab.actor = cast.partner_owner
    tab.write("44")
    assert lines()[1:] == [(cast.partner_owner.name, "people")]

    clock.tick(hours=2)
    tab.write("45")
    assert len(lines()) == 3


# A form that nobody touched


def test_a_draft_appears_with_its_first_figure_and_goes_with_its_last(session, tab):
    assert tab.write("").update is None
    assert tab.give_reason(None).update is None
    assert tab.remark(note=" ").update is None
    assert session.exec(select(Update)).all() == []

    tab.write("42")
    tab.remark(note="etwa")
    assert len(session.exec(select(Update)).all()) == 1

    tab.write("")
    assert tab.remark(note="").update is None
    assert session.exec(select(Update)).all() == []
    assert tab.revision == 0

    tab.write("drei", cell="age=0-17")
    assert tab.write("", cell="age=0-17").update is None
    assert session.exec(select(Update)).all() == []


# Words


@pytest.fixture
def words(session, cast, world):
    return of_kind(
        session,
        cast,
        world,
        ValueKind.TEXT,
        OverTime.LIST,
        over_partners=OverPartners.LIST,
    )


def test_an_answer_in_words_is_kept_whole_and_quoted_with_consent(session, tab, words):
    tab.write(" Wir sind  gewachsen.\nSehr. ", words, part=Part.TEXT)
    assert tab.values(words) == {"": "Wir sind  gewachsen.\nSehr."}
    value = session.exec(select(Value)).one()
    assert value.may_quote is False

    tab.remark(words, may_quote=True)
    assert value.may_quote is True

    tab.write("", words, part=Part.TEXT)
    assert session.exec(select(Value)).all() == []


def test_nothing_can_be_quoted_without_words(session, tab, words):
    tab.remark(words, may_quote=True)

    assert session.exec(select(Value)).all() == []


def test_words_have_no_figure(tab, words):
    with pytest.raises(NotFound, match=r"indicators\.no_such_cell"):
        tab.write("1", words)


def test_of_a_mean_the_sum_and_the_number_of_answers_are_asked(
    session, cast, world, tab
):
    mean = of_kind(session, cast, world, ValueKind.MEAN)

    tab.write("93.5", mean, part=Part.NUMERATOR)
    tab.write("12", mean, part=Part.DENOMINATOR)

    assert tab.values(mean) == {"": "93.5/12"}


def test_levels_make_the_total_that_nobody_types(session, cast, world, tab):
    levels = make_dimension(session, world.initiative, "level", "low", "high")
    levels.is_levels = True
    ordinal = make_indicator(
        session,
        world.initiative,
        levels,
        kind=ValueKind.ORDINAL,
        over_time=OverTime.LATEST,
        summed_over_id=levels.id,
    )
    assign(session, ordinal, cast.partner)

    tab.write("4", ordinal, "level=low")
    tab.write("9", ordinal, "level=high")

    assert tab.values(ordinal)[""] == "13"
    with pytest.raises(NotFound, match=r"indicators\.no_such_cell"):
        tab.write("13", ordinal)


def test_crossings_are_written_where_they_are_asked(session, cast, world, tab):
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    crossed = make_indicator(session, world.initiative)
    make_split(session, crossed, world.age, sex)
    assign(session, crossed, cast.partner)

    tab.write("4", crossed, "age=0-17&sex=f")

    assert tab.values(crossed) == {"age=0-17&sex=f": "4"}
    with pytest.raises(NotFound, match=r"indicators\.no_such_cell"):
        tab.write("4", crossed, "age=0-17")


def test_a_zero_is_a_figure_and_an_empty_field_is_none(session, tab):
    tab.write("0")
    assert tab.values() == {"": "0"}

    tab.write("  ")
    assert tab.values() == {}


def test_both_parts_of_a_ratio_are_kept_one_by_one(tab, world):
    tab.write("3", world.share, part=Part.NUMERATOR)
    assert tab.values(world.share) == {"": "3/"}

    tab.write("8", world.share, part=Part.DENOMINATOR)
    assert tab.values(world.share) == {"": "3/8"}


@pytest.mark.parametrize("part", [Part.NUMERATOR, Part.DENOMINATOR])
def test_no_part_of_a_ratio_is_below_zero(tab, world, part):
    tab.write("-1", world.share, part=part)

    assert tab.held(world.share) == {"": ("-1", "reporting.negative_count")}


@pytest.mark.parametrize(("typed", "ok"), [("1", True), ("0", True), ("2", False)])
def test_yes_is_one_and_no_is_zero(session, cast, world, tab, typed, ok):
    asked = of_kind(session, cast, world, ValueKind.YES_NO)

    tab.write(typed, asked)

    assert tab.values(asked) == ({"": typed} if ok else {})
    assert bool(tab.held(asked)) is not ok


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

    assert tab.values() == {}


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
    assert tab.values(summed) == {"sex=f": "9"}


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

    assert tab.values() == {"": "not_collected"}
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
    assert tab.values() == {"age=0-17": "7"}

    tab.give_reason(MissingReason.LATER)
    tab.give_reason(None)
    assert tab.values() == {}


# Remarks


def test_a_remark_and_an_estimate_stand_beside_a_figure(session, tab, world):
    tab.write("42")

    before = tab.revision

    tab.remark(note=" etwa ", estimated=True)

    value = session.exec(select(Value)).one()
    assert (value.note, value.estimated, value.figure) == ("etwa", True, 42)
    assert tab.revision == before + 1


def test_a_note_says_something_about_the_whole_period(session, tab):
    written = writing.write_note(session, tab.actor, tab.sheet, " Es lief gut. ")

    assert written.update.note == "Es lief gut."


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
