"""Whom an invitation is for, and about how long it will keep them busy. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Protocol

from impact_hub.kit.errors import Invalid, InvalidFields

MOST_AT_ONCE = 200
LONGEST_NAME = 160

# Seconds that a figure takes, and to come in and to look through everything once more.
PER_FIGURE, BESIDES = 25, 90

_ADDRESS = re.compile(r"[^\s<>;,|\t]+@[^\s<>;,|\t]+\.[^\s<>;,|\t.]+")
_AROUND = " \t<>;,|"


@dataclass(frozen=True, slots=True)
class Invitee:
    """An organisation that is invited, and where its link can be sent."""

    name: str
    address: str = ""


class HasWindow(Protocol):
    """A period, as far as it matters whether it can still be reported on."""

    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def is_closed(self) -> bool: ...


def read_invitees(pasted: str, *, field: str = "people") -> list[Invitee]:
    """Names and addresses, one organisation a line, as people paste them.

        Jugendwerkstatt Nord; post@nord.example
        Sportverein Süd <vorstand@sued.example>
        Name	E-Mail                                  (the head of a table)
        Gesamtschule Mitte

    are three. Every line that can't be read is told with its number.
    """
    lines = [
        (number, line)
        for number, line in enumerate(pasted.splitlines(), start=1)
        if line.strip(_AROUND) and not _is_head(line)
    ]
    if not lines:
        raise Invalid("joining.nobody_named", field=field)
    if len(lines) > MOST_AT_ONCE:
        raise Invalid("joining.too_many_at_once", field=field, most=MOST_AT_ONCE)
    found = [(number, _invitee(line)) for number, line in lines]
    problems = [*_problems(found, field)]
    if problems:
        raise problems[0] if len(problems) == 1 else InvalidFields(problems)
    return [invitee for _, invitee in found]


def _is_head(line: str) -> bool:
    words = re.split(r"[;,|\t]", line.casefold())
    return len(words) > 1 and any(
        w.strip() in ("e-mail", "email", "mail") for w in words
    )


def _invitee(line: str) -> Invitee:
    address = _ADDRESS.search(line)
    name = line if address is None else line.replace(address[0], " ")
    name = " ".join(re.sub(r"[<>;|\t]", " ", name).strip(_AROUND).split())
    return Invitee(name, address[0] if address else "")


def _problems(found: Iterable[tuple[int, Invitee]], field: str) -> Iterator[Invalid]:
    seen: dict[str, int] = {}
    for number, one in found:
        if len(one.name) < 2:
            shown = one.address or one.name
            yield Invalid("joining.name_missing", field=field, line=number, raw=shown)
        elif len(one.name) > LONGEST_NAME:
            yield Invalid(
                "joining.name_too_long", field=field, line=number, most=LONGEST_NAME
            )
        elif one.name.casefold() in seen:
            yield Invalid(
                "joining.named_twice",
                field=field,
                line=number,
                name=one.name,
                other=seen[one.name.casefold()],
            )
        seen.setdefault(one.name.casefold(), number)


def first_to_report(
    periods: Iterable[HasWindow], *, today: date, initiative_starts: date
) -> date:
    """From which day on a newcomer is asked, unless somebody says otherwise.

    The beginning of the first period that can still be reported on in time; where all
    are over, the day after the last one; without any, the initiative's beginning.
    """
    every = sorted(periods, key=lambda each: each.starts)
    if not every:
        return initiative_starts
    for each in every:
        if not each.is_closed and (each.due_on is None or each.due_on >= today):
            return each.starts
    return max(each.ends for each in every) + timedelta(days=1)


def about_minutes(fields: int) -> int:
    """About how long it takes to fill in so many fields, rounded up."""
    return max(2, ceil((BESIDES + PER_FIGURE * fields) / 60))
