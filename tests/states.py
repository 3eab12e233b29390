"""A page's state without a browser: its handlers are called, its fields looked at."""

from typing import TypeVar

import reflex as rx
from reflex.constants import RouteArgType
from reflex.event import EventSpec
from reflex.istate.data import RouterData
from reflex.state import State as Root

from impact_hub.identity import sessions
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from impact_hub.kit.specs import FieldView
from impact_hub.ui.state import AppState

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


def token_of(actor: Actor) -> str:
    """A session of somebody, as their cookie has it; "" for whoever is signed out."""
    if actor.person_id is None:
        return ""
    with db.transaction() as session:
        return sessions.open_session(session, actor.person_id)


async def opened(cls: type[S], actor: Actor, path: str = "/", **parts: str) -> S:
    """A page that somebody has opened."""
    state = state_of(cls, token=token_of(actor), path=path, **parts)
    await act(state, "load")
    return state


def fields(state: AppState, form: str) -> dict[str, FieldView]:
    """The fields of a form on the page, by name."""
    return {each.name: each for each in state.forms[form].fields}


def errors(state: AppState, form: str) -> dict[str, str]:
    """What stands under the fields of a form."""
    return {
        name: each.error for name, each in fields(state, form).items() if each.error
    }


def filled(state: AppState, form: str, **typed: object) -> dict[str, object]:
    """What a browser sends of a form where only this was typed: `title__de="…"`."""
    begun: dict[str, object] = {
        each.name: list(each.chosen) if each.kind == "ticks" else each.value
        for each in state.forms[form].fields
    }
    return {**begun, **{name.replace("__", "."): v for name, v in typed.items()}}


def leads_to(answer: object) -> str:
    """The address that a handler sends the browser to; "" where it sends it nowhere."""
    if not isinstance(answer, EventSpec):
        return ""
    return str({str(name): value for name, value in answer.args}["path"]).strip('"')


async def submit(state: AppState, handler: str, form: str, **typed: object) -> object:
    """Fill in a form of the page, and send it."""
    return await act(state, handler, form, filled(state, form, **typed))
