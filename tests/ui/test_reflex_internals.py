"""What we use of Reflex beyond its promises is still there, and does what we need."""

import ast

import pytest
from reflex.constants import Endpoint
from reflex.environment import environment

from impact_hub.ui.events import _fits
from impact_hub.ui.reflex_internals import names, switches
from impact_hub.ui.state import AppState
from tests.house.sources import PACKAGE, imported, trees
from tests.states import state_of

AT_HOME = "impact_hub/ui/reflex_internals/"


def event(handler: str) -> str:
    return f"{AppState.get_full_name()}.{handler}"


def test_the_state_of_every_event_is_known():
    """The doorman asks whose it is before the handler runs."""
    found = names.registered(event("set_locale"))

    assert found.states[0] is AppState
    assert found.handler is AppState.event_handlers["set_locale"]


def test_the_handler_that_sets_any_field_is_known_and_refused():
    handler = names.registered(event("setvar")).handler

    assert names.sets_any_field(handler)
    assert not names.sets_any_field(AppState.event_handlers["set_locale"])
    assert not _fits(handler, {"var_name": "locale", "value": "x"})


@pytest.mark.anyio
async def test_a_page_can_be_loaded_again(hub):
    """After another language was chosen, its words are in the old one."""
    state = state_of(AppState)

    answer = await AppState.event_handlers["set_locale"].fn(state, "en")

    assert answer is names.LOAD_THE_PAGE
    known = names.registered(
        "reflex___state____state.reflex___state____on_load_internal_state"
        ".on_load_internal"
    )
    assert known.handler.fn is names.LOAD_THE_PAGE.fn


def test_lost_connections_are_counted_in_the_browser():
    """Whether the note appears is seen in tests/browser/test_connections.py."""
    needs = names.needed_by(names.connection_errors_count)

    assert str(names.connection_errors_count) == "connectErrors.length"
    assert needs is not None
    assert "$/utils/context" in dict(needs.imports)


def test_an_expression_brings_the_state_that_it_reads():
    needs = names.needed_by(AppState.locale)

    found = names.expression("Number(1)", needs)

    assert str(found) == "Number(1)"
    assert needs is not None
    assert needs.state == AppState.get_full_name()
    assert names.needed_by(found) == needs


@pytest.mark.parametrize("name", [*switches.SERVE_WHAT_IS_BUILT, "REFLEX_USE_NPM"])
def test_reflex_still_reads_its_switches(name):
    known = {
        getattr(environment, each).name
        for each in dir(type(environment))
        if each.startswith("REFLEX_")
    }

    assert name in known


def test_a_build_finds_its_server_wherever_it_is_served():
    code = ",".join(f"{each}:`{each.get_url()}`" for each in Endpoint)

    found = switches.on_any_address(code)

    assert "${location.origin}/ping" in found
    assert "${location.origin.replace(/^http/,`ws`)}/_event" in found
    assert "localhost" not in found


# The house: nowhere else


def test_no_other_module_uses_what_reflex_does_not_promise():
    private = ("reflex_base", "reflex_components")
    inner = {"_get_all_var_data", "_js_expr", "_var_data", "_get_root_state"}
    found = [
        path
        for path, tree in trees().items()
        if not path.startswith(AT_HOME)
        if any(name.startswith(private) for name in imported(tree))
        or any(
            getattr(node, "attr", getattr(node, "arg", None)) in inner
            for node in ast.walk(tree)
        )
    ]

    assert found == []


def test_the_switches_of_reflex_stand_in_one_place():
    assert [
        path.name
        for path in sorted(PACKAGE.rglob("*.py"))
        if "REFLEX_" in path.read_text("utf-8") and path.name != "switches.py"
    ] == []
