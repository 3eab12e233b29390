"""How figures are split: dimensions and their categories. No change loses a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, delete, func, select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import (
    Category,
    Dimension,
    Indicator,
    Split,
    SplitDimension,
)
from impact_hub.features.indicators.rules import lengths
from impact_hub.features.indicators.rules.kinds import KINDS
from impact_hub.features.indicators.service.versions import grow, keeping, split_by
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.initiatives.rules import check_words
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import audit, clock
from impact_hub.kit.db import Row, check_revision, id_of
from impact_hub.kit.errors import Invalid, NotFound
from impact_hub.kit.forms import check_length
from impact_hub.kit.slugs import unique_slug
from impact_hub.texts import pick

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class NewCategory:
    """A category to be made. Without a code, its title gives one."""

    titles: dict[str, str]
    code: str = ""
    geo_code: str = ""


def add_dimension(
    session: Session,
    actor: Actor,
    slug: str,
    *,
    titles: dict[str, str],
    categories: list[NewCategory],
    code: str = "",
    is_levels: bool = False,
) -> Dimension:
    """Make a way to split figures, with its categories in order; of levels the lowest
    comes first."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    _check_titles(titles, initiative)
    if not categories:
        raise Invalid("indicators.categories_needed", field="categories")

    taken = set(
        session.exec(
            select(Dimension.code).where(Dimension.initiative_id == initiative.id)
        )
    )
    last = select(func.max(Dimension.position)).where(
        Dimension.initiative_id == initiative.id
    )
    dimension = Dimension(
        initiative_id=id_of(initiative),
        code=unique_slug(
            code or pick(titles, initiative.languages[0]), taken.__contains__
        ),
        titles=titles,
        position=(session.exec(last).one() or 0) + 1,
        is_levels=is_levels,
    )
    session.add(dimension)
    session.flush()
    _add_categories(session, initiative, dimension, categories)
    audit.record_in(session, actor, "dimension.add", dimension, code=dimension.code)
    return dimension


def rename_dimension(
    session: Session,
    actor: Actor,
    dimension_id: int,
    titles: dict[str, str],
    *,
    revision: int | None = None,
) -> None:
    """Call a way to split something else. It stays the same."""
    dimension = queries.get_dimension_to_edit(session, actor, dimension_id)
    check_revision(dimension, revision)
    _check_titles(titles, session.get_one(Initiative, dimension.initiative_id))

    dimension.titles = titles
    audit.record_in(session, actor, "dimension.rename", dimension)


def move_dimension(
    session: Session, actor: Actor, dimension_id: int, *, by: int
) -> None:
    """Move a dimension among all: -1 up, 1 down."""
    dimension = queries.get_dimension_to_edit(session, actor, dimension_id)
    everyone = session.exec(
        select(Dimension)
        .where(Dimension.initiative_id == dimension.initiative_id)
        .order_by(col(Dimension.position), col(Dimension.id))
    ).all()

    for position, each in enumerate(_moved(everyone, dimension, by)):
        each.position = position
    audit.record_in(session, actor, "dimension.move", dimension)


def add_categories(
    session: Session,
    actor: Actor,
    dimension_id: int,
    categories: list[NewCategory],
    *,
    revision: int | None = None,
) -> None:
    """Ask for more categories; they come last."""
    dimension = queries.get_dimension_to_edit(session, actor, dimension_id)
    initiative = session.get_one(Initiative, dimension.initiative_id)
    check_revision(dimension, revision)
    if not categories:
        raise Invalid("indicators.categories_needed", field="categories")

    with keeping(session, actor, split_by(session, actor, dimension_id)):
        _add_categories(session, initiative, dimension, categories)
    audit.record_in(session, actor, "dimension.add_categories", dimension)


def locate_categories(
    session: Session, actor: Actor, dimension_id: int, geo_codes: Mapping[str, str]
) -> None:
    """Say which areas categories are, by their codes."""
    dimension = queries.get_dimension_to_edit(session, actor, dimension_id)

    for category in session.exec(
        select(Category).where(Category.dimension_id == dimension.id)
    ):
        category.geo_code = geo_codes.get(category.code, category.geo_code)
    audit.record_in(session, actor, "dimension.locate_categories", dimension)


def rename_category(
    session: Session,
    actor: Actor,
    category_id: int,
    titles: dict[str, str],
    *,
    revision: int | None = None,
) -> None:
    """Call a category something else. Its values stay with it."""
    category, dimension = queries.get_category_to_edit(session, actor, category_id)
    check_revision(category, revision)
    _check_titles(titles, session.get_one(Initiative, dimension.initiative_id))

    with keeping(session, actor, split_by(session, actor, id_of(dimension))):
        category.titles = titles
    audit.record_in(session, actor, "category.rename", dimension)


