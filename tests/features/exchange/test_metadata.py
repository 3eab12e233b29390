"""Open SDG metadata: YAML in Markdown, YAML, and tables of keys and values."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.exchange.formats.metadata import (
    LONGEST,
    Metadata,
    plain_text,
    read_metadata,
)
from impact_hub.kit.errors import Invalid

FRONT_MATTER = """---
indicator_name: global_indicators.4-6-1-title
indicator_number: 4.10
indicator_available: Pupils who pass
national_indicator_description: >-
  <p>Pupils aged 18&nbsp;to 24.</p><p>See <a href="https://example.org">here</a>
computation_units: Percentage (%)
copyright: '&copy; Statistics Office, 2026'
source_active_1: true
source_organisation_1: <a href="https://example.org/o">Department</a>
source_url_text_1: Key Stage 4
source_url_1: https://example.org/ks4
source_active_2: false
source_organisation_2: Wetland Statistics Agency
source_url_2: javascript:alert(1)
---
And words below the dashes: they are a page's text.
"""

TABLE = """\ufeffNational metadata,
Indicator available,"Pupils, by sex"
Indicator description,
Definitions,What a pupil is
Unit of measurement,Percentage
Source 1 organisation,Department for Education
Source 1 link to data source,https://example.org
Source 1 link to data source text,Results
Source 2 organisation,
"""


def test_yaml_between_dashes_is_read():
    found = read_metadata(FRONT_MATTER.replace("\n", "\r\n"), language="en")

    assert found == Metadata(
        title={"en": "Pupils who pass"},
        definition={"en": "Pupils aged 18 to 24.\nSee here"},
        number="4.10",
        unit="Percentage (%)",
        source="Department: Key Stage 4",
        source_url="https://example.org/ks4",
        rights="© Statistics Office, 2026",
    )


def test_plain_yaml_is_read():
    text = (
        "# a remark\n\ngraph_title: Armut\nlicence: CC0\n"
        "national_geographical_coverage: SH\n"
    )

    found = read_metadata(text, language="de")

    assert found == Metadata(title={"de": "Armut"}, licence="CC0", coverage="SH")


def test_a_table_of_keys_and_values_is_read():
    found = read_metadata(TABLE, language="en")

    assert found == Metadata(
        title={"en": "Pupils, by sex"},
        definition={"en": "What a pupil is"},
        unit="Percentage",
        source="Department for Education: Results",
        source_url="https://example.org",
    )


def test_a_file_that_says_its_language_goes_by_that():
    assert read_metadata("language: en\ngraph_title: A\n", language="de").title == {
        "en": "A"
    }


def test_two_languages_stand_beside_each_other():
    german = Metadata(title={"de": "Armut"}, number="1.1", source="Amt")
    english = Metadata(title={"en": "Poverty"}, source="Office", unit="%")

    assert german.beside(english) == Metadata(
        title={"de": "Armut", "en": "Poverty"}, number="1.1", source="Amt", unit="%"
    )


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("---\na: [1\nb: 2\n---\n", "not_yaml", {"line": 3}),
        ("a: 1\n\tb: 2\n", "not_yaml", {"line": 2}),
        ("a: " + "[" * 5_000, "not_yaml", {"line": 1}),
        ("---\n- one\n- two\n---\n", "without_keys", {}),
        ("", "without_keys", {}),
        ("Nothing,\nof,use\n", "without_keys", {}),
        ('Indicator available,"' + "x" * 140_000, "without_keys", {}),
        ("x" * (LONGEST + 1), "too_long", {"most": LONGEST}),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(text, code, params):
    with pytest.raises(Invalid) as refusal:
        read_metadata(text, language="en")

    assert refusal.value.code == f"exchange.metadata_{code}"
    assert refusal.value.params == params


@given(st.text(alphabet="-ab: \n'\"{}[],&*!|>#%@`\t\0\x07", max_size=60))
def test_no_text_makes_it_crash(text):
    with suppress(Invalid):
        read_metadata(text, language="en")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<u>time series:</u> gini", "time series: gini"),
        ("A &amp; B, x < y, under <5", "A & B, x < y, under <5"),
        ("one<br>two<p>three</p>four", "one\ntwothree\nfour"),
        ("<script>alert(1)</script><b onclick='x'>bold</b>", "bold"),
        ("Abgänger&shy;innen  und\n 18&nbsp;Jahre", "Abgängerinnen und\n18 Jahre"),
        ("&lt;b&gt;", "<b>"),
        ("", ""),
    ],
)
def test_html_is_taken_out(markup, text):
    assert plain_text(markup) == text
