"""Parts that pages are made of: buttons, status, lists, empty states."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

import reflex as rx

from impact_hub.ui.shapes import shape
from impact_hub.ui.text import Text, choose, in_words, t


def when(condition: Any, *content: rx.Component) -> rx.Component:
    """Something that stands there only if something holds."""
    inside = content[0] if len(content) == 1 else rx.fragment(*content)
    return rx.cond(condition, inside)


def link_button(label: Text, href: Text, *, quiet: bool = False) -> rx.Component:
    """A link that looks like a button: it leads to where something is done."""
    return rx.el.a(label, href=href, class_name="button quiet" if quiet else "button")


def button(
    label: Text, *, on_click: Any, look: str = "quiet", **props: Any
) -> rx.Component:
    """A button that does something: `look` is quiet, plain, danger, small …"""
    return rx.el.button(
        label,
        type="button",
        on_click=on_click,
        class_name=f"button {look}".strip(),
        **props,
    )


def confirm(
    label: Any, question: Text | rx.Component, yes: Text, *, on_click: Any
) -> rx.Component:
    """Something that cannot be undone by itself: asked about once more, in place."""
    return rx.el.details(
        rx.el.summary(label),
        rx.el.div(
            question if isinstance(question, rx.Component) else rx.el.p(question),
            button(yes, on_click=on_click, look="danger"),
            class_name="stack tight",
        ),
        class_name="more",
    )


def more(
    summary: Text | rx.Component, *content: rx.Component, **props: Any
) -> rx.Component:
    """More on a tap."""
    return rx.el.details(rx.el.summary(summary), *content, class_name="more", **props)


def empty(title: Text, text: Text, *actions: rx.Component) -> rx.Component:
    """Instead of nothing: what will be here, and how to begin."""
    return rx.el.div(
        rx.el.h3(title),
        rx.el.p(text),
        rx.el.div(*actions, class_name="row") if actions else None,
        class_name="empty",
    )


def told(*content: rx.Component | Text, tone: Any = "") -> rx.Component:
    """Something to know before going on: `tone` is watch, behind or good."""
    return rx.el.div(*content, class_name="told " + tone)


def status(code: Any, words: Mapping[Any, str]) -> rx.Component:
    """A status: a word and a shape, then a colour. `words` are its room's."""
    return rx.el.span(
        shape(code),
        choose(code, in_words(words)),
        class_name="status " + code,
    )


def copy_field(label: Text, value: Text) -> rx.Component:
    """Something to copy and send on, such as an invitation's link. It comes into view,
    wherever on the page it was asked for."""
    return rx.el.div(
        rx.el.input(
            value=value,
            read_only=True,
            auto_focus=True,
            key=value,
            aria_label=label,
            class_name="input",
            custom_attrs={"data-copy": True},
        ),
        button(t("Copy"), on_click=rx.set_clipboard(value), look="quiet"),
        class_name="copy",
    )


def scroll(label: Text, *content: rx.Component) -> rx.Component:
    """Something wide, such as a table: it scrolls in itself, by keyboard too."""
    return rx.el.div(
        *content, role="region", aria_label=label, tab_index=0, class_name="scroll"
    )


def table(
    label: Text, heads: Sequence[Any], rows: Any, *, numbers: Container[int] = ()
) -> rx.Component:
    """A table that scrolls in itself. `numbers`: places of columns of figures."""
    return scroll(
        label,
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    *[
                        rx.el.th(
                            head,
                            scope="col",
                            class_name="number" if place in numbers else "",
                        )
                        for place, head in enumerate(heads)
                    ]
                )
            ),
            rx.el.tbody(rows),
        ),
    )


def figure_cell(figure: Any, part_of: Any) -> rx.Component:
    """A figure in a table; below a share stands what it is a share of."""
    return rx.el.td(
        figure,
        rx.cond(part_of != "", rx.el.span(part_of, class_name="hint part-of")),
        class_name="number",
    )


def download(label: Text | rx.Component, href: Any) -> rx.Component:
    """A link to a file that the browser keeps."""
    return rx.el.a(
        label,
        href=href,
        download=True,
        class_name="button quiet",
        custom_attrs={"reloadDocument": True},
    )
