"""The menu of a place. Rooms put their pages into it; the frame knows none of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text


@dataclass(frozen=True)
class MenuEntry:
    """A page of a room, as a place's menu offers it."""

    here: str  # as its pages say it: screen(here="logic")
    label: Text
    path: str = ""  # below the place's own address
    right: str = ""  # who lacks it at the place is not offered the page


_entries: list[MenuEntry] = []


def offer(entries: Iterable[MenuEntry]) -> None:
    """Put these pages into the menu, in their order. The assembly does it once."""
    _entries[:] = entries


def entries() -> tuple[MenuEntry, ...]:
    """What rooms have put into the menu."""
    return tuple(_entries)


def place_links(here: str) -> list[rx.Component]:
    """The pages of the place at hand that its reader may open."""
    return [_link(entry, here) for entry in _entries]


def may(right: str) -> Any:
    """Whether the reader has a right at the place at hand: what to offer, never what to
    allow."""
    rights: Any = AppState.place_rights
    return rights.contains(right)


def _link(entry: MenuEntry, here: str) -> rx.Component:
    link = rx.el.a(
        entry.label,
        href=AppState.place_href + entry.path,
        aria_current="page" if entry.here == here else None,
    )
    return rx.cond(may(entry.right), link) if entry.right else link