def move_category(session: Session, actor: Actor, category_id: int, *, by: int) -> None:
    """Move a category, or a level: -1 up, 1 down."""
    category, dimension = queries.get_category_to_edit(session, actor, category_id)
    everyone = session.exec(
        select(Category)
        .where(Category.dimension_id == dimension.id)
        .order_by(col(Category.position), col(Category.id))
    ).all()

    with keeping(session, actor, split_by(session, actor, id_of(dimension))):
        for position, each in enumerate(_moved(everyone, category, by)):
            each.position = position
    audit.record_in(session, actor, "category.move", dimension)


def retire_category(session: Session, actor: Actor, category_id: int) -> None:
    """Ask for a category no longer. What was reported for it stays and is shown."""
    category, dimension = queries.get_category_to_edit(session, actor, category_id)

    with keeping(session, actor, split_by(session, actor, id_of(dimension))):
        category.retired_at = category.retired_at or clock.now()
    audit.record_in(session, actor, "category.retire", dimension)


def restore_category(session: Session, actor: Actor, category_id: int) -> None:
    """Ask for a category again."""
    category, dimension = queries.get_category_to_edit(session, actor, category_id)

    with keeping(session, actor, split_by(session, actor, id_of(dimension))):
        category.retired_at = None
    audit.record_in(session, actor, "category.restore", dimension)


def set_splits(
    session: Session,
    actor: Actor,
    indicator: Indicator,
    splits: Sequence[Sequence[int]],
) -> None:
    """Say how an indicator is split: by single dimensions, or by crossed ones.

    Values of other splits stay.
    """
    with keeping(session, actor, [indicator]):
        put_splits(session, actor, indicator, splits)
    grow(indicator)
    audit.record_in(session, actor, "indicator.split", indicator)


def put_splits(
    session: Session,
    actor: Actor,
    indicator: Indicator,
    splits: Sequence[Sequence[int]],
) -> None:
    """The same as a part of something larger, which is recorded as a whole."""
    initiative = session.get_one(Initiative, indicator.initiative_id)
    actor.require(Permission.INITIATIVE_EDIT, at=initiative.lead_id)
    if splits and not KINDS[indicator.kind].has_categories:
        raise Invalid("indicators.not_splittable", field="splits")
    for dimension_id in {one for split in splits for one in split}:
        dimension = queries.get_dimension_to_edit(session, actor, dimension_id)
        if dimension.initiative_id != indicator.initiative_id:
            raise NotFound("indicators.no_such_dimension")

    session.exec(delete(Split).where(col(Split.indicator_id) == indicator.id))
    each = dict.fromkeys(tuple(dict.fromkeys(split)) for split in splits if split)
    for position, dimension_ids in enumerate(each):
        split = Split(indicator_id=id_of(indicator), position=position)
        session.add(split)
        session.flush()
        for place, dimension_id in enumerate(dimension_ids):
            session.add(
                SplitDimension(
                    split_id=id_of(split), dimension_id=dimension_id, position=place
                )
            )
    session.flush()


def _add_categories(
    session: Session,
    initiative: Initiative,
    dimension: Dimension,
    categories: list[NewCategory],
) -> None:
    present = session.exec(
        select(Category.code, Category.position).where(
            Category.dimension_id == dimension.id
        )
    ).all()
    taken = {code for code, _ in present}
    first = max((position for _, position in present), default=-1) + 1
    for position, new in enumerate(categories, start=first):
        _check_titles(new.titles, initiative, field="categories")
        title = pick(new.titles, initiative.languages[0])
        code = unique_slug(new.code or title, taken.__contains__)
        taken.add(code)
        session.add(
            Category(
                dimension_id=id_of(dimension),
                code=code,
                titles=new.titles,
                geo_code=new.geo_code,
                position=position,
            )
        )
    session.flush()


def _check_titles(
    titles: dict[str, str], initiative: Initiative, *, field: str = "titles"
) -> None:
    check_words(titles, initiative.languages, field=field)
    for language, title in titles.items():
        check_length(title, most=lengths.CATEGORY, field=f"{field}.{language}")


def _moved(everyone: Sequence[R], one: R, by: int) -> list[R]:
    """All in order, with one at another place."""
    place = everyone.index(one)
    moved = [*everyone]
    moved.insert(max(0, place + by), moved.pop(place))
    return moved
