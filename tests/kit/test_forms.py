"""Whatever a browser sends, what is read has its type, or is refused."""

from datetime import date
from enum import StrEnum, auto

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from impact_hub.kit.errors import AppError, Invalid, NotFound
from impact_hub.kit.forms import MAX_TEXT, Form, row_number


class Colour(StrEnum):
    RED = auto()
    BLUE = auto()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
HALF_A_CHARACTER = "\ud83d"  # valid in JSON, in no database


@pytest.mark.parametrize(
    ("read", "types"),
    [
        (lambda form: form.line("x"), str),
        (lambda form: form.secret("x"), str),
        (lambda form: form.choice("x", Colour), Colour),
        (lambda form: form.day("x"), date | None),
        (lambda form: form.needed_day("x"), date),
        (lambda form: form.whole("x"), int),
        (lambda form: form.number("x"), int | None),
        (lambda form: form.ticked("x"), bool),
        (lambda form: row_number(form._sent.get("x")), int),
    ],
)
@given(sent=st.fixed_dictionaries({"x": JSON}) | JSON)
@example(sent={"x": "--5"})
@example(sent={"x": "٣"})
@example(sent={"x": "5" * 5000})
@example(sent={"x": 10**5000})
@example(sent={"x": "9999-12-31"})
@example(sent={"x": HALF_A_CHARACTER})
@example(sent={"x": True})
def test_whatever_is_sent_only_typed_values_or_refusals_come_out(read, types, sent):
    try:
        found = read(Form(sent))
    except AppError:
        return

    assert isinstance(found, types)
    if isinstance(found, str):
        assert "\0" not in found.encode().decode()


@given(JSON)
def test_texts_by_language_are_texts_whatever_is_sent(sent):
    found = Form({"title.de": sent, "title.en": sent}).texts("title", ["de", "en"])

    assert all(isinstance(text, str) and text for text in found.values())


def test_anything_but_named_fields_is_an_empty_form():
    assert Form(["name"]).line("name") == ""
    assert "name" not in Form(None)


def test_a_field_is_there_even_when_it_is_empty():
    assert "name" in Form({"name": ""})


def test_texts_lose_the_blanks_around_them_and_passwords_keep_theirs():
    form = Form({"name": "  Haus Süd ", "password": " geheim "})

    assert form.line("name") == "Haus Süd"
    assert form.secret("password") == " geheim "


def test_texts_are_cut_where_they_would_fill_the_database():
    assert len(Form({"name": "x" * 50_000}).line("name")) == MAX_TEXT


def test_what_no_database_keeps_is_left_out():
    assert Form({"name": f"a\0b{HALF_A_CHARACTER}c"}).line("name") == "abc"


def test_languages_without_a_text_are_left_out():
    form = Form({"title.de": "Ziel", "title.en": "  "})

    assert form.texts("title", ["de", "en"]) == {"de": "Ziel"}


def test_a_choice_is_one_of_the_words():
    assert Form({"colour": "red"}).choice("colour", Colour) is Colour.RED


@pytest.mark.parametrize("sent", ["green", "", "RED", 1])
def test_any_other_choice_is_refused_at_its_field(sent):
    with pytest.raises(Invalid, match=r"forms\.choose_one") as refused:
        Form({"colour": sent}).choice("colour", Colour)

    assert refused.value.field == "colour"


def test_a_day_is_read_as_date_inputs_send_it():
    assert Form({"on": "2026-11-21"}).day("on") == date(2026, 11, 21)
    assert Form({"on": ""}).day("on") is None


@pytest.mark.parametrize(
    "sent", ["21.11.2026", "2026-02-30", "0026-11-21", "20260-1-1"]
)
def test_what_is_no_day_is_refused_at_its_field(sent):
    with pytest.raises(Invalid, match=r"forms\.not_a_day") as refused:
        Form({"on": sent}).day("on")

    assert refused.value.field == "on"


def test_a_day_that_must_be_given_is_asked_for():
    assert Form({"on": "2026-11-21"}).needed_day("on") == date(2026, 11, 21)
    with pytest.raises(Invalid, match=r"forms\.day_needed"):
        Form({}).needed_day("on")


@pytest.mark.parametrize(
    ("sent", "number"), [("5", 5), (" 12 ", 12), ("-1", -1), (7, 7), (0, 0)]
)
def test_whole_numbers_are_read_from_texts_and_numbers(sent, number):
    assert Form({"n": sent}).whole("n") == number


@pytest.mark.parametrize("sent", ["", "1.5", "--5", "5-", "½", "٣", "1e3", True, None])
def test_what_is_no_whole_number_is_refused_at_its_field(sent):
    with pytest.raises(Invalid, match=r"forms\.not_a_whole_number") as refused:
        Form({"n": sent}).whole("n")

    assert refused.value.field == "n"


@pytest.mark.parametrize("sent", ["12", 12, " 12 "])
def test_a_chosen_thing_is_read_however_its_number_was_sent(sent):
    assert Form({"result": sent}).number("result") == 12


@pytest.mark.parametrize("form", [{}, {"result": ""}, {"result": None}])
def test_nothing_may_be_chosen(form):
    assert Form(form).number("result") is None


@pytest.mark.parametrize("sent", ["-1", "many", "1" * 12, "1.5"])
def test_a_number_that_no_row_can_have_is_a_thing_that_does_not_exist(sent):
    with pytest.raises(NotFound):
        row_number(sent)


@pytest.mark.parametrize(
    ("sent", "ticked"),
    [(True, True), ("on", True), ("true", True), (False, False), ("", False)],
)
def test_a_box_is_ticked_or_not(sent, ticked):
    assert Form({"box": sent}).ticked("box") is ticked
