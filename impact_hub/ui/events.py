"""At the door of events: whose state is it, and does the event fit its handler?"""

import inspect
from collections.abc import Mapping
from typing import Any, cast

import structlog
from reflex.app import App
from reflex.event import Event, EventHandler
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate

from impact_hub.kit.forms import keepable
from impact_hub.ui.reflex_internals import names
from impact_hub.ui.state import AppState

log = structlog.get_logger()


class Doorman(Middleware):
    """Sees every event before its handler does. Anyone may send any event.

    A state outlives its socket, under a number that the browser itself has chosen. So
    it is emptied as soon as another session comes with this number: whoever signs in
    next in the same tab is never sent what the person before has seen.
    """

    async def preprocess(
        self, app: App, state: BaseState, event: Event
    ) -> StateUpdate | None:
        """Empty a state that was another's; drop an event that nobody can handle."""
        own = await state.get_state(AppState)
        registered = names.registered(event.name)
        await own._be_ready(for_own=issubclass(registered.states[0], AppState))  # noqa: SLF001
        if _fits(registered.handler, event.payload):
            for name, sent in event.payload.items():
                event.payload[name] = _keepable(sent)
            return None
        log.info("event.misfit", handler=event.name)
        return StateUpdate()


def _fits(handler: EventHandler, payload: object) -> bool:
    """Whether a handler takes these arguments. No page of ours sets single fields."""
    if names.sets_any_field(handler) or not isinstance(payload, Mapping):
        return False
    try:
        inspect.signature(handler.fn).bind(None, **cast("Mapping[str, Any]", payload))
    except TypeError:
        return False
    return True


def _keepable(sent: object) -> object:
    """What was sent, with texts that a database takes, and a socket can send back."""
    if isinstance(sent, str):
        return keepable(sent)
    if isinstance(sent, list):
        return [_keepable(each) for each in cast("list[object]", sent)]
    if isinstance(sent, dict):
        fields = cast("dict[str, object]", sent)
        return {keepable(name): _keepable(each) for name, each in fields.items()}
    return sent
