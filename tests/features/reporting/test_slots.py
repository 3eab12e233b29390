"""Every input of an update has one name, that says where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import Part
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.kit.errors import NotFound

CODES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True)
CELLS = st.dictionaries(CODES, CODES, max_size=3).map(Cell.of)


def test_a_slot_has_one_name():
    assert str(Slot(12)) == "12||figure"
    young = Cell.read("age=0-17")
    assert str(Slot(12, young, Part.NUMERATOR)) == "12|age=0-17|numerator"


@given(st.integers(0, 999_999_999), CELLS, st.sampled_from(Part))
def test_its_name_leads_back_to_it(number, cell, part):
    slot = Slot(number, cell, part)

    assert Slot.read(str(slot)) == slot


@pytest.mark.parametrize(
    "name",
    [
        "",
        "12",
        "12|",
        "12||",
        "12||sum",
        "x||figure",
        "-1||figure",
        "12|age|figure",
        "12|age=a&age=b|figure",
        "9999999999||figure",
        "²||figure",
        "12||figure|figure",
    ],
)
def test_what_is_no_name_leads_nowhere(name):
    with pytest.raises(NotFound):
        Slot.read(name)
