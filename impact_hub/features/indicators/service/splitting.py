"""How figures are split: dimensions and their categories. No change loses a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import (
    Category,
    Dimension,
    Indicator,
    Split,
    SplitDimension,
)
from impact_hub.features.indicators.rules.kinds import KINDS
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.initiatives.rules import check_words
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import audit, clock
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Invalid, NotFound
from impact_hub.kit.slugs import unique_slug
from impact_hub.texts import pick


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
) -> Dimension:
    """Make a way to split figures, with its categories in order."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    check_words(titles, initiative.languages, field="dimension")
    if not categories:
        raise Invalid("indicators.categories_needed", field="categories")

    taken = set(
        session.exec(
            select(Dimension.code).where(Dimension.initiative_id == initiative.id)
        )
    )
    dimension = Dimension(
        initiative_id=id_of(initiative),
        code=unique_slug(
            code or pick(titles, initiative.languages[0]), taken.__contains__
        ),
        titles=titles,
    )
    session.add(dimension)
    session.flush()
    _add_categories(session, initiative, dimension, categories)
    _record(session, actor, "dimension.add", dimension)
    return dimension


def add_categories(
    session: Session, actor: Actor, dimension_id: int, categories: list[NewCategory]
) -> None:
    """Ask for more categories; they come last."""
    dimension = queries.get_dimension_to_edit(session, actor, dimension_id)
    initiative = session.get_one(Initiative, dimension.initiative_id)

    _add_categories(session, initiative, dimension, categories)
    _record(session, actor, "dimension.add_categories", dimension)


def locate_categories(
    session: Session, actor: Actor, dimension_id: int, geo_codes: Mapping[str, str]
) -> None:
    """Say which areas categories are, by their codes."""
    dimension = queries.get_dimension_to_edit(session, actor, dimension_id)

    for category in session.exec(
        select(Category).where(Category.dimension_id == dimension.id)
    ):
        category.geo_code = geo_codes.get(category.code, category.geo_code)
    _record(session, actor, "dimension.locate_categories", dimension)


def rename_category(
    session: Session, actor: Actor, category_id: int, titles: dict[str, str]
) -> None:
    """Call a category something else. Its values stay with it."""
    category, dimension = _category(session, actor, category_id)
    languages = session.get_one(Initiative, dimension.initiative_id).languages
    check_words(titles, languages, field="category")

    category.titles = titles
    _record(session, actor, "category.rename", dimension)


def retire_category(session: Session, actor: Actor, category_id: int) -> None:
    """Ask for a category no longer. What was reported for it stays and is shown."""
    category, dimension = _category(session, actor, category_id)

    category.retired_at = category.retired_at or clock.now()
    _record(session, actor, "category.retire", dimension)


def restore_category(session: Session, actor: Actor, category_id: int) -> None:
    """Ask for a category again."""
    category, dimension = _category(session, actor, category_id)

    category.retired_at = None
    _record(session, actor, "category.restore", dimension)


def set_splits(
    session: Session,
    actor: Actor,
    indicator: Indicator,
    splits: Sequence[Sequence[int]],
) -> None:
    """Say how an indicator is split: by single dimensions, or by crossed ones.

    Values of other splits stay.
    """
    initiative = session.get_one(Initiative, indicator.initiative_id)
    actor.require(Permission.INITIATIVE_EDIT, at=initiative.lead_id)
    if splits and not KINDS[indicator.kind].has_categories:
        raise Invalid("indicators.not_splittable", field="dimensions")
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
        select(Category.code).where(Category.dimension_id == dimension.id)
    ).all()
    taken = set(present)
    for position, new in enumerate(categories, start=len(taken)):
        check_words(new.titles, initiative.languages, field="category")
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


def _category(
    session: Session, actor: Actor, category_id: int
) -> tuple[Category, Dimension]:
    actor.require_sign_in()
    seen = (
        select(Category)
        .join(Dimension, col(Dimension.id) == Category.dimension_id)
        .join(Initiative, col(Initiative.id) == Dimension.initiative_id)
        .where(Category.id == category_id, initiatives.seen_by(actor))
    )
    category = session.exec(seen).one_or_none()
    if category is None:
        raise NotFound("indicators.no_such_category")
    return category, queries.get_dimension_to_edit(
        session, actor, category.dimension_id
    )


def _record(session: Session, actor: Actor, action: str, subject: Dimension) -> None:
    audit.record(session, actor, action, subject.id, within=subject.initiative_id)
