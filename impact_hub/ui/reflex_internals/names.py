"""Reflex's private names: its list of events, its loading of pages, its variables."""

from typing import Any, cast

import reflex as rx
from reflex.event import EventHandler, EventSpec
from reflex.state import EventHandlerSetVar, OnLoadInternalState
from reflex.vars import VarData
from reflex_base.registry import RegisteredEventHandler, RegistrationContext
from reflex_components_core.core.banner import connection_errors_count

__all__ = ["LOAD_THE_PAGE", "connection_errors_count"]

# The event that makes the browser load its page's data again.
LOAD_THE_PAGE = cast("EventSpec", OnLoadInternalState.on_load_internal)


def registered(event: str) -> RegisteredEventHandler:
    """The handler of an event, and the state that it belongs to."""
    return RegistrationContext.get().event_handlers[event]


def sets_any_field(handler: EventHandler) -> bool:
    """Whether a handler is the one that Reflex gives every state to set its fields."""
    return isinstance(handler, EventHandlerSetVar)


def needed_by(variable: Any) -> VarData | None:
    """What a page has to have loaded, that a variable can be read."""
    return variable._get_all_var_data()  # noqa: SLF001


def expression(javascript: str, needs: VarData | None, of: Any = Any) -> rx.Var[Any]:
    """JavaScript that is worked out in the browser."""
    return rx.Var(_js_expr=javascript, _var_type=of, _var_data=needs)
