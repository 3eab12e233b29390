"""The state that every page has: who reads, in which language, where, what was said."""

import dataclasses
import functools
from collections.abc import Awaitable, Callable, Collection
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast
from urllib.parse import quote

import reflex as rx
import structlog
from anyio import to_thread
from reflex.event import EventSpec
from sqlmodel import Session

from impact_hub.config import settings
from impact_hub.identity import service as identity
from impact_hub.identity import sessions
from impact_hub.identity.flash import Flash, cookie, read_flash
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from impact_hub.kit.errors import AppError, Invalid, InvalidFields, NotFound, SignedOut
from impact_hub.kit.forms import keepable
from impact_hub.texts import known
from impact_hub.texts.refusals import explain, sentence
from impact_hub.ui.formstate import FormsState
from impact_hub.ui.reflex_internals.names import LOAD_THE_PAGE

P = ParamSpec("P")
R = TypeVar("R")
Work = Callable[Concatenate[Session, Actor, P], R]

log = structlog.get_logger()

HEADING = "page-heading"  # a page's title: where the keyboard goes on after a submit


class Surroundings(Protocol):
    """Where a page is, such as in an initiative, as its reader sees it."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def notice(self) -> str: ...
    @property
    def href(self) -> str: ...
    @property
    def rights(self) -> Collection[str]: ...
    @property
    def is_open(self) -> bool: ...


class AppState(FormsState, rx.State):
    """Parent of every state. It holds no rights: services ask anew every time."""

    locale: str = ""  # "" until the reader is known: nothing readable is painted before
    language_choice: str = rx.Cookie(
        "", name="hub_language", max_age=365 * 86_400, same_site="lax"
    )
    signed_in: bool = False
    person_name: str = ""
    reader: str = ""  # their number, so that what they typed is kept for them only
    arrived_at: str = ""  # the address that the page's content belongs to
    missing: bool = False  # there is no such page, as far as this reader may know
    barred: str = ""  # why a page that there is can't be shown to this reader
    notice: str = ""  # said once, in the region that screen readers listen to
    notice_signs_in: bool = False
    errors: dict[str, str] = {}  # by field, of the form at hand
    refusals: int = 0  # grows when the first wrong field should get the focus

    place_slug: str = ""
    place_name: str = ""
    place_notice: str = ""
    place_href: str = ""
    place_rights: list[str] = []  # what to offer the reader; services ask anew
    place_is_open: bool = False

    _goes_along: bool = False  # the notice is for the page that comes next
    _person_id: int | None = None
    _session: str = ""  # the hash of its token: whose eyes have seen what is in here

    @rx.event
    async def set_locale(self, locale: str) -> EventSpec | None:
        """Read in another language from now on."""
        if not known(str(locale)):
            return None
        self.locale = self.language_choice = known(locale)
        actor = await self._read(_whoever)
        if actor.is_somebody:
            await self._do(identity.set_locale, self.locale)
        # What the page has loaded is in the old language: load it again.
        return LOAD_THE_PAGE

    @rx.event
    async def dismiss_notice(self) -> None:
        """Put the notice away."""
        self.notice = ""
        self.notice_signs_in = False

    @rx.event
    async def arrive(self) -> None:
        """Find out who reads, in which language. Every page begins with it."""
        await self._arrive()

    # Helpers. Their underscore keeps them from being events that anyone can send.

    async def _do(self, work: Work[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a service in a worker thread: one transaction, as whoever sent this."""
        return await to_thread.run_sync(
            functools.partial(_in, db.transaction, self._door(), work, *args, **kwargs)
        )

    async def _read(self, work: Work[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query likewise; it can't change anything."""
        return await to_thread.run_sync(
            functools.partial(_in, db.reading, self._door(), work, *args, **kwargs)
        )

    async def _arrive(self) -> Actor:
        self.locale = ""
        actor = await self._read(_whoever)
        if actor.person_id != self._person_id:
            self._empty()
        self._person_id = actor.person_id
        self.signed_in = actor.is_somebody
        self.person_name = actor.name
        self.reader = str(actor.person_id or "")
        self.locale = actor.locale or known(self.language_choice) or self._asked_for()
        if self.arrived_at != self.router.url.path:
            self._clear_away()
            self.forms = {}
        self.arrived_at = self.router.url.path
        self.missing = False
        self.barred = ""
        self.errors = {}
        return actor

    def _trunk(self) -> rx.State:
        """The state that all rooms' states hang on."""
        state: Any = self
        while state.parent_state is not None and type(state) is not AppState:
            state = state.parent_state
        return state

    def _blank(self) -> None:
        """Forget what the page before showed: its title, too, is not this page's."""
        if type(self) is not AppState:
            self.reset()

    async def _be_ready(self, *, for_own: bool) -> None:
        """Keep nothing that was loaded for another session than this event's; know who
        reads, also where a page sends an event before it has loaded."""
        token, _ = self._door()
        session = sessions.hashed(token) if token else ""
        if session != self._session:
            self._empty()
            self._session = session
        if for_own and not self.locale:
            await self._arrive()

    def _empty(self) -> None:
        """Nothing of the person before stays, in any room."""
        choice, session = self.language_choice, self._session
        self._trunk().reset()
        self.language_choice, self._session = choice, session

    async def _enter(self, find: Work[[str], Surroundings]) -> None:
        """Find the place that the page's address names, for the frame."""
        self._stand_in(await self._read(find, self._slug()))

    def _stand_in(self, place: Surroundings) -> None:
        """Let the frame show where the page is."""
        self.place_slug, self.place_name = place.slug, place.name
        self.place_notice = place.notice
        self.place_href, self.place_rights = place.href, sorted(place.rights)
        self.place_is_open = place.is_open

    def _leave(self) -> None:
        self.place_slug = self.place_name = self.place_href = self.place_notice = ""
        self.place_rights, self.place_is_open = [], False

    def _say(self, code: str, **params: object) -> None:
        """Tell the person that something is done."""
        self.notice_signs_in = False
        self.notice = sentence(code, self.locale, **params)

    def _say_there(self, code: str, **params: object) -> None:
        """Tell it on the page that comes next."""
        self._say(code, **params)
        self._goes_along = True

    def _clear_away(self) -> None:
        """What was said on the page before is not said again on this one."""
        if not self._goes_along:
            self.notice, self.notice_signs_in = "", False
        self._goes_along = False

    def _refuse(self, error: AppError, *, focus: bool = True) -> None:
        """Tell the person what was refused: at its field, or as a notice."""
        self.refusals += focus
        if isinstance(error, Invalid):
            self.errors = {error.field: explain(error, self.locale)}
            return
        if isinstance(error, InvalidFields):
            self.errors = {p.field: explain(p, self.locale) for p in error.problems}
        self.notice = explain(error, self.locale)
        self.notice_signs_in = isinstance(error, SignedOut)

    def _flash(self) -> Flash:
        """What a form's answer has left for this page."""
        return read_flash(self.router.headers.cookie or "", self.router.url.path or "/")

    def _slug(self) -> str:
        return self._part("slug")

    def _part(self, name: str) -> str:
        """A part of the page's address, as in /i/[slug]."""
        return keepable(str(getattr(self, name, "") or ""))

    def _door(self) -> tuple[str | None, str]:
        """The cookie that says who asks, and the language that they read."""
        return cookie(self.router.headers.cookie or "", sessions.COOKIE), self.locale

    def _asked_for(self) -> str:
        for asked in (self.router.headers.accept_language or "").split(","):
            if found := known(asked.partition(";")[0].strip()):
                return found
        return settings().language

    def _sign_in_first(self) -> EventSpec:
        self.arrived_at = ""
        way_back = quote(self.router.url.path or "/", safe="/")
        return cast("EventSpec", rx.redirect(f"/sign-in?next={way_back}"))


def _in(
    begin: Callable[[], Any],
    door: tuple[str | None, str],
    work: Callable[..., R],
    *args: object,
    **kwargs: object,
) -> R:
    token, locale = door
    with begin() as session:
        actor = sessions.actor_of(session, token)
        if locale:
            actor = dataclasses.replace(actor, locale=locale)
        return work(session, actor, *args, **kwargs)


def _whoever(session: Session, actor: Actor) -> Actor:
    return actor


def arriving(load: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R | Any]]:
    """Make a handler a page's first: the reader becomes known.

    A page that is not theirs is missing, or asks them to sign in first; one that they
    may know of but not open says why.
    """

    @functools.wraps(load)
    async def arrived(*args: P.args, **kwargs: P.kwargs) -> R | EventSpec | None:
        self = cast("AppState", args[0])
        actor = await self._arrive()
        try:
            return await load(*args, **kwargs)
        except SignedOut:
            return self._sign_in_first()
        except NotFound:
            if not actor.is_somebody:
                return self._sign_in_first()
            self._leave()
            self._blank()
            self.missing = True
            return None
        except AppError as error:
            self._blank()
            self.barred = explain(error, self.locale)
            return None

    return arrived


def answering(act: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R | Any]]:
    """Make a handler tell its refusals: at the field, or as a notice."""

    @functools.wraps(act)
    async def answered(*args: P.args, **kwargs: P.kwargs) -> R | None:
        self = cast("AppState", args[0])
        self.errors = {}
        self.notice = ""
        try:
            return await act(*args, **kwargs)
        except AppError as error:
            self._refuse(error)
            return None

    return answered


def tell_refusals(exception: Exception) -> None:
    """What no handler foresaw goes to the log; the person's page keeps what it has."""
    log.error("event.failed", exc_info=exception)
