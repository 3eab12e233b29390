"""The menu is what rooms put into it."""

import pytest

from impact_hub.features.initiatives.rules import Reader, Right, rights_of
from impact_hub.impact_hub import PAGES
from impact_hub.ui import frame, menu
from tests.house.sources import PACKAGE


def drawn(here: str) -> list[str]:
    return [str(link) for link in menu.place_links(here)]


def test_every_entry_leads_to_a_page():
    routes = {route for route, *_ in PAGES}

    assert menu.entries()
    for entry in menu.entries():
        assert f"/i/[slug]{entry.path}" in routes


def test_the_page_at_hand_is_marked_and_no_other():
    for entry in menu.entries():
        marked = [link for link in drawn(entry.here) if '"aria-current"' in link]
        assert len(marked) == 1
    assert not any('"aria-current"' in link for link in drawn("elsewhere"))


def test_what_needs_a_right_is_offered_to_whoever_has_it():
    for entry, link in zip(menu.entries(), drawn(""), strict=True):
        asks = bool(entry.right) and f'"{entry.right}"' in link
        assert asks == bool(entry.right)


def test_the_frame_knows_no_room():
    source = (PACKAGE / "ui" / "frame.py").read_text("utf-8")

    assert frame.__doc__
    for entry in menu.entries():
        assert not entry.path or entry.path not in source
    for right in Right:
        assert f'"{right}"' not in source


@pytest.mark.parametrize(
    ("reader", "may_steer", "rights"),
    [
        (Reader(is_backbone=True), True, {Right.EDIT, Right.REPORT}),
        (Reader(is_backbone=True), False, {Right.REPORT}),
        (Reader(partners=frozenset({1})), False, {Right.REPORT}),
        (Reader(is_funder=True), False, set()),
    ],
)
def test_rights_follow_from_how_somebody_takes_part(reader, may_steer, rights):
    assert rights_of(reader, may_steer=may_steer) == rights
