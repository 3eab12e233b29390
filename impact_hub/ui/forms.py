"""Forms in pages. What stands in them is declared (`kit.specs`) and shown by the state.

A whole form, with its button:

    form(RenameCategory, key=item.id, on_submit=State.rename, save=t("Rename"))

One that is laid out by its page:

    form(
        ProfileForm,
        fields("name", "kind"),
        side_by_side("starts", "ends"),
        actions(submit(t("Save")), cancel(t("Cancel"), href="/")),
        on_submit=State.save,
    )

Where the state shows no such form, nothing is drawn. Ids, labels, hints and errors are
tied to one another; what is typed is kept in the tab until the server has taken it.
"""

from typing import Any

import reflex as rx

from impact_hub.kit.specs import FormSpec
from impact_hub.ui.fields import actions, submit
from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text, t

_forms: Any = AppState.forms  # in a page it is a variable, whatever its annotation says


class HubForm(rx.Component):
    """A form drawn from a FormView (assets/js/forms.js)."""

    library = "$/public/js/forms.js"
    tag = "HubForm"

    form: rx.Var[Any]
    reader: rx.Var[str]
    opens: rx.Var[bool]
    action: rx.Var[str]
    words: rx.Var[dict[str, str]]
    on_submit: rx.EventHandler[lambda form_id, sent: [form_id, sent]]
    on_redraw: rx.EventHandler[lambda form_id, sent: [form_id, sent]]


class HubFields(rx.Component):
    """Some of the fields of the form around it."""

    library = "$/public/js/forms.js"
    tag = "HubFields"

    names: rx.Var[list[str]]
    beside: rx.Var[bool]


class TakenForms(rx.Component):
    """Forgets what was typed into forms that the server has taken."""

    library = "$/public/js/forms.js"
    tag = "TakenForms"

    reader: rx.Var[str]
    taken: rx.Var[dict[str, str]]


def form(
    spec: type[FormSpec],
    *content: rx.Component,
    on_submit: Any,
    key: Text = "",
    save: Text | None = None,
    **props: Any,
) -> rx.Component:
    """A form of this kind; `key` tells which of several. Without content it has all
    of its fields, and a button that says `save`.

    `on_redraw` is an event with the form's id and what is typed: sent when a field
    that is declared `live` changes, so that the state can show the form otherwise.
    One that `opens` within a page takes the cursor.
    """
    label = t("Save") if save is None else save
    inside = content or (fields(), actions(submit(label)))
    return HubForm.create(
        *inside,
        form=_shown(spec, key),
        reader=AppState.reader,
        words=_words(),
        on_submit=on_submit,
        **{"class_name": "form", **props},
    )


def native_form(
    spec: type[FormSpec],
    *content: rx.Component,
    action: Text,
    save: Text,
    **props: Any,
) -> rx.Component:
    """A form that the browser submits to a route, which can set a cookie. Content goes
    along, such as hidden values; what is typed is not kept."""
    return HubForm.create(
        *content,
        fields(),
        actions(submit(save)),
        form=_shown(spec, ""),
        reader="",
        words=_words(),
        action=action,
        **{"class_name": "form", **props},
    )


def fields(*names: str) -> rx.Component:
    """Fields of the form around it, by the names that they are declared with."""
    return HubFields.create(names=list(names), beside=False)


def side_by_side(*names: str) -> rx.Component:
    """The same beside one another, where there is room."""
    return HubFields.create(names=list(names), beside=True)


def cancel(label: Text, *, href: Text | None = None, on_click: Any = None) -> Any:
    """Leave a form, and forget what was typed into it."""
    props: dict[str, Any] = {
        "class_name": "button quiet",
        "custom_attrs": {"data-forget": True},
    }
    if href is not None:
        return rx.el.a(label, href=href, **props)
    return rx.el.button(label, type="button", on_click=on_click, **props)


def _shown(spec: type[FormSpec], key: Text) -> Any:
    if isinstance(key, str):
        return _forms[spec.form_id(key)]
    return _forms[spec.spec() + "-" + key]


def _words() -> Any:
    """What forms themselves say, in the reader's language."""
    return {
        "tooLong": t("At most {most} characters fit; these are {n}."),
        "restored": t("You have typed this before, and it is not saved yet."),
        "discard": t("Discard it"),
        "differs": t("Somebody has changed this to:"),
        "nothing": t("nothing"),
        "take": t("Use that"),
    }
