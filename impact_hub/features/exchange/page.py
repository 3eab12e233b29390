"""The page of import and export: first look, then carry out."""

from typing import Any

import reflex as rx

from impact_hub.features.exchange.state import (
    DoubtItem,
    ImportState,
    ProblemItem,
    UpdateItem,
)
from impact_hub.features.initiatives.rules import Right
from impact_hub.ui.elements import FilePicker, UploadForm
from impact_hub.ui.fields import actions, error_of, select_field, text_field, wired
from impact_hub.ui.layout import page_head, place_eyebrow, screen, section
from impact_hub.ui.menu import may
from impact_hub.ui.parts import download, more, table, told
from impact_hub.ui.state import AppState
from impact_hub.ui.text import count, t, tn


def import_page() -> rx.Component:
    return screen(
        page_head(
            t("Import and export"),
            t("Nothing changes before you have seen what would change."),
            eyebrow=place_eyebrow(),
        ),
        rx.cond(may(Right.EDIT), _import()),
        _export(),
        here="settings",
    )


def _import() -> rx.Component:
    state = ImportState
    return section(
        t("Bring figures in"),
        UploadForm.create(
            _file_field(
                "file",
                t("File"),
                t("A CSV file: from this hub, or in the format of Open SDG."),
                ".csv,.tsv,.txt,text/csv",
            ),
            more(
                t("More about a file from elsewhere"),
                rx.el.div(
                    select_field(
                        "partner",
                        t("Whose figures are these?"),
                        state.partners,
                        hint=t("The organisation takes part as a partner."),
                    ),
                    _file_field(
                        "metadata",
                        t("Description files (if there are any)"),
                        t("The metadata of Open SDG, a file for each language."),
                        ".md,.yml,.yaml,.json",
                        multiple=True,
                    ),
                    text_field("source", t("Source")),
                    text_field("source_url", t("Web address of the source")),
                    text_field("licence", t("Licence")),
                    select_field(
                        "decimal",
                        t("Decimal sign"),
                        [
                            ("", t("find out")),
                            (".", t("point: 1.5")),
                            (",", t("comma: 1,5")),
                        ],
                    ),
                    select_field(
                        "year_begins",
                        t("A year like 2023/24 begins in"),
                        [
                            ("", t("August (as it seems)")),
                            ("school", t("August: a school year")),
                            ("april", t("April")),
                            ("july", t("July")),
                            ("october", t("October")),
                            ("calendar", t("January: two calendar years")),
                        ],
                    ),
                    select_field(
                        "dates",
                        t("A day like 2026-01-01 stands for"),
                        [
                            ("", t("find out")),
                            ("day", t("this day")),
                            ("month", t("its month")),
                            ("quarter", t("its quarter")),
                            ("half_year", t("its half-year")),
                            ("year", t("its year")),
                        ],
                    ),
                    class_name="stack",
                ),
                open=state.asks_more,
            ),
            rx.cond(
                state.asks_why,
                text_field(
                    "why",
                    t("Why do approved figures change?"),
                    hint=t("The partners read it beside what was there before."),
                ),
            ),
            actions(
                rx.el.button(
                    t("Look at it first"),
                    type="submit",
                    value="plan",
                    class_name=rx.cond(state.is_possible, "button quiet", "button"),
                ),
                rx.cond(
                    state.is_possible,
                    rx.el.button(
                        t("Import it now"),
                        type="submit",
                        value="carry_out",
                        class_name="button",
                    ),
                ),
                rx.el.span(
                    t("The file is being read …"),
                    role="status",
                    class_name="busy-note",
                ),
            ),
            action=state.action,
            on_answer=state.take,
            on_changed=state.forget,
            class_name="form",
        ),
        rx.el.div(
            rx.cond(
                state.told != "",
                told(
                    rx.el.p(state.told),
                    rx.cond(
                        state.is_done,
                        rx.el.a(t("To the overview"), href="/i/" + AppState.place_slug),
                    ),
                    tone=state.tone,
                ),
            ),
            rx.cond(state.has_plan, _plan()),
            role="region",
            aria_label=t("What would change"),
            aria_live="polite",
            class_name="stack section",
        ),
    )


def _file_field(
    name: str, label: Any, hint: Any, accept: str, *, multiple: bool = False
) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, id=name + "-hint", class_name="hint"),
        FilePicker.create(
            choose=t("Choose files") if multiple else t("Choose a file"),
            none=t("None chosen yet"),
            accept=accept,
            multiple=multiple,
            **wired(name, hint=True),
        ),
        rx.el.p(error_of(name), id=name + "-error", class_name="error"),
        class_name="field",
    )


