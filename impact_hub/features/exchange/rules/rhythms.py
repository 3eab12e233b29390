"""One rhythm for each indicator: series with several are taken apart. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from impact_hub.features.exchange.rules.sheets import Dimension, Observation, Series
from impact_hub.kit.calendar import Rhythm

RhythmWord = Callable[[Rhythm, str], str]  # "yearly", in a language


def by_rhythm(series: Series, language: str, word: RhythmWord) -> Iterator[Series]:
    """The series itself, or one for each rhythm that it says something in."""
    said = [one for one in series.observations if says_something(one)]
    counted = Counter(one.period.rhythm for one in said or series.observations)
    first = max(Rhythm, key=lambda rhythm: counted[rhythm])
    for rhythm in [first, *(one for one in counted if one is not first)]:
        own = tuple(
            one
            for one in series.observations
            if (one.period.rhythm if one.period.rhythm in counted else first) is rhythm
        )
        part = replace(series, observations=own, dimensions=_used(series, own))
        if rhythm is not first:
            part = replace(
                part,
                code=f"{series.code}-{rhythm.replace('_', '-')}",
                title={
                    spoken: f"{title} ({word(rhythm, spoken or language)})"
                    for spoken, title in series.title.items()
                },
            )
        yield part


def rhythm_of(series: Series) -> Rhythm:
    """The rhythm of what a series says; blank rows may stand beside it in another."""
    said = (one for one in series.observations if says_something(one))
    return next(said, series.observations[0]).period.rhythm


def says_something(one: Observation) -> bool:
    """Whether a row has a figure, a reason or a note."""
    return one.figure is not None or one.reason is not None or bool(one.note)


def _used(series: Series, observations: Iterable[Observation]) -> tuple[Dimension, ...]:
    """What these observations of a series are split by."""
    used = {part for one in observations for part in one.cell.parts}
    kept = (
        replace(
            dimension,
            categories=tuple(
                category
                for category in dimension.categories
                if (dimension.code, category.code) in used
            ),
        )
        for dimension in series.dimensions
    )
    return tuple(dimension for dimension in kept if dimension.categories)
