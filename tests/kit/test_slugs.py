"""Names for addresses are short, readable and unique."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.kit.slugs import MAX_LENGTH, unique_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Zukunft beginnt hier", "zukunft-beginnt-hier"),
        ("Haus Süd", "haus-sued"),
        ("Öffentliche Straße", "oeffentliche-strasse"),
        ("Ältere ÜBER GRÖẞE", "aeltere-ueber-groesse"),
        ("Mu\u0308he", "muehe"),
        ("Łódź, Besançon", "lodz-besancon"),
        ("0–17", "0-17"),
        ("東京", "dong-jing"),
        ("!!!", "x"),
    ],
)
def test_a_name_becomes_part_of_an_address(name, slug):
    assert unique_slug(name, set().__contains__) == slug


def test_a_taken_name_gets_the_next_number():
    taken = {"haus", "haus-2"}

    assert unique_slug("Haus", taken.__contains__) == "haus-3"


def test_a_long_name_is_cut_between_words():
    slug = unique_slug("Wir " * 40, set().__contains__)

    assert len(slug) <= MAX_LENGTH
    assert slug.endswith("wir")


@given(st.text())
def test_every_name_has_a_slug(name):
    slug = unique_slug(name, set().__contains__)

    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
