"""How figures are split, and changing it: on the page of all indicators, and within
the form of each."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.forms import (
    AddCategories,
    MergeCategory,
    MergeDimension,
    NewDimension,
    RenameCategory,
    RenameDimension,
)
from impact_hub.features.indicators.views.dimensions import (
    CategoryItem,
    DimensionItem,
)
from impact_hub.features.initiatives.rules import Right
from impact_hub.ui.fields import actions, submit
from impact_hub.ui.forms import fields, form
from impact_hub.ui.layout import section
from impact_hub.ui.menu import may
from impact_hub.ui.parts import button, confirm, more, when
from impact_hub.ui.text import Text, choose, t


def dimensions_section(state: Any) -> rx.Component:
    """All dimensions, as a state shows them that can change them."""
    return section(
        t("How figures are split"),
        rx.cond(
            state.dimensions,
            rx.el.ul(
                rx.foreach(state.dimensions, lambda item: _dimension(item, state)),
                class_name="list roomy",
            ),
            rx.el.p(
                t("By age, sex, district …: so that a total shows whom it is made of."),
                class_name="muted",
            ),
        ),
        when(
            may(Right.EDIT),
            more(
                t("Add a way to split"),
                form(NewDimension, on_submit=state.add_dimension, save=t("Add")),
            ),
        ),
    )


def _dimension(item: DimensionItem, state: Any) -> rx.Component:
    is_open = state.changing == item.id
    return rx.el.li(
        rx.el.div(
            rx.el.h3(item.title, rx.cond(item.is_levels, t(" (levels in order)"), "")),
            rx.el.ul(rx.foreach(item.categories, _category), class_name="chips"),
            when(
                may(Right.EDIT),
                rx.el.div(
                    button(
                        choose(is_open, {True: t("Done")}, t("Change")),
                        on_click=state.change_dimension(item.id),
                        look="plain small",
                        aria_label=rx.cond(
                            is_open,
                            t("Done with {title}", title=item.title),
                            t("Change {title}", title=item.title),
                        ),
                        aria_expanded=rx.cond(is_open, "true", "false"),
                    ),
                    _movers(item, state.move_dimension),
                    class_name="row",
                ),
            ),
            when(may(Right.EDIT) & is_open, _changing(item, state)),
            class_name="stack tight",
        )
    )


def _category(item: CategoryItem) -> rx.Component:
    return rx.el.li(item.title, rx.cond(item.is_retired, t(" (no longer)"), ""))


def _changing(item: DimensionItem, state: Any) -> rx.Component:
    return rx.el.div(
        _small(RenameDimension, item.id, state.rename_dimension, t("Rename")),
        rx.el.ol(
            rx.foreach(
                item.categories, lambda each: _changing_category(each, item, state)
            ),
            class_name="list roomy",
        ),
        form(
            AddCategories,
            key=item.id,
            on_submit=state.add_categories,
            save=t("Add categories"),
        ),
        more(
            t("Make it one with another way to split"),
            _small(MergeDimension, item.id, state.merge_dimension, t("Make them one")),
        ),
        confirm(
            t("Remove this way to split"),
            t(
                "Remove {title}? This is possible where nothing needs it.",
                title=item.title,
            ),
            t("Yes, remove"),
            on_click=state.remove_dimension(item.id),
        ),
        class_name="stack",
    )


def _changing_category(
    item: CategoryItem, dimension: DimensionItem, state: Any
) -> rx.Component:
    return rx.el.li(
        _small(RenameCategory, item.id, state.rename_category, t("Rename")),
        rx.el.div(
            _movers(item, state.move_category),
            rx.cond(
                item.is_retired,
                button(
                    t("Ask again"),
                    on_click=state.restore_category(item.id),
                    look="plain small",
                    aria_label=t("Ask for {title} again", title=item.title),
                ),
                button(
                    t("Ask no longer"),
                    on_click=state.retire_category(item.id),
                    look="plain small",
                    aria_label=t("Ask for {title} no longer", title=item.title),
                ),
            ),
            class_name="row",
        ),
        more(
            t("Merge or remove {title}", title=item.title),
            rx.el.div(
                _small(MergeCategory, item.id, state.merge_category, t("Merge")),
                rx.el.p(
                    t(
                        "Where figures stand under it, it is asked for no longer and "
                        "they stay; else it is gone."
                    ),
                    class_name="hint",
                ),
                button(
                    t("Remove {title}", title=item.title),
                    on_click=state.remove_category(item.id),
                    look="danger",
                ),
                class_name="stack",
            ),
        ),
        class_name="stack tight",
    )


def _small(spec: Any, key: Any, on_submit: Any, save: Text) -> rx.Component:
    """A form with a small button."""
    return form(
        spec,
        fields(),
        actions(submit(save, class_name="button quiet small")),
        key=key,
        on_submit=on_submit,
    )


def _movers(item: Any, move: Any) -> rx.Component:
    """Up and down; nothing where there is nowhere to go."""
    return rx.fragment(
        when(
            ~item.is_first,
            button(
                "↑",
                on_click=move(item.id, -1),
                look="plain small arrow",
                aria_label=t("Move {title} up", title=item.title),
            ),
        ),
        when(
            ~item.is_last,
            button(
                "↓",
                on_click=move(item.id, 1),
                look="plain small arrow",
                aria_label=t("Move {title} down", title=item.title),
            ),
        ),
    )
