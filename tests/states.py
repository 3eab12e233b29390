"""A page's state without a browser: its handlers are called, its fields looked at."""

from typing import TypeVar

import reflex as rx
from reflex.constants import RouteArgType
from reflex.istate.data import RouterData
from reflex.state import State as Root

from impact_hub.identity import sessions

S = TypeVar("S", bound=rx.State)

# The parts of addresses, as in /i/[slug]: the app makes them known with its pages.
PARTS = ("slug", "code", "period", "partner", "org", "invitation")
Root.setup_dynamic_args(dict.fromkeys(PARTS, RouteArgType.SINGLE))


def state_of(
    cls: type[S], *, token: str = "", path: str = "/", accepts: str = "en", **parts: str
) -> S:
    """A fresh state, as a browser with this session and language has it.

    `parts` are those of the page's address. Call a handler with
    `await act(state, "load")`.
    """
    root = Root(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    state = root.get_substate(cls.get_full_name().split("."))
    carry(state, token=token, path=path, accepts=accepts, **parts)
    return state


def carry(
    state: rx.State,
    *,
    token: str = "",
    path: str = "/",
    accepts: str = "en",
    **parts: str,
) -> None:
    """Let the same tab go on elsewhere, or with another session."""
    headers = {
        "cookie": f"{sessions.COOKIE}={token}" if token else "",
        "accept_language": accepts,
    }
    root = state._get_root_state()
    root.router = RouterData.from_router_data(
        {"headers": headers, "pathname": path, "asPath": path, "query": parts}
    )


async def act(state: rx.State, handler: str, *sent: object) -> object:
    """What an event does, and what it answers with."""
    return await type(state).event_handlers[handler].fn(state, *sent)
