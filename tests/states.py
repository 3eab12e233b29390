"""A page's state without a browser: its handlers are called, its fields looked at."""

from typing import TypeVar

import reflex as rx
from reflex.istate.data import RouterData
from reflex.state import State as Root

from impact_hub.identity import sessions

S = TypeVar("S", bound=rx.State)


def state_of(
    cls: type[S], *, token: str = "", path: str = "/", accepts: str = "en"
) -> S:
    """A fresh state, as a browser with this session and language has it.

    Call a handler with `await act(state, "load")`.
    """
    root = Root(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    headers = {
        "cookie": f"{sessions.COOKIE}={token}" if token else "",
        "accept_language": accepts,
    }
    root.router = RouterData.from_router_data(
        {"headers": headers, "pathname": path, "asPath": path}
    )
    return root.get_substate(cls.get_full_name().split("."))


async def act(state: rx.State, handler: str, *sent: object) -> object:
    """What an event does, and what it answers with."""
    return await type(state).event_handlers[handler].fn(state, *sent)
