"""The format of a table is told by its columns."""

import pytest

from impact_hub.features.exchange.formats.own import COLUMNS
from impact_hub.features.exchange.formats.tables import FileTable
from impact_hub.features.exchange.formats.uploads import which_format
from impact_hub.features.exchange.rules.plans import Format
from impact_hub.kit.errors import Invalid


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (COLUMNS, Format.OWN),
        (("Partner", "Indicator", "Period", "Value", "Year"), Format.OWN),
        (("Year", "Sex", "Value"), Format.OPEN_SDG),
        (("Jahr", "Geschlecht", "Wert"), Format.OPEN_SDG),
    ],
)
def test_the_columns_tell_the_format(header, found):
    assert which_format(FileTable(header, ())) is found


def test_any_other_table_is_refused_with_what_was_expected():
    with pytest.raises(Invalid) as refusal:
        which_format(FileTable(("id", "name"), ()))

    assert refusal.value.code == "exchange.unknown_format"
    assert refusal.value.params == {
        "found": ["id", "name"],
        "own": list(COLUMNS),
        "open_sdg": ["Year", "Value"],
    }
