"""Forms as they stand on a page: declared fields, in the reader's words, filled in."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from impact_hub.kit.errors import AppError, Invalid, InvalidFields
from impact_hub.kit.specs import (
    FieldKind,
    FieldSlot,
    FieldView,
    FormSpec,
    FormView,
    OptionView,
    slots,
)
from impact_hub.texts import language_name, text
from impact_hub.texts.refusals import explain

Options = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Content:
    """What a form holds on a page, beside what is declared.

    `values` by field: texts, `{"de": …}`, days, members of an enumeration, booleans,
    sets of values that are ticked, or a list of such mappings where a field has rows.
    A field that is not among them holds its declared default.
    """

    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    revision: int = 0  # of the row that it changes
    languages: Sequence[str] = ()  # of texts in several; the first is the main one
    options: Options = field(default_factory=dict[str, Sequence[tuple[str, str]]])
    labels: Mapping[str, str] = field(default_factory=dict[str, str])  # for declared
    hints: Mapping[str, str] = field(default_factory=dict[str, str])
    without: Collection[str] = ()  # fields that make no sense just now
    # What is typed into live fields, where the form is drawn for that.
    drawn_for: Mapping[str, Any] = field(default_factory=dict[str, Any])
    title: str = ""  # tells forms apart that are alike


NOTHING = Content()


def drawn(
    spec: type[FormSpec], locale: str, content: Content = NOTHING, *, key: str = ""
) -> FormView:
    """A form in the reader's words, with what its fields hold."""
    form_id = spec.form_id(key)
    return FormView(
        id=form_id,
        spec=spec.spec(),
        key=key,
        fields=tuple(_fields(spec, _Pen(locale, content, form_id), content.values)),
        revision=content.revision,
        adds=spec.adds,
        title=content.title,
    )


def refused(view: FormView, error: AppError, locale: str) -> FormView:
    """The form with a refusal where it belongs: at its fields, or as a whole."""
    problems = error.problems if isinstance(error, InvalidFields) else (error,)
    wrong = {p.field: explain(p, locale) for p in problems if isinstance(p, Invalid)}
    names = {each.name for each in view.fields}
    fields = tuple(replace(e, error=wrong.get(e.name, "")) for e in view.fields)
    lost = [said for name, said in wrong.items() if name not in names]
    whole = " ".join(lost) if wrong else explain(error, locale)
    return replace(view, fields=fields, error=whole, refusals=view.refusals + 1)


def cleared(view: FormView) -> FormView:
    """The form without what was wrong with it."""
    fields = tuple(replace(each, error="") for each in view.fields)
    return replace(view, fields=fields, error="")


def carried(view: FormView, before: FormView | None) -> FormView:
    """The form drawn anew: what is wrong with it stays until it is sent again."""
    if before is None:
        return view
    said = {each.name: each.error for each in before.fields}
    fields = tuple(replace(e, error=said.get(e.name, "")) for e in view.fields)
    return replace(view, fields=fields, error=before.error, refusals=before.refusals)


@dataclass(frozen=True)
class _Pen:
    """What all fields of a form are written with. `row` is "" or such as `aims.0`."""

    locale: str
    content: Content
    form_id: str
    row: str = ""

    def words(self, sentence: str) -> str:
        return text(sentence, self.locale) if sentence else ""


def _fields(
    spec: type[FormSpec], pen: _Pen, values: Mapping[str, Any]
) -> Iterator[FieldView]:
    for slot in slots(spec):
        if slot.name in pen.content.without:
            continue
        value = values.get(slot.name, slot.default)
        if slot.rows is not None:
            for place, row in enumerate(
                cast("Sequence[Mapping[str, Any]]", value or ())
            ):
                inner = replace(pen, row=f"{slot.name}.{place}")
                yield from _fields(slot.rows, inner, row)
        elif slot.by_language:
            yield from _by_language(slot, pen, value or {})
        else:
            yield _field(slot, pen, value)


def _by_language(
    slot: FieldSlot, pen: _Pen, values: Mapping[str, str]
) -> Iterator[FieldView]:
    languages = pen.content.languages
    for place, each in enumerate(languages):
        one = _field(slot, pen, values.get(each, ""))
        name = f"{one.name}.{each}"
        yield replace(
            one,
            id=f"{pen.form_id}.{name}",
            name=name,
            lang=each,
            tag=language_name(each, pen.locale) if len(languages) > 1 else "",
            needed=one.needed and place == 0,
        )


def _field(slot: FieldSlot, pen: _Pen, value: object) -> FieldView:
    asked, content = slot.asked, pen.content
    name = f"{pen.row}.{slot.name}" if pen.row else slot.name
    options = _options(slot, pen)
    written = "" if slot.kind is FieldKind.TICKS else _written(value)
    if slot.kind is FieldKind.SELECT and written not in {o.value for o in options}:
        written = options[0].value if options else ""
    ticked = (
        cast("Collection[object]", value or ()) if slot.kind is FieldKind.TICKS else ()
    )
    return FieldView(
        id=f"{pen.form_id}.{name}",
        name=name,
        label=content.labels.get(slot.name) or pen.words(asked.label),
        kind=str(slot.kind),
        hint=content.hints.get(slot.name) or pen.words(asked.hint),
        row=pen.row,
        value=written,
        chosen=tuple(map(_written, ticked)),
        options=options,
        most=asked.most,
        needed=slot.needed,
        short=asked.short,
        live=asked.live,
        drawn_for=_joined(content.drawn_for.get(slot.name, value), written)
        if asked.live
        else "",
        auto=asked.auto,
    )


def _options(slot: FieldSlot, pen: _Pen) -> tuple[OptionView, ...]:
    given = pen.content.options.get(slot.name)
    if given is not None:
        return tuple(OptionView(value, label) for value, label in given)
    declared = slot.asked.options or {}
    return tuple(OptionView(str(v), pen.words(said)) for v, said in declared.items())


def _joined(value: object, written: str) -> str:
    """A value as JavaScript writes it: a list is joined by commas."""
    if isinstance(value, Collection) and not isinstance(value, str):
        return ",".join(map(_written, cast("Collection[object]", value)))
    return _written(value) or written


def _written(value: object) -> str:
    """A value as its field holds it; enumerations are their words."""
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    return value.isoformat() if isinstance(value, date) else str(value)
