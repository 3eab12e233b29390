"""Elements of our own, in a few lines of JavaScript each (assets/js)."""

from typing import Any

import reflex as rx


class DocumentLanguage(rx.Component):
    """Keeps the document's language at the reader's."""

    library = "$/public/js/frame.js"
    tag = "DocumentLanguage"

    lang: rx.Var[str]


class Arrived(rx.Component):
    """Shows a page once the server has looked at its address."""

    library = "$/public/js/frame.js"
    tag = "Arrived"

    at: rx.Var[str]
    loaded: rx.Var[bool]
    waiting: rx.Var[rx.Component]


class FirstError(rx.Component):
    """Puts the cursor into the first wrong field of a refused form."""

    library = "$/public/js/frame.js"
    tag = "FirstError"

    refusals: rx.Var[int]


class MenuCloser(rx.Component):
    """Puts open menus away."""

    library = "$/public/js/frame.js"
    tag = "MenuCloser"


class ConnectionNote(rx.Component):
    """Says that the connection is lost, until it is back."""

    library = "$/public/js/failure.js"
    tag = "ConnectionNote"

    errors: rx.Var[int]
    lost: rx.Var[str]


class FailureBoundary(rx.Component):
    """Stands in for a page that could not be drawn."""

    library = "$/public/js/failure.js"
    tag = "FailureBoundary"

    words: rx.Var[dict[str, dict[str, str]]]


class SignOutForm(rx.Component):
    """Signs out, and forgets what was typed in this browser."""

    library = "$/public/js/kept.js"
    tag = "SignOutForm"

    action: rx.Var[str]
    method: rx.Var[str]


class KeptOwner(rx.Component):
    """Lets nobody find what somebody else has typed in this browser."""

    library = "$/public/js/kept.js"
    tag = "KeptOwner"

    reader: rx.Var[str]


class KeptField(rx.Component):
    """A field that keeps what was typed until the server has it."""

    library = "$/public/js/kept.js"
    tag = "KeptField"

    element: rx.Var[str]
    keep: rx.Var[str]
    saved: rx.Var[str]
    stamp: rx.Var[int]
    refused: rx.Var[str]
    typed_before: rx.Var[str]
    take_it: rx.Var[str]
    drop_it: rx.Var[str]
    on_save: rx.EventHandler[lambda text: [text]]


class UploadForm(rx.Component):
    """A form with a file, sent to a route; the answer comes back as an event."""

    library = "$/public/js/upload.js"
    tag = "UploadForm"

    action: rx.Var[str]
    on_answer: rx.EventHandler[lambda answer: [answer]]
    on_changed: rx.EventHandler[rx.event.no_args_event_spec]


class FilePicker(rx.Component):
    """A file to choose, in the reader's words."""

    library = "$/public/js/upload.js"
    tag = "FilePicker"

    choose: rx.Var[str]
    none: rx.Var[str]
    name: rx.Var[str]
    accept: rx.Var[str]
    multiple: rx.Var[bool]


class LinkArcs(rx.Component):
    """Draws what leads to what, between cards that carry their `data-result`."""

    library = "$/public/js/arcs.js"
    tag = "LinkArcs"

    links: rx.Var[Any]  # rows with .cause and .effect


class Printed(rx.Component):
    """On paper: from where the page comes, of which day, and its sheets' numbers."""

    library = "$/public/js/printed.js"
    tag = "Printed"

    hub: rx.Var[str]
    lang: rx.Var[str]
    words: rx.Var[dict[str, str]]
