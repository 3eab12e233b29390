"""What an initiative must have, and how people stand towards it."""

from datetime import date

import pytest

from impact_hub.features.initiatives import rules
from impact_hub.features.initiatives.rules import OUTSIDER, Reader
from impact_hub.kit.errors import Invalid


@pytest.mark.parametrize(
    "reader",
    [Reader(is_backbone=True), Reader(partners=frozenset({1})), Reader(is_funder=True)],
)
def test_whoever_takes_part_in_any_way_is_a_member(reader):
    assert reader.is_member
    assert not OUTSIDER.is_member


@pytest.mark.parametrize("ends", [None, date(2026, 1, 1), date(2027, 1, 1)])
def test_a_time_may_be_open_or_a_single_day(ends):
    rules.check_time(date(2026, 1, 1), ends)


def test_an_end_before_the_start_is_refused():
    with pytest.raises(Invalid, match=r"calendar\.ends_before_start") as refused:
        rules.check_time(date(2026, 1, 1), date(2025, 12, 31))

    assert refused.value.field == "ends"


@pytest.mark.parametrize("threshold", [1, 5, 50])
def test_a_threshold_protects_somebody(threshold):
    rules.check_threshold(threshold)


@pytest.mark.parametrize("threshold", [-1, 0, 51])
def test_a_threshold_that_protects_nobody_or_hides_all_is_refused(threshold):
    with pytest.raises(Invalid, match=r"initiatives\.threshold") as refused:
        rules.check_threshold(threshold)

    assert refused.value.params == {"most": 50}


def test_words_are_needed_in_the_main_language_only():
    rules.check_words({"de": "Ziel"}, ["de", "en"], field="goal")

    with pytest.raises(Invalid, match=r"initiatives\.words_needed") as refused:
        rules.check_words({"en": "Goal", "de": ""}, ["de", "en"], field="goal")

    assert refused.value.field == "goal.de"