def _plan() -> rx.Component:
    state = ImportState
    return rx.el.div(
        rx.el.h3(t("What would change")),
        rx.el.p(tn("{n} row was read:", "{n} rows were read:", state.rows)),
        _rows(),
        _names(t("New indicators"), state.new_indicators),
        _names(t("New periods"), state.new_periods),
        rx.cond(
            state.new_categories > 0,
            rx.el.p(tn("{n} new category", "{n} new categories", state.new_categories)),
        ),
        rx.cond(
            state.new_areas > 0,
            rx.el.p(
                tn(
                    "{n} category gets the code of its area",
                    "{n} categories get the code of their area",
                    state.new_areas,
                )
            ),
        ),
        rx.cond(state.problems, _problems()),
        rx.cond(
            state.doubts,
            told(
                rx.el.p(rx.el.strong(t("Please have a look:"))),
                rx.el.ul(rx.foreach(state.doubts, _doubt), class_name="plain-list"),
                tone="watch",
            ),
        ),
        rx.cond(state.updates, more(t("Every update"), _updates())),
        class_name="stack",
    )


def _rows() -> rx.Component:
    """What the rows are: each is one of these."""
    state = ImportState
    kinds = (
        (tn("{n} figure is new", "{n} figures are new", state.added), state.added),
        (
            tn("{n} figure would change", "{n} figures would change", state.changed),
            state.changed,
        ),
        (
            tn(
                "{n} figure would be taken out",
                "{n} figures would be taken out",
                state.removed,
            ),
            state.removed,
        ),
        (
            tn(
                "{n} figure stays as it is",
                "{n} figures stay as they are",
                state.unchanged,
            ),
            state.unchanged,
        ),
        (
            tn(
                "{n} row is blank, here and in the hub",
                "{n} rows are blank, here and in the hub",
                state.blank,
            ),
            state.blank,
        ),
        (
            tn(
                "{n} row says the same as an earlier one",
                "{n} rows say the same as an earlier one",
                state.repeated,
            ),
            state.repeated,
        ),
        (
            tn(
                "Besides, {n} total is added up anew",
                "Besides, {n} totals are added up anew",
                state.summed,
            ),
            state.summed,
        ),
    )
    return rx.el.ul(
        *(rx.cond(n > 0, rx.el.li(sentence)) for sentence, n in kinds),
        class_name="plain-list figure",
    )


def _doubt(item: DoubtItem) -> rx.Component:
    """What somebody should look at, where, and where to say how it is meant."""
    place = rx.cond(
        item.column != "",
        t("Line {line}, {column}:", line=item.line, column=item.column),
        t("Line {line}:", line=item.line),
    )
    return rx.el.li(
        rx.el.strong(place),
        " ",
        item.message,
        rx.cond(
            item.field != "",
            rx.el.span(" ", rx.el.a(t("Say how it is meant"), href="#" + item.field)),
        ),
    )


def _names(label: Any, names: Any) -> rx.Component:
    return rx.cond(
        names,
        rx.el.div(
            rx.el.p(label, ":"),
            rx.el.ul(
                rx.foreach(names, lambda name: rx.el.li(name, class_name="chip")),
                class_name="chips",
            ),
            class_name="stack tight",
        ),
    )


def _problems() -> rx.Component:
    state = ImportState

    def line(item: ProblemItem) -> rx.Component:
        return rx.el.tr(
            rx.el.td(item.line, class_name="number"),
            rx.el.td(item.column),
            rx.el.td(item.message),
        )

    return rx.el.div(
        told(
            tn(
                "{n} thing has to be put right in the file. Nothing is imported.",
                "{n} things have to be put right in the file. Nothing is imported.",
                state.problems_total,
            ),
            tone="behind",
        ),
        table(
            t("What is wrong, and where"),
            [t("Line"), t("Column"), t("What is wrong")],
            rx.foreach(state.problems, line),
            numbers=(0,),
        ),
        rx.cond(
            state.problems_total > count(state.problems),
            rx.el.p(
                t("These are the first {n}.", n=count(state.problems)),
                class_name="hint",
            ),
        ),
        class_name="stack",
    )


def _updates() -> rx.Component:
    def line(item: UpdateItem) -> rx.Component:
        return rx.el.tr(
            rx.el.th(item.partner, scope="row"),
            rx.el.td(item.period),
            rx.el.td(item.added, class_name="number"),
            rx.el.td(item.changed, class_name="number"),
            rx.el.td(item.removed, class_name="number"),
        )

    return table(
        t("Every update"),
        [t("Partner"), t("Period"), t("added"), t("changed"), t("taken out")],
        rx.foreach(ImportState.updates, line),
        numbers=(2, 3, 4),
    )


def _export() -> rx.Component:
    base = "/api/v1/initiatives/" + AppState.place_slug
    return section(
        t("Take figures out"),
        rx.el.p(
            t(
                "Every figure that you may see, with its codes: to keep, to work with, "
                "or to bring in again. The codebook says what the codes mean."
            )
        ),
        rx.el.div(
            download(t("Figures as CSV"), base + "/figures.csv"),
            download(t("For German Excel"), base + "/figures.csv?format=excel"),
            download(t("Codebook"), base + "/codebook.csv"),
            class_name="row",
        ),
    )
