"""A code becomes a sentence, with numbers and days as the reader writes them."""

from datetime import date
from decimal import Decimal

import pytest

from impact_hub.kit.errors import Conflict, Invalid, NotFound
from impact_hub.texts.refusals import explain, sentence, sentences
from impact_hub.texts.sentences import UNKNOWN


def test_a_refusal_is_told_as_a_sentence():
    refusal = NotFound("reporting.no_such_update")

    assert explain(refusal, "en") == "This update does not exist."


def test_numbers_are_written_as_the_language_writes_them():
    refusal = Invalid(
        "reporting.categories_above_total",
        field="x",
        total=Decimal("1234.50"),
        categories=Decimal(2000),
    )

    assert "2,000: more than the total of 1,234.50" in explain(refusal, "en")
    assert "2.000" in explain(refusal, "de")


def test_days_and_lists_are_written_out():
    overlaps = Conflict(
        "reporting.period_overlaps", starts=date(2026, 1, 1), ends=date(2026, 3, 31)
    )
    several = Invalid("exchange.duplicate_columns", field="x", columns=["a", "b"])

    assert "from 1 Jan 2026 to 31 Mar 2026" in explain(overlaps, "en")
    assert "the same thing: a, b." in explain(several, "en")


def test_what_has_no_parameters_is_told_as_it_is():
    assert (
        sentence("identity.wrong_password", "en")
        == sentences()["identity.wrong_password"]
    )


@pytest.mark.parametrize("code", ["", "no.such_code"])
def test_an_unknown_code_is_still_told_kindly(code):
    assert sentence(code, "en", x=1) == UNKNOWN
