"""Every fixed choice of a room has a word, and every status a shape and a colour."""

import re

import pytest

from impact_hub.config import ROOT
from impact_hub.features.impact_logic import words as impact_logic
from impact_hub.features.impact_logic.rules import STEPS, StepGroup
from impact_hub.features.indicators.rules.progress import Standing
from impact_hub.features.indicators.words import STANDINGS
from impact_hub.features.organisations.words import KINDS
from impact_hub.features.reporting import words as reporting
from impact_hub.features.reporting.rules.workflow import Status, Window
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.texts import LANGUAGES, text
from impact_hub.ui import shapes

STYLES = "".join(
    each.read_text("utf-8") for each in (ROOT / "assets" / "styles").glob("*.css")
)


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (KINDS, OrganisationKind),
        (impact_logic.STEPS, STEPS),
        (impact_logic.GROUPS, StepGroup),
        (impact_logic.NOUNS, STEPS),
        (STANDINGS, Standing),
        (reporting.STATUSES, Status),
        (reporting.WINDOWS, Window),
    ],
)
def test_every_choice_has_its_word(words, choices):
    assert set(choices) <= set(words)


@pytest.mark.parametrize("code", [*STANDINGS, *reporting.ALL])
def test_every_status_has_a_shape_and_a_colour(code):
    assert str(code) in shapes.SHAPES
    assert re.search(rf"\.status\.{code}\b", STYLES)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_resources_activities_and_services_are_not_called_results(locale):
    low = {impact_logic.noun(step, locale) for step in range(4)}
    high = {impact_logic.noun(step, locale) for step in range(4, 8)}
    result = text("Result", locale)

    assert result in high
    assert low.isdisjoint(high)
    assert all(result not in text(impact_logic.NOUNS[s].add, locale) for s in range(4))
