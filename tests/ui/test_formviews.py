"""Forms as they stand on a page: rows with ids, words, values and errors."""

from datetime import date

import pytest

from impact_hub.features.initiatives.forms import NewInitiative
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Conflict, Invalid, InvalidFields
from impact_hub.kit.specs import FieldView
from impact_hub.ui.formviews import Content, carried, cleared, drawn, refused
from tests.kit.test_specs import CONTENT, Colour, Thing


def fields(content: Content, key: str = "") -> dict[str, FieldView]:
    return {each.name: each for each in drawn(Thing, "en", content, key=key).fields}


def test_ids_are_the_forms_own():
    one, other = (drawn(Thing, "en", CONTENT, key=key) for key in ("1", "2"))

    assert one.id == "thing-1"
    assert not {f.id for f in one.fields} & {f.id for f in other.fields}
    assert [f.id for f in one.fields][:2] == ["thing-1.title.de", "thing-1.title.en"]


def test_values_are_written_as_fields_hold_them():
    found = fields(
        Content(
            {
                "title": {"en": "Name"},
                "colour": Colour.BLUE,
                "starts": date(2026, 1, 2),
                "size": 5,
                "is_open": True,
                "parts": {2},
                "aims": [{"figure": "7", "due": None}],
            },
            languages=("de", "en"),
            options={"parts": [("1", "one"), ("2", "two")]},
        )
    )

    assert (found["title.de"].value, found["title.en"].value) == ("", "Name")
    assert (found["colour"].value, found["starts"].value) == ("blue", "2026-01-02")
    assert (found["size"].value, found["is_open"].value) == ("5", "true")
    assert found["parts"].chosen == ("2",)
    assert (found["aims.0.figure"].value, found["aims.0.due"].row) == ("7", "aims.0")


def test_a_choice_begins_with_what_stands_first():
    assert fields(Content())["colour"].value == "red"


def test_a_field_holds_its_declared_default_unless_it_is_given_something_else():
    given: dict[str, object] = {"languages": ["en"], "starts": date(2026, 1, 1)}
    begun, kept = (
        {f.name: f.value for f in drawn(NewInitiative, "en", Content(values)).fields}
        for values in (given, given | {"rhythm": Rhythm.MONTH, "threshold": 12})
    )

    assert (begun["rhythm"], begun["threshold"]) == ("quarter", "5")
    assert (kept["rhythm"], kept["threshold"]) == ("month", "12")


def test_only_the_main_language_is_needed_and_one_alone_is_not_named():
    two, one = fields(CONTENT), fields(Content(languages=("de",)))

    assert (two["title.de"].needed, two["title.en"].needed) == (True, False)
    assert (two["title.de"].tag, two["title.en"].tag) == ("German", "English")
    assert one["title.de"].tag == ""


def test_a_refusal_stands_at_its_field_only():
    view = drawn(Thing, "de", CONTENT)

    wrong = refused(view, Invalid("forms.too_long", field="note", most=9, n=10), "de")

    said = {each.name: each.error for each in wrong.fields if each.error}
    assert said == {"note": "Höchstens 9 Zeichen haben Platz; hier sind es 10."}
    assert (wrong.error, wrong.refusals) == ("", 1)
    assert cleared(wrong).fields == view.fields


@pytest.mark.parametrize(
    "error",
    [
        Invalid("forms.needed", field="elsewhere"),
        InvalidFields([Invalid("forms.needed", field="elsewhere")]),
        Conflict("forms.no_such_thing"),
    ],
)
def test_what_belongs_to_no_field_is_told_about_the_whole_form(error):
    wrong = refused(drawn(Thing, "en", CONTENT), error, "en")

    assert wrong.error
    assert not any(each.error for each in wrong.fields)


def test_a_form_that_is_drawn_anew_keeps_what_is_wrong_with_it():
    view = drawn(Thing, "en", CONTENT)
    wrong = refused(view, Invalid("forms.needed", field="note"), "en")

    assert carried(view, wrong) == wrong
    assert carried(view, None) == view
