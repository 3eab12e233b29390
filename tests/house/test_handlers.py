"""Every event handler, called by those who have no business with it.

The handlers come from Reflex's own registry: a new one is tried without being named.
"""

import ast
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

import anyio
import pytest

from impact_hub.config import ROOT
from impact_hub.impact_hub import PAGES
from tests.databases import Template
from tests.house.strangers.arguments import (
    AFTER,
    NEED_WHAT_IS_SUBMITTED,
    by_name,
    of_handler,
    place,
)
from tests.house.strangers.closed import Asker, Closed, Watch, closed_hub
from tests.house.strangers.hostile import HALF, HUGE, VALUES
from tests.house.strangers.sockets import (
    Sockets,
    framework_handlers,
    our_handlers,
    parameters,
    running_sockets,
)

ASKERS = ("nobody", "editor elsewhere", "viewer of a partner")

# What everybody may do with what is their own, and the tables that it changes.
OWN = {
    "AppState.set_locale": {"person", "audit_line"},
    "AccountState.rename": {"person", "audit_line"},
    "NewOrganisationState.create": {"organisation", "membership", "audit_line"},
}
# What changes nothing that is kept, whoever sends it: forms open, choices are shown.
CHANGES_NOTHING = {
    "AppState.arrive",
    "AppState.dismiss_notice",
    "EntryState.ask_why",
    "ImportState.forget",
    "ImportState.take",
    "IndicatorFormState.add_aim",
    "IndicatorFormState.change_dimension",
    "IndicatorFormState.redraw",
    "IndicatorState.choose_split",
    "IndicatorsState.change_dimension",
    "LogicState.begin_adding",
    "LogicState.begin_editing",
    "LogicState.begin_linking",
    "LogicState.cancel",
    "NewInitiativeState.redraw",
    "PartnersState.redraw",
    "ReviewState.begin_returning",
    "ReviewState.begin_withdrawing",
    "ReviewState.leave_it",
    "RoundsState.choose",
    "RoundsState.show_older",
    "SettingsState.redraw",
}
PAGES_LOAD = {f"{load.state.__name__}.{load.fn.__name__}" for *_, load in PAGES}


@pytest.fixture(scope="module")
def closed(
    sqlite: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Closed]:
    with closed_hub(sqlite, tmp_path_factory.mktemp("closed")) as found:
        yield found


def asker_called(name: str, closed: Closed) -> Asker:
    return next(each for each in closed.askers if each.name == name)


def page_of(handler: str) -> str:
    """The page on which a handler is used."""
    state = handler.partition(".")[0]
    routes = [route for route, _, _, load in PAGES if load.state.__name__ == state]
    return min(routes, key=lambda route: route.endswith("/new"), default="/")


def arguments(handler: str, closed: Closed) -> dict[str, Any]:
    """What the page sends with this event."""
    given = {**by_name(closed), **of_handler(closed).get(handler, {})}
    # A new name is tried with a number that many things have.
    return {name: given.get(name, "1") for name in parameters(our_handlers()[handler])}


Attempt = Callable[["Trial", str], Awaitable[None]]


def hostile(handler: str, closed: Closed) -> list[object]:
    """What no page of ours sends with this event."""
    usual = arguments(handler, closed)
    each = [{**usual, name: value} for name in usual for value in VALUES]
    return [*each, {}, {**usual, "extra": 1}, ["a"], "a", None]


def odd(handler: str, closed: Closed) -> list[object]:
    """What a page of ours might send, but for texts that are odd, or far too large."""
    usual = arguments(handler, closed)
    each = [
        {**usual, name: value} for name in usual for value in (HALF, HUGE, 10**30, None)
    ]
    words = [
        {
            name: value if str(said)[:1].isupper() else said
            for name, said in form.items()
        }
        for form in [usual.get("sent", {})]
        for value in (HALF, HUGE)
    ]
    return [*each, *({**usual, "sent": form} for form in words if form)]


class Trial:
    """Sends events for somebody, and writes down what should not have happened."""

    def __init__(self, server: Sockets, closed: Closed, asker: Asker) -> None:
        self.server, self.closed, self.asker = server, closed, asker
        self.watch = Watch(closed.file)
        self.found: list[str] = []

    async def send(
        self, handler: str, payloads: Iterable[object], *, loaded: bool
    ) -> None:
        """Send events from one tab: from its page, or out of nowhere."""
        tab = await self.server.open_tab(
            self.asker.session, place(self.closed, handler)
        )
        tab.page = page_of(handler)
        if loaded:
            self._judge(handler, "loading", await tab.load(tab.page))
        for payload in payloads:
            heard = await tab.send(our_handlers()[handler], payload)
            self._judge(handler, payload, heard)

    def _judge(self, handler: str, payload: object, heard: str) -> None:
        what = f"{handler}({str(payload)[:200]})"
        changed = self.watch.changed() - OWN.get(handler, set())
        if changed:
            self.found.append(f"{what} changed {sorted(changed)}")
        if leaked := self.closed.leaks(self.asker, heard):
            self.found.append(f"{what} told {sorted(leaked)}")
        self.found += [
            f"{what} failed: {error!r}"[:500] for error in self.server.failures
        ]
        self.server.failures.clear()


