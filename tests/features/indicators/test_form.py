"""The form of an indicator: its fields follow from the kind, and nothing is lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.forms import IndicatorForm
from impact_hub.features.indicators.rules.kinds import (
    Direction,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service.aiming import NewTarget
from impact_hub.features.indicators.service.saving import Turned, save_indicator
from impact_hub.features.indicators.views.content import (
    Beside,
    as_saved,
    chosen,
    content,
    example,
)
from impact_hub.features.indicators.views.form import filled_in, indicator_form
from impact_hub.kit.errors import Forbidden, InvalidFields
from impact_hub.kit.sent import read
from impact_hub.ui.formviews import drawn
from tests.factories import (
    make_dimension,
    make_split,
    make_target,
    take_part,
)


def page_of(session, cast, code=None):
    return indicator_form(session, cast.coordinator, "world", code)


def view(page, typed=None, locale="en", **beside):
    now = chosen(page, typed or {})
    return drawn(IndicatorForm, locale, content(page, now, locale, Beside(**beside)))


def names(form) -> set[str]:
    return {each.name.partition(".")[0] for each in form.fields}


def typed_into(form, **changes) -> dict[str, object]:
    """The form as the browser sends it, when this was typed into it."""
    sent = {
        each.name: list(each.chosen) if each.kind == "ticks" else each.value
        for each in form.fields
    }
    return sent | {name.replace("__", "."): typed for name, typed in changes.items()}


def read_from(page, form, locale="en", **changes):
    spec = read(IndicatorForm, form, typed_into(form, **changes), locale)
    return filled_in(page, spec)


# What it shows


ALWAYS = {
    "titles",
    "definitions",
    "result",
    "kind",
    "rhythm",
    "starts",
    "asked_of",
    "partners",
    "source",
    "source_url",
    "licence",
}
AIMS = {"direction", "baseline", "baseline_on", "aims"}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (
            ValueKind.COUNT,
            AIMS | {"units", "over_time", "over_partners", "counts_people", "splits"},
        ),
        (ValueKind.AMOUNT, AIMS | {"currency", "over_time", "splits"}),
        (
            ValueKind.RATIO,
            AIMS
            | {"units", "part_names", "whole_names", "over_time", "counts_people"}
            | {"splits"},
        ),
        (
            ValueKind.MEAN,
            AIMS
            | {"units", "part_names", "whole_names", "over_time", "counts_people"}
            | {"splits"},
        ),
        (ValueKind.ORDINAL, {"units", "levels", "counts_people", "splits"}),
        (ValueKind.YES_NO, AIMS),
        (ValueKind.TEXT, set()),
    ],
)
def test_the_fields_follow_from_the_kind(session, cast, world, kind, fields):
    form = view(page_of(session, cast), {"kind": str(kind)})

    assert names(form) == ALWAYS | fields


def test_figures_from_elsewhere_are_asked_of_nobody(session, cast, world):
    form = view(page_of(session, cast), {"kind": "statistic"})

    assert names(form) == (ALWAYS | AIMS | {"units", "splits"}) - {"asked_of"}
    filled = read_from(page_of(session, cast), form, titles__de="Neu")
    assert filled.asked_of is None


def test_a_known_one_keeps_its_kind_and_says_why_it_changes(session, cast, world):
    form = view(page_of(session, cast, "people"), {"kind": "text"})

    assert "kind" not in names(form)
    assert {"why", "splits", "summed_over", "units"} <= names(form)


@pytest.mark.parametrize("sent", ["", "nonsense", 7, None, ["ratio"]])
def test_a_kind_that_there_is_not_changes_nothing(session, cast, world, sent):
    page = page_of(session, cast)

    assert view(page, {"kind": sent}) == view(page)


def test_parts_are_asked_for_in_the_words_of_the_kind(session, cast, world):
    page = page_of(session, cast)

    def labels(kind, locale):
        form = view(page, {"kind": kind}, locale)
        return [
            (each.label, each.hint)
            for each in form.fields
            if each.name in ("part_names.de", "whole_names.de")
        ]

    assert labels("ratio", "de") == [
        ("Der Teil", "Etwa: in Ausbildung"),
        ("Das Ganze", "Etwa: Schulabgang"),
    ]
    assert [label for label, _ in labels("mean", "en")] == [
        "What the sum is of",
        "How many of what",
    ]


def test_what_is_to_be_crossed_is_offered_with_both_names(session, cast, world):
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    form = view(page_of(session, cast))

    (crossings,) = [each for each in form.fields if each.name == "crossings"]
    assert [(o.value, o.label) for o in crossings.options] == [
        (f"{world.age.id}x{sex.id}", "age × sex")
    ]


def test_of_many_dimensions_those_are_crossed_that_are_chosen(session, cast, world):
    more = [make_dimension(session, world.initiative, c, "x") for c in "abcd"]
    page = page_of(session, cast)

    assert "crossings" not in names(view(page))
    ticked = [str(more[0].id), str(more[2].id)]
    (crossings,) = [
        each
        for each in view(page, {"splits": ticked}).fields
        if each.name == "crossings"
    ]
    assert [o.label for o in crossings.options] == ["a × c"]


def test_a_new_one_is_asked_from_the_first_period_that_is_not_over(
    session, cast, world
):
    page = page_of(session, cast)

    def starts(rhythm):
        form = view(page, {"rhythm": rhythm})
        return next(each.value for each in form.fields if each.name == "starts")

    assert starts("quarter") == world.quarter.starts.isoformat()
    assert starts("year") == world.initiative.starts.isoformat()


def test_a_dimension_that_was_made_for_it_is_ticked(session, cast, world):
    form = view(page_of(session, cast), made=str(world.age.id))

    (splits,) = [each for each in form.fields if each.name == "splits"]
    assert str(world.age.id) in splits.chosen


# The example


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "100, a target of 200 and 20 reported you stand at 120: 20%"),
        (
            {"baseline": "100", "aims.0.figure": "200"},
            "100, a target of 200 and 20 reported you stand at 120: 20%",
        ),
        (
            {"aims.0.figure": "1,000"},
            "0, a target of 1,000 and 200 reported you stand at 200: 20%",
        ),
        (
            {"baseline": "50"},
            "50, a target of 100 and 10 reported you stand at 60: 20%",
        ),
        ({"baseline": "drei"}, "100, a target of 200"),
        ({"baseline": "9", "aims.0.figure": "5"}, "100, a target of 200"),
        ({"baseline": ["9"], "aims.0.figure": 5}, "100, a target of 200"),
    ],
)
def test_an_example_says_what_a_baseline_means(session, cast, world, typed, says):
    said = example(chosen(page_of(session, cast), typed), "en")

    assert says in said


def test_in_german_it_says_so_too(session, cast, world):
    typed = {"baseline": "1.000", "aims.0.figure": "2.000"}
    now = chosen(page_of(session, cast), typed)

    assert example(now, "de") == (
        "Mit einem Ausgangswert von 1.000, einem Zielwert von 2.000 und 200 gemeldeten "
        "stehen Sie bei 1.200: 20\xa0% des Weges."
    )
    (baseline,) = [
        e for e in view(page_of(session, cast)).fields if e.name == "baseline"
    ]
    assert baseline.label == "Reached before the first period"


def test_what_is_not_added_up_needs_none(session, cast, world):
    page = page_of(session, cast)

    for typed in ({"kind": "ratio"}, {"over_time": "latest"}):
        assert example(chosen(page, typed), "en") == ""
        form = view(page, typed)
        assert next(e.label for e in form.fields if e.name == "baseline") == "Baseline"


def test_before_anybody_types_the_saved_figures_are_the_example(session, cast, world):
    make_target(session, world.people, figure=Decimal(500))
    page = page_of(session, cast, "people")

    said = example(chosen(page, as_saved(page, "en")), "en")

    assert "a target of 500 and 100 reported" in said


# What was filled in


def test_saving_the_same_again_changes_nothing(session, cast, world):
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    make_split(session, world.people, sex, position=1)
    make_split(session, world.people, sex, world.age, position=2)
    world.people.summed_over_id = sex.id
    make_target(session, world.people, figure=Decimal("20.50"))
    session.flush()
    page = page_of(session, cast, "people")

    filled = read_from(page, view(page))
    save_indicator(session, cast.coordinator, "world", "people", filled)

    row = queries.get_indicator(session, cast.reporter, "world", "people")
    assert row.version == 1
    assert [[d.code for d in s.dimensions] for s in row.splits] == [
        ["age"],
        ["sex"],
        ["sex", "age"],
    ]
    assert row.summed_over is not None
    assert row.summed_over.code == "sex"
    assert filled.turned == Turned(ask=set(), let_off=set())
    assert queries.list_aim_changes(session, cast.reporter, "world", "people") == []


def test_everything_that_is_filled_in_is_kept(session, cast, world):
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    page = page_of(session, cast)
    typed = {"kind": "ratio", "splits": [str(world.age.id), str(sex.id)]}
    both = f"{world.age.id}x{sex.id}"

    filled = read_from(
        page,
        view(page, typed, "de"),
        "de",
        **typed,
        titles__de="In Ausbildung",
        part_names__de="in Ausbildung",
        whole_names__de="Schulabgang",
        crossings=[both],
        summed_over=str(sex.id),
        over_time="latest",
        direction="down",
        result=str(world.upper.id),
        baseline="12,5 %",
        baseline_on="2025-12-31",
        aims__0__figure="80",
        aims__0__due="2027-12-31",
        starts="2026-01-01",
        partners=[str(cast.partner.id)],
    )

    definition = filled.definition
    assert (definition.kind, definition.over_time) == (
        ValueKind.RATIO,
        OverTime.LATEST,
    )
    assert definition.over_partners is OverPartners.SUM
    assert definition.direction is Direction.DOWN
    assert definition.part_names == {"de": "in Ausbildung"}
    assert definition.whole_names == {"de": "Schulabgang"}
    assert definition.splits == (
        (world.age.id,),
        (sex.id,),
        (world.age.id, sex.id),
    )
    assert definition.summed_over_id == sex.id
    assert definition.result_id == world.upper.id
    assert filled.aims.baseline == Decimal("0.125")
    assert filled.aims.targets == [NewTarget(date(2027, 12, 31), Decimal("0.80"))]
    assert filled.starts == date(2026, 1, 1)
    assert filled.turned == Turned(ask=set(), let_off={cast.other_partner.id})


def test_levels_are_typed_with_the_indicator(session, cast, world):
    page = page_of(session, cast)
    typed = {"kind": "ordinal", "splits": [str(world.age.id)]}

    filled = read_from(
        page,
        view(page, typed),
        **typed,
        titles__de="Wie oft?",
        levels__de="nie\n manchmal \n\noft",
        levels__en="never\nsometimes\noften",
    )
    made = save_indicator(session, cast.coordinator, "world", None, filled)

    row = queries.get_indicator(session, cast.reporter, "world", made.code)
    assert row.summed_over is not None
    assert [dict(each.titles) for each in row.summed_over.asked] == [
        {"de": "nie", "en": "never"},
        {"de": "manchmal", "en": "sometimes"},
        {"de": "oft", "en": "often"},
    ]
    again = page_of(session, cast, made.code)
    form = view(again)
    assert "levels" not in names(form)
    same = read_from(again, form)
    assert same.levels is None
    assert same.definition.splits == again.splits
    assert same.definition.summed_over_id == row.summed_over.id


def test_levels_that_there_are_can_be_used_again(session, cast, world):
    levels = make_dimension(session, world.initiative, "levels", "low", "high")
    levels.is_levels = True
    session.flush()
    page = page_of(session, cast)
    typed = {"kind": "ordinal", "levels_of": str(levels.id)}

    filled = read_from(page, view(page, typed), **typed, titles__de="Wie oft?")

    assert filled.levels is None
    assert filled.definition.splits == ((levels.id,),)
    assert filled.definition.summed_over_id == levels.id


def test_the_wrong_line_is_told_at_its_field(session, cast, world):
    page = page_of(session, cast)
    form = view(page, targets=3)

    with pytest.raises(InvalidFields) as refused:
        read_from(
            page,
            form,
            "de",
            titles__de="",
            baseline="zehn",
            aims__1__figure="1.5.5",
            aims__1__due="2026-12-31",
            aims__2__figure="7",
            starts="",
        )

    assert [(each.field, each.code) for each in refused.value.problems] == [
        ("titles.de", "initiatives.words_needed"),
        ("baseline", "indicators.not_a_number"),
        ("aims.1.figure", "indicators.not_a_number"),
        ("aims.2.due", "forms.day_needed"),
        ("starts", "forms.day_needed"),
    ]


def test_partners_that_were_not_on_the_page_are_not_turned(session, cast, world):
    page = page_of(session, cast, "people")
    form = view(page)
    take_part(session, world.initiative, cast.outside)

    filled = read_from(page, form, partners=[str(cast.other_partner.id)])

    assert filled.turned == Turned(ask=set(), let_off={cast.partner.id})


def test_only_whoever_may_define_it_sees_the_form(session, cast, world):
    for code in (None, "people"):
        with pytest.raises(Forbidden):
            indicator_form(session, cast.reporter, "world", code)


def test_another_kind_keeps_what_fits(session, cast, world):
    page = page_of(session, cast)
    sent = typed_into(view(page), titles__de="Titel", baseline="7")

    form = view(page, sent | {"kind": "text"})

    assert {"titles.de", "rhythm"} <= {each.name for each in form.fields}
    assert replace(page) == page


def test_of_a_new_one_only_those_are_named_that_are_ticked(session, cast, world):
    page = page_of(session, cast)
    form, typed = view(page), {"titles__de": "Neu", "units__de": "Menschen"}
    (asked_of,) = [each for each in form.fields if each.name == "asked_of"]
    assert asked_of.value == "everyone"

    filled = read_from(
        page, form, **typed, asked_of="named", partners=[str(cast.partner.id)]
    )
    save_indicator(session, cast.coordinator, "world", None, filled)

    row = queries.get_indicator(session, cast.coordinator, "world", "neu")
    assert row.asked_of is AskedOf.NAMED
    (named,) = row.assignments
    assert (named.organisation_id, named.is_asked) == (cast.partner.id, True)


def test_it_says_of_whom_it_is_asked_now(session, cast, world):
    form = view(page_of(session, cast, "people"), locale="de")

    (asked_of,) = [each for each in form.fields if each.name == "asked_of"]
    assert asked_of.value == "named"
    assert [each.label for each in asked_of.options if each.value] == [
        "Alle Partner, auch wer später dazukommt",
        "Nur die angekreuzten",
    ]
