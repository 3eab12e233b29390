"""What the series of one file are called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from impact_hub.features.exchange.rules.codes import LONGEST, letter
from impact_hub.features.exchange.rules.metadata import Metadata, without_formatting
from impact_hub.kit.slugs import slug_of

# "Units" as a multiplier says that figures are whole.
_NO_MULTIPLIER = frozenset({"", "unit", "units", "0", "1"})


@dataclass(frozen=True, slots=True)
class Group:
    """What tells a series from the others of its file."""

    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    multipliers: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        return self.names + self.units + self.multipliers

    @property
    def unit(self) -> str:
        """The unit as people read it, "" where the file says none."""
        unit = _told(self.units)
        times = [m for m in self.multipliers if m.casefold() not in _NO_MULTIPLIER]
        return " ".join(filter(None, (unit, *(f"({m})" for m in times))))


@dataclass(frozen=True, slots=True)
class Name:
    """Code, title and unit of one series."""

    code: str
    title: Mapping[str, str]
    unit: str


def names_of(
    groups: Sequence[Group], metadata: Metadata, code: str
) -> dict[Group, Name]:
    """A name for each group: with a letter and with what is its own, if there are many.

    Where the file says no unit, the metadata's unit counts. The letters go by the order
    in the file.
    """
    base = slug_of(code, longest=LONGEST) or "indicator"
    return {
        group: Name(
            code=base if len(groups) == 1 else f"{base}-{letter(index)}",
            title=_title(metadata, own, _told(group.names) or code),
            unit=group.unit or metadata.unit,
        )
        for index, (group, own) in enumerate(
            zip(groups, _own_words(groups), strict=True)
        )
    }


def _own_words(groups: Sequence[Group]) -> Sequence[str]:
    """What tells each group apart: its name, and its unit only if it takes that too."""
    if len(groups) == 1:
        return [""]
    names = [_told(group.names) for group in groups]
    if len(set(names)) == len(groups):
        return names
    varying = [
        place
        for place, parts in enumerate(zip(*(g.parts for g in groups), strict=True))
        if len(set(parts)) > 1
    ]
    return [_told(group.parts[place] for place in varying) for group in groups]


def _told(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts))


def _title(metadata: Metadata, own: str, otherwise: str) -> Mapping[str, str]:
    if not metadata.title:
        return {"": without_formatting(own or otherwise)}
    own = without_formatting(own)
    return {
        language: f"{title} – {own}" if own else title
        for language, title in metadata.title.items()
    }