def everything_is_refused(closed: Closed, asker: str, attempt: Attempt) -> None:
    """Let somebody try every handler; fails with a line for each that went wrong."""

    async def run() -> list[str]:
        async with running_sockets() as server:
            trial = Trial(server, closed, asker_called(asker, closed))
            for handler in our_handlers():
                await attempt(trial, handler)
            return trial.found

    found = anyio.run(run)
    closed.restore()
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize("asker", ASKERS)
def test_nobody_gets_or_changes_what_is_not_theirs(closed, asker):
    async def attempt(trial: Trial, handler: str) -> None:
        usual = arguments(handler, closed)
        await trial.send(handler, [usual], loaded=False)
        await trial.send(handler, [usual], loaded=True)

    everything_is_refused(closed, asker, attempt)


@pytest.mark.parametrize("asker", ASKERS)
def test_whatever_is_sent_is_refused_and_nothing_breaks(closed, asker):
    async def attempt(trial: Trial, handler: str) -> None:
        await trial.send(handler, hostile(handler, closed), loaded=True)

    everything_is_refused(closed, asker, attempt)


@pytest.mark.parametrize("insider", [0, 1], ids=["owner", "owner of a partner"])
def test_whatever_is_sent_by_those_who_may_breaks_nothing(closed, insider):
    """They may do harm to what is theirs; a failure is one of ours all the same."""

    found: list[str] = []

    async def run() -> None:
        who = closed.insiders[insider]
        async with running_sockets() as server:
            for handler in our_handlers():
                tab = await server.open_tab(who.session, place(closed, handler))
                await tab.load(page_of(handler))
                for payload in hostile(handler, closed):
                    await tab.send(our_handlers()[handler], payload)
                    what = f"{handler}({str(payload)[:300]})"
                    found.extend(f"{what}: {error!r}" for error in server.failures)
                    server.failures.clear()

    anyio.run(run)
    closed.restore()
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_the_same_events_do_their_work_for_those_who_may(closed):
    """Else a refusal above might only mean that the events made no sense."""

    async def works(server: Sockets, handler: str, who: Asker) -> bool:
        trial = Trial(server, closed, who)
        events = [AFTER[handler], handler] if handler in AFTER else [handler]
        where = place(closed, handler) | {"invitation": closed.link}
        tab = await server.open_tab(who.session, where)
        await tab.load(page_of(handler))
        changed: set[str] = set()
        for each in events:
            await tab.send(our_handlers()[each], arguments(each, closed))
            changed = trial.watch.changed()
        return bool(changed)

    async def idle() -> set[str]:
        found = set(our_handlers())
        async with running_sockets() as server:
            for handler in our_handlers():
                for who in closed.insiders:
                    if await works(server, handler, who):
                        found.discard(handler)
                        closed.restore()
                        break
        return found

    assert sorted(anyio.run(idle)) == sorted(CHANGES_NOTHING | PAGES_LOAD)


def test_no_name_in_a_table_is_out_of_date(closed):
    known = set(our_handlers())
    named = {name for wire in our_handlers().values() for name in parameters(wire)}

    tables = (OWN, AFTER, NEED_WHAT_IS_SUBMITTED, of_handler(closed), CHANGES_NOTHING)
    assert {name for table in tables for name in table} <= known
    assert set(by_name(closed)) <= named


def test_whoever_is_next_in_a_tab_is_not_sent_what_was_there_before(closed):
    """A state is kept under a number that the browser chooses, signed in or not."""
    owner, nobody = closed.insiders[0], closed.askers[0]

    async def run() -> tuple[str, str]:
        async with running_sockets() as server:
            tab = await server.open_tab(owner.session, place(closed))
            before = await tab.load("/i/[slug]/logic")
            await server.connect(tab, nobody.session)
            return before, await tab.load("/sign-in")

    before, after = anyio.run(run)

    assert closed.leaks(nobody, before)
    assert not closed.leaks(nobody, after)


def test_the_frameworks_own_handlers_change_and_tell_nothing(closed):
    nobody = closed.askers[0]

    async def run() -> tuple[set[str], set[str], str]:
        async with running_sockets() as server:
            trial = Trial(server, closed, nobody)
            heard = ""
            for wire in sorted(framework_handlers()):
                tab = await server.open_tab("", place(closed))
                for value in VALUES:
                    payload = dict.fromkeys(parameters(wire), value)
                    heard += await tab.send(wire, payload)
            honest = await tab.load("/sign-in")
            return trial.watch.changed(), closed.leaks(nobody, heard), honest

    changed, told, honest = anyio.run(run)

    assert (changed, told) == (set(), set())
    assert "sign_in_state" in honest


def test_no_page_can_set_single_fields(closed):
    """Reflex gives every state a handler that sets its fields; the door refuses it."""

    async def run() -> list[str]:
        async with running_sockets() as server:
            tab = await server.open_tab("", place(closed))
            await tab.load("/sign-in")
            wires = [wire for wire in framework_handlers() if wire.endswith(".setvar")]
            payload = {"var_name": "is_hydrated", "value": "x"}
            return [await tab.send(wire, payload) for wire in wires]

    answers = anyio.run(run)

    assert len(answers) > 20
    assert set(answers) == {""}


def test_every_state_has_tests_of_its_own():
    """What a page decides is tried without a browser, not only by those above."""
    states = {handler.partition(".")[0] for handler in our_handlers()}
    tested = {
        name.id
        for path in (ROOT / "tests").rglob("test_*.py")
        if "house" not in path.parts and "browser" not in path.parts
        for name in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(name, ast.Name)
    }

    assert states - tested == set()
