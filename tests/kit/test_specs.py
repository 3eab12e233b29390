"""A form is declared once; whatever is sent, it is read as declared, or refused."""

from datetime import date
from enum import StrEnum, auto
from typing import Self

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import model_validator

from impact_hub.kit.errors import Invalid, InvalidFields
from impact_hub.kit.sent import read
from impact_hub.kit.specs import FieldKind, FormSpec, Words, field, refusal
from impact_hub.ui.formviews import Content, drawn


class Colour(StrEnum):
    RED = auto()
    BLUE = auto()


class Aim(FormSpec):
    figure: str = field("Target", kind=FieldKind.DECIMAL)
    due: date = field("by")


class Thing(FormSpec):
    title: Words = field("Name", most=10)
    note: str = field("Note", default="", most=20, kind=FieldKind.TEXT)
    colour: Colour = field("Colour", options={Colour.RED: "red", Colour.BLUE: "blue"})
    starts: date = field("From")
    ends: date | None = field("Until", default=None)
    size: int = field("Size", default=1, ge=1, le=50)
    secret: str = field("Password", default="", kind=FieldKind.SECRET)
    is_open: bool = field("Open", default=False)
    parts: tuple[int, ...] = field("Parts", default=())
    aims: tuple[Aim, ...] = field("Targets", default=())

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends and self.ends < self.starts:
            raise refusal("calendar.ends_before_start", at="ends")
        return self


CONTENT = Content(
    {"aims": [{}, {}, {}]},
    revision=3,
    languages=("de", "en"),
    options={"parts": [("1", "one"), ("2", "two")]},
)
VIEW = drawn(Thing, "en", CONTENT, key="7")
SENT = {
    "title.de": " Name ",
    "title.en": "",
    "colour": "blue",
    "starts": "2026-01-01",
    "size": "5",
    "parts": ["2", "9"],
    "aims.1.figure": "12,5",
    "aims.1.due": "2026-12-31",
}


def problems(**changes: object) -> dict[str, str]:
    sent = {**SENT, **{k.replace("__", "."): v for k, v in changes.items()}}
    with pytest.raises(InvalidFields) as refused:
        read(Thing, VIEW, sent)
    return {each.field: each.code for each in refused.value.problems}


def test_what_was_sent_is_read_as_declared():
    thing = read(Thing, VIEW, {**SENT, "secret": " as typed ", "is_open": "true"})

    assert thing.title == {"de": "Name"}
    assert thing.colour is Colour.BLUE
    assert (thing.starts, thing.ends) == (date(2026, 1, 1), None)
    assert (thing.size, thing.is_open, thing.secret) == (5, True, " as typed ")
    assert (thing.key, thing.revision) == ("7", 3)


def test_only_what_is_offered_is_chosen():
    assert read(Thing, VIEW, SENT).parts == (2,)
    assert problems(colour="green") == {"colour": "forms.choose_one"}


def test_blank_rows_are_left_out_and_their_errors_stand_in_the_right_one():
    assert read(Thing, VIEW, SENT).aims == (Aim(figure="12,5", due=date(2026, 12, 31)),)
    assert problems(aims__2__figure="3") == {"aims.2.due": "forms.day_needed"}


def test_every_wrong_field_is_told_at_once_and_in_order():
    found = problems(title__de="", starts="soon", size="many", colour="")

    assert list(found.items()) == [
        ("title.de", "forms.needed"),
        ("colour", "forms.choose_one"),
        ("starts", "forms.not_a_day"),
        ("size", "forms.not_a_whole_number"),
    ]


@pytest.mark.parametrize(("size", "code"), [("0", "at_least"), ("51", "at_most")])
def test_limits_of_numbers_are_told_with_the_limit(size, code):
    assert problems(size=size) == {"size": f"forms.{code}"}


def test_what_fields_say_together_is_told_at_the_field_that_it_names():
    assert problems(ends="2025-01-01") == {"ends": "calendar.ends_before_start"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_cut_off(language):
    with pytest.raises(InvalidFields) as refused:
        read(Thing, VIEW, {**SENT, f"title.{language}": "x" * 11})

    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == ("forms.too_long", f"title.{language}")
    assert problem.params == {"most": 10, "n": 11}
    assert read(Thing, VIEW, {**SENT, "title.de": "x" * 10}).title["de"] == "x" * 10


def test_limits_hold_for_whoever_does_not_come_from_a_page():
    long = read(Thing, VIEW, SENT).model_copy(update={"note": "x" * 21})

    with pytest.raises(Invalid, match=r"forms\.too_long"):
        long.check_limits()


def test_fields_that_do_not_stand_on_the_page_are_not_read():
    view = drawn(Thing, "en", Content(languages=("de",), without={"size"}))

    thing = read(Thing, view, {**SENT, "title.en": "hidden", "parts": ["1"]})

    assert (thing.size, thing.parts, thing.title) == (1, (), {"de": "Name"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@example({"size": 10**5000, "starts": True})
@given(JSON | st.dictionaries(st.sampled_from([f.name for f in VIEW.fields]), JSON))
def test_whatever_is_sent_is_read_or_refused(sent):
    names = {each.name for each in VIEW.fields}
    wrong: set[str] = set()
    try:
        assert isinstance(read(Thing, VIEW, sent), Thing)
    except InvalidFields as refused:
        wrong = {each.field for each in refused.problems}

    assert wrong <= names
