"""What can't be seen in a name makes no other name of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.kit.names import clean, has_control_signs, key, visible


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("männlich", "ma\u0308nnlich"),
        ("weiblich", "weib\u00adlich"),
        ("weiblich", "\u200bweiblich\ufeff"),
        ("Weiblich", "WEIBLICH"),
        ("Straße", "STRASSE"),
        ("bis 17", "bis\u00a017 "),
        ("a  b", "a\tb"),
        ("x", "x\u0002"),
        ("می‌خواهم", "میخواهم"),
    ],
)
def test_names_that_look_the_same_are_one(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1-1", "11"), ("<5", ">5"), ("m²", "m2"), ("0-17", "0–17")]
)
def test_names_that_look_different_are_two(one, other):
    assert key(one) != key(other)


def test_a_name_is_shown_without_what_can_not_be_seen():
    assert (
        clean("weib\u00adlich \u200b (ma\u0308n\u0002nlich)") == "weiblich (männlich)"
    )
    assert visible("weib\u00adlich") == r"weib\u00adlich"


def test_line_ends_are_no_control_signs():
    assert has_control_signs("a\u0085b")
    assert not has_control_signs("a\r\n\tb")


@given(st.text())
def test_cleaning_twice_cleans_no_more(text):
    assert clean(clean(text)) == clean(text)
    assert key(clean(text)) == key(text)
    assert key(key(text)) == key(text)
    assert unicodedata.is_normalized("NFC", key(text))
