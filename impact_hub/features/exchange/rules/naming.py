"""What is known about an indicator, and what the series of one file are called."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from impact_hub.features.exchange.rules.dimensions import LONGEST, letter
from impact_hub.kit.slugs import slug_of

# "Units" as a multiplier says that figures are whole.
_NO_MULTIPLIER = frozenset({"", "unit", "units", "0", "1"})


Words = Mapping[str, str]  # by language
_FORMATTING = re.compile(r"<(u|b|i|em|strong|sub|sup|small)>(.*?)</\1>", re.I)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an indicator. Texts are plain; "" where nothing is known."""

    title: Words = field(default_factory=dict[str, str])
    definition: Words = field(default_factory=dict[str, str])
    number: str = ""
    unit: str = ""
    source: str = ""
    source_url: str = ""
    licence: str = ""
    rights: str = ""  # who holds them: "© …"
    coverage: str = ""

    def spoken(self, language: str) -> "Metadata":
        """This, with the words whose language nobody has told in this one."""

        def in_it(words: Words) -> Words:
            return {one or language: text for one, text in words.items()}

        return replace(self, title=in_it(self.title), definition=in_it(self.definition))

    def beside(self, other: "Metadata") -> "Metadata":
        """This, with the other language's words, and what only the other one knows."""
        return Metadata(
            title={**other.title, **self.title},
            definition={**other.definition, **self.definition},
            number=self.number or other.number,
            unit=self.unit or other.unit,
            source=self.source or other.source,
            source_url=self.source_url or other.source_url,
            licence=self.licence or other.licence,
            rights=self.rights or other.rights,
            coverage=self.coverage or other.coverage,
        )


@dataclass(frozen=True, slots=True)
class NameGroup:
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
    groups: Sequence[NameGroup], metadata: Metadata, code: str
) -> dict[NameGroup, Name]:
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


def _own_words(groups: Sequence[NameGroup]) -> Sequence[str]:
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


def without_formatting(name: str) -> str:
    """A name without the tags around words of it: <u>Rate:</u> men is Rate: men.

    Sites write them so into the names of series. Only what is opened and closed again
    is formatting: all else that looks like a tag, such as <mit Kind>, is the name.
    """
    return _FORMATTING.sub(r"\2", name)
