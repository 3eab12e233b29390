"""The impact logic as pages show it: in the reader's words, all of it at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from impact_hub.features.impact_logic import queries
from impact_hub.features.impact_logic.rows import LinkRow, LogicRows, ResultRow
from impact_hub.features.impact_logic.rules import STEPS, allowed_effects, group_of
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.queries import PlaceRow
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import Session
from impact_hub.texts import formats, ntext, pick

# As much of a title as stands on one of the small stairs, and in a list to choose from.
STAIR_LETTERS = 60
CHOICE_LETTERS = 120


@dataclass(frozen=True)
class StairItem:
    """A step of the small stairs; it says nothing where nothing stands on it."""

    number: str
    said: str


@dataclass(frozen=True)
class LinkItem:
    """A link as one of its two ends shows it."""

    id: str
    other: str  # the number of the result at the other end
    title: str
    assumption: str
    assumptions: dict[str, str]
    revision: int


@dataclass(frozen=True)
class ResultItem:
    """A box on a step."""

    id: str
    step: str
    title: str
    description: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    revision: int
    causes: tuple[LinkItem, ...]  # what leads here
    effects: tuple[LinkItem, ...]  # what it leads to


@dataclass(frozen=True)
class StepItem:
    """A step with what stands on it."""

    number: str
    group: str
    results: tuple[ResultItem, ...]


@dataclass(frozen=True)
class ArcItem:
    """A link, drawn."""

    cause: str
    effect: str


@dataclass(frozen=True)
class LogicPage:
    """The stairs, from the top step down."""

    is_empty: bool = True
    languages: tuple[str, ...] = ()
    steps: tuple[StepItem, ...] = ()
    arcs: tuple[ArcItem, ...] = field(default=())


def arriving(session: Session, actor: Actor, slug: str) -> tuple[PlaceRow, LogicPage]:
    """The page for those who take part, and the initiative around it."""
    place = initiatives.get_place(session, actor, slug)
    return place, logic_page(session, actor, slug)


def logic_page(session: Session, actor: Actor, slug: str) -> LogicPage:
    """An initiative's stairs, and what leads to what on them."""
    logic = queries.get_logic(session, actor, slug)
    return LogicPage(
        is_empty=not logic.results,
        languages=logic.languages,
        steps=tuple(_step(step, logic, actor.locale) for step in reversed(STEPS)),
        arcs=tuple(
            ArcItem(str(link.cause_id), str(link.effect_id)) for link in logic.links
        ),
    )


def find(page: LogicPage, number: str) -> ResultItem | None:
    """A result on the page by its number."""
    return next((each for each in _all(page) if each.id == number), None)


def targets(page: LogicPage, cause: ResultItem) -> list[tuple[str, str]]:
    """What a result may lead to besides, to choose from: the next steps come first."""
    boxes = {each.id: _Box(int(each.id), int(each.step)) for each in _all(page)}
    allowed = allowed_effects(
        boxes[cause.id],
        boxes.values(),
        leads_to=[int(link.other) for link in cause.effects],
    )
    titles = {each.id: each.title for each in _all(page)}
    return [
        (
            str(box.id),
            f"{box.step} · {formats.shortened(titles[str(box.id)], CHOICE_LETTERS)}",
        )
        for box in sorted(
            allowed, key=lambda box: (box.step == boxes[cause.id].step, box.step)
        )
    ]


def stairs(results: Sequence[ResultRow], locale: str) -> list[StairItem]:
    """The seven steps, from the lowest up, each with what stands on it."""
    return [
        StairItem(
            str(step),
            _said([pick(r.titles, locale) for r in results if r.step == step], locale),
        )
        for step in STEPS
        if step
    ]


@dataclass(frozen=True)
class _Box:
    id: int
    step: int


def _all(page: LogicPage) -> list[ResultItem]:
    return [each for step in page.steps for each in step.results]


def _step(step: int, logic: LogicRows, locale: str) -> StepItem:
    return StepItem(
        number=str(step),
        group=str(group_of(step)),
        results=tuple(
            _result(row, logic, locale) for row in logic.results if row.step == step
        ),
    )


def _result(row: ResultRow, logic: LogicRows, locale: str) -> ResultItem:
    titles = {each.id: pick(each.titles, locale) for each in logic.results}

    def item(link: LinkRow, other: int) -> LinkItem:
        return LinkItem(
            id=str(link.id),
            other=str(other),
            title=titles[other],
            assumption=pick(link.assumptions, locale),
            assumptions=link.assumptions,
            revision=link.revision,
        )

    return ResultItem(
        id=str(row.id),
        step=str(row.step),
        title=titles[row.id],
        description=pick(row.descriptions, locale),
        titles=row.titles,
        descriptions=row.descriptions,
        revision=row.revision,
        causes=tuple(
            item(link, link.cause_id)
            for link in logic.links
            if link.effect_id == row.id
        ),
        effects=tuple(
            item(link, link.effect_id)
            for link in logic.links
            if link.cause_id == row.id
        ),
    )


def _said(titles: Sequence[str], locale: str) -> str:
    if not titles:
        return ""
    first = formats.shortened(titles[0], STAIR_LETTERS)
    more = len(titles) - 1
    if not more:
        return first
    return ntext(
        "{first}, and {n} more", "{first}, and {n} more", more, locale, first=first
    )
