"""Reading a form that was sent, by its declaration. Anything may have been sent."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from pydantic import ValidationError

from impact_hub.kit.errors import Invalid, InvalidFields
from impact_hub.kit.forms import YEARS, check_length, keepable, written
from impact_hub.kit.specs import (
    MOST,
    FieldKind,
    FieldSlot,
    FieldView,
    FormSpec,
    FormView,
    S,
    slot,
    slot_of,
)

_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)

EMPTY = {
    FieldKind.DAY: "forms.day_needed",
    FieldKind.SELECT: "forms.choose_one",
    FieldKind.WHOLE: "forms.not_a_whole_number",
}
CHOSEN = (FieldKind.SELECT, FieldKind.TICK, FieldKind.TICKS)

# What pydantic calls it: what we say, and how it calls the limit.
SAID = {
    "greater_than_equal": ("forms.at_least", "least", "ge"),
    "less_than_equal": ("forms.at_most", "most", "le"),
    "enum": ("forms.choose_one", "", ""),
    "missing": ("forms.needed", "", ""),
}


def read(spec: type[S], view: FormView, sent: object, locale: str = "") -> S:
    """The form as it was filled in; refused with all fields that can't be used.

    Only fields that stand on the page are read. Validators find the reader's language
    in `info.context["locale"]`.
    """
    is_form = isinstance(sent, Mapping)
    given = cast("Mapping[str, object]", sent if is_form else {})
    found, problems = _found(spec, view, given)
    nested, places = _nested(spec, found)
    try:
        made = spec.model_validate(nested, context={"locale": locale})
    except ValidationError as error:
        problems = _complained(error, view, places, problems)
    else:
        if not problems:
            return cast("S", made.of(view))
    raise InvalidFields([problems[each] for each in _in_order(view, problems)])


def _found(
    spec: type[FormSpec], view: FormView, given: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, Invalid]]:
    """What each field holds, and what is wrong with those that hold nothing usable."""
    found: dict[str, object] = {}
    problems: dict[str, Invalid] = {}
    for each in view.fields:
        if each.row and _is_blank(view, each.row, given):
            continue
        try:
            value = _read(each, slot_of(spec, each.name), given.get(each.name))
        except Invalid as error:
            problems[each.name] = error
            continue
        if value is not None:
            found[each.name] = value
    return found, problems


def _is_blank(view: FormView, row: str, given: Mapping[str, object]) -> bool:
    """Whether nothing was typed into a row. (Choices always hold something.)"""
    return not any(
        _text(given.get(each.name)).strip()
        for each in view.fields
        if each.row == row and each.kind not in CHOSEN
    )


def _read(field: FieldView, of: FieldSlot, raw: object) -> object:
    """What a field holds; None where it was left empty."""
    if of.kind is FieldKind.TICK:
        return raw in (True, "true", "on", "yes")
    if of.kind is FieldKind.TICKS:
        ticked = cast("list[object]", raw) if isinstance(raw, list | tuple) else []
        return tuple(o.value for o in field.options if o.value in ticked)
    text = _text(raw)
    if of.kind is not FieldKind.SECRET:
        text = text.strip()
    if not text and field.needed:
        code = of.asked.empty or EMPTY.get(of.kind, "forms.needed")
        raise Invalid(code, field=field.name)
    return _READ.get(of.kind, _line)(field, text) if text else None


def _text(raw: object) -> str:
    if isinstance(raw, bool):
        return ""
    return keepable(raw) if isinstance(raw, str) else written(raw)


def _line(field: FieldView, text: str) -> str:
    return _long(field, " ".join(text.splitlines()))


def _long(field: FieldView, text: str) -> str:
    check_length(text, most=field.most or MOST, field=field.name)
    return text


def _select(field: FieldView, text: str) -> str:
    if text not in {option.value for option in field.options}:
        raise Invalid("forms.choose_one", field=field.name)
    return text


def _day(field: FieldView, text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if found.year not in YEARS:
        raise Invalid("forms.not_a_day", field=field.name)
    return found


def _whole(field: FieldView, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise Invalid("forms.not_a_whole_number", field=field.name)
    return int(text)


_READ: dict[FieldKind, Callable[[FieldView, str], object]] = {
    FieldKind.TEXT: _long,
    FieldKind.SECRET: _long,
    FieldKind.SELECT: _select,
    FieldKind.DAY: _day,
    FieldKind.WHOLE: _whole,
}


def _nested(
    spec: type[FormSpec], found: Mapping[str, object]
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Names into structure: `aims.2.due` becomes the second of two aims if row 1 was
    left blank. Also says which rows the places in such a list are."""
    nested: dict[str, Any] = {}
    for name, value in found.items():
        *way, last = name.split(".")
        at = nested
        for part in way:
            at = at.setdefault(part, {})
        at[last] = value
    places: dict[str, list[str]] = {}
    for name, info in nested.items():
        if slot(spec, name).rows is not None:
            places[name] = list(info)
            nested[name] = list(info.values())
    return nested, places


def _complained(
    error: ValidationError,
    view: FormView,
    places: Mapping[str, list[str]],
    problems: dict[str, Invalid],
) -> dict[str, Invalid]:
    """Pydantic's complaints, each at the field on the page that it belongs to. Where
    a field could not be read, pydantic only misses it: the first complaint stands."""
    said = dict(problems)
    for each in error.errors():
        context = dict(each.get("ctx", {}))
        name = str(context.pop("at", "")) or _name(each["loc"], places)
        at = _on_page(name, view)
        known = any(p == at or p.startswith(f"{name}.") for p in problems)
        if not known and at not in said:
            said[at] = _invalid(str(each["type"]), context, at)
    return said


def _invalid(type_: str, context: Mapping[str, Any], at: str) -> Invalid:
    if "." in type_:  # one of our own codes, see specs.refusal
        return Invalid(type_, field=at, **context)
    code, name, limit = SAID.get(type_, ("forms.not_usable", "", ""))
    return Invalid(code, field=at, **({name: context[limit]} if name else {}))


def _name(loc: tuple[int | str, ...], places: Mapping[str, list[str]]) -> str:
    parts = [str(part) for part in loc]
    if len(loc) > 1 and isinstance(loc[1], int) and loc[0] in places:
        parts[1] = places[str(loc[0])][loc[1]]
    return ".".join(parts)


def _on_page(name: str, view: FormView) -> str:
    """The field of this name, or the first one that it is made of: `title.de`."""
    names = [each.name for each in view.fields]
    if name in names:
        return name
    return next((n for n in names if n.startswith(f"{name}.")), name)


def _in_order(view: FormView, problems: Mapping[str, Invalid]) -> list[str]:
    names = [each.name for each in view.fields]
    return sorted(problems, key=lambda n: names.index(n) if n in names else -1)
