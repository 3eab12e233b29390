"""What the columns of an Open SDG file are for, told by their names."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum, auto

from impact_hub.kit.errors import Invalid
from impact_hub.kit.names import key


class Role(StrEnum):
    """What a column is for."""

    YEAR = auto()
    VALUE = auto()
    SERIES = auto()
    UNIT = auto()
    MULTIPLIER = auto()
    GEO_CODE = auto()
    FLAG = auto()  # how sure a figure is, or why it is missing
    DIMENSION = auto()  # every other column


# Written without capitals, with blanks for "_" and "-".
_ROLES: Mapping[str, Role] = {
    "year": Role.YEAR,
    "jahr": Role.YEAR,
    "value": Role.VALUE,
    "wert": Role.VALUE,
    "series": Role.SERIES,
    "time series": Role.SERIES,
    "zeitreihe": Role.SERIES,
    "unit": Role.UNIT,
    "units": Role.UNIT,
    "unit measure": Role.UNIT,
    "unit of measure": Role.UNIT,
    "einheit": Role.UNIT,
    "einheiten": Role.UNIT,
    "unit multiplier": Role.MULTIPLIER,
    "unit mult": Role.MULTIPLIER,
    "geocode": Role.GEO_CODE,
    "geo code": Role.GEO_CODE,
    "observation status": Role.FLAG,
    "obs status": Role.FLAG,
    "footnote": Role.FLAG,
    "footnotes": Role.FLAG,
}
_COMMENT = re.compile(r"comments?( .*)?")

Places = Mapping[Role, Sequence[int]]


def role_of(name: str) -> Role:
    """What the column of this name is for."""
    plain = re.sub(r"[\s_-]+", " ", key(name)).strip()
    if _COMMENT.fullmatch(plain):
        return Role.FLAG
    return _ROLES.get(plain, Role.DIMENSION)


def is_open_sdg(header: Sequence[str]) -> bool:
    """Whether there is a column for the year and one for the value."""
    return {Role.YEAR, Role.VALUE} <= {role_of(name) for name in header}


def places_of(header: Sequence[str]) -> Places:
    """Where the columns of each role stand; exactly one for the year and the value."""
    places: defaultdict[Role, list[int]] = defaultdict(list)
    for place, name in enumerate(header):
        places[role_of(name)].append(place)
    for role, name in ((Role.YEAR, "Year"), (Role.VALUE, "Value")):
        if not places[role]:
            raise Invalid("exchange.column_missing", field="file", column=name)
    for role in (Role.YEAR, Role.VALUE, Role.GEO_CODE):
        if len(places[role]) > 1:
            twice = [header[place] for place in places[role]]
            raise Invalid("exchange.duplicate_columns", field="file", columns=twice)
    return places
