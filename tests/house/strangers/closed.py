"""An initiative that is not open, with words and figures in it that nobody overlooks.

What people wrote there and no outsider may read has one of three words in it; figures
of updates that are not approved are two numbers that stand nowhere else.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from impact_hub.features.impact_logic.models import Result
from impact_hub.features.indicators.models import Category, Dimension
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.initiatives.models import Participation, Period
from impact_hub.features.organisations.models import Invitation
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity import sessions
from impact_hub.identity.models import Membership, Person
from impact_hub.identity.permissions import Role
from impact_hub.kit import clock, db
from impact_hub.kit.calendar import from_code
from impact_hub.kit.db import id_of
from tests.clock import NOON
from tests.databases import Template, hub_on
from tests.factories import (
    Q1,
    Q3,
    make_dimension,
    make_indicator,
    make_invitation,
    make_member,
    make_organisation,
    make_period,
    make_result,
    make_target,
    make_update,
    make_value,
    take_part,
)
from tests.people import Cast
from tests.world import World, cast_in, world_in

INITIATIVE = "Zinnober"  # in every text of the initiative
OTHERS = "Ockergelb"  # in what the other partner wrote and was told
INVITED = "Karmesin"  # in the notes of invitations
FIGURE = "7319426"  # of the partner's draft
OTHERS_FIGURE = "8642097"  # of the other partner's draft

SEEN_BY_NOBODY_ELSE = frozenset({OTHERS, OTHERS_FIGURE, INVITED})
CLOSED = SEEN_BY_NOBODY_ELSE | {INITIATIVE, FIGURE}

# A figure as any language writes it: 7,319,426 or 7.319.426 or 7 319 426.
_GROUPED = re.compile(r"(?<=\d)[.,'’\u00a0\u202f ](?=\d{3})")


@dataclass(frozen=True)
class Asker:
    """Somebody who asks for what is not theirs."""

    name: str
    session: str  # the token of their cookie
    hidden: frozenset[str]  # what they must not get to see


@dataclass(frozen=True)
class Closed:
    """Everything's numbers, as an attacker may have guessed or seen them."""

    file: Path  # of the database
    cast: Cast
    world: World
    third: Result  # beside the lower one
    waiting: Participation  # of an organisation without people
    draft: Update  # the partner's
    others_draft: Update
    submitted: Update  # the partner's, of the quarter before
    plain: Update  # submitted, and nothing in it is unusual
    approved: Update  # the partner's, of the quarter before that
    empty_period: Period  # in which nobody has reported
    invitation: Invitation  # into the backbone
    link: str  # its secret
    used_link: str  # of one that somebody has accepted
    category: Category
    older: Category  # beside it
    unused: Dimension  # that nothing is split by
    membership: Membership  # of the backbone's viewer
    askers: tuple[Asker, ...]
    insiders: tuple[Asker, ...]  # who may do one thing or the other

    def leaks(self, asker: Asker, heard: str) -> set[str]:
        """What somebody got to see and must not."""
        plain = _GROUPED.sub("", heard)
        return {word for word in asker.hidden if word in plain}

    def restore(self) -> None:
        """Let everything be as it was in the beginning."""
        with (
            closing(sqlite3.connect(_beginning(self.file))) as source,
            closing(sqlite3.connect(self.file)) as target,
        ):
            source.backup(target)


@contextmanager
def closed_hub(sqlite: Template, folder: Path) -> Iterator[Closed]:
    """A hub with a closed initiative in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOON)
        with hub_on(sqlite, folder, patch):
            with db.transaction() as session:
                closed = _make(session, folder / "hub.sqlite")
            with (
                closing(sqlite3.connect(closed.file)) as source,
                closing(sqlite3.connect(_beginning(closed.file))) as target,
            ):
                source.backup(target)
            yield closed


def _beginning(file: Path) -> Path:
    return file.with_suffix(".beginning")


class Watch:
    """Tells which tables have changed since it last looked."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._version = self._changes()
        self._rows = self._all()

    def changed(self) -> set[str]:
        """The tables in which something is different."""
        version = self._changes()
        if version == self._version:
            return set()
        before, self._version, self._rows = self._rows, version, self._all()
        return {name for name, rows in self._rows.items() if rows != before[name]}

    def close(self) -> None:
        self._connection.close()

    def _changes(self) -> int:
        return self._connection.execute("PRAGMA data_version").fetchone()[0]

    def _all(self) -> dict[str, list[tuple[object, ...]]]:
        tables = self._connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        return {
            name: self._connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            for (name,) in tables
        }


def _make(session: Session, file: Path) -> Closed:
    cast = cast_in(session)
    world = world_in(session)
    third = make_result(session, world.initiative, step=world.lower.step)
    waiting = make_organisation(session, name="Waiting", sponsor_id=cast.backbone.id)
    _write_into(session, world)
    draft = make_update(session, world.quarter, cast.partner, note=f"{INITIATIVE} ours")
    make_value(
        session, draft, world.people, figure=Decimal(FIGURE), note=f"{INITIATIVE} ours"
    )
    make_value(session, draft, world.share, reason=MissingReason.LATER)
    others = make_update(session, world.quarter, cast.other_partner, note=OTHERS)
    make_value(
        session, others, world.people, figure=Decimal(OTHERS_FIGURE), note=OTHERS
    )
    before = make_period(session, world.initiative, Q1)
    submitted = make_update(
        session, before, cast.partner, status=Status.SUBMITTED, submitted_at=clock.now()
    )
    for indicator in (world.people, world.share):
        make_value(session, submitted, indicator, reason=MissingReason.LATER)
    approved = make_update(
        session,
        make_period(session, world.initiative, from_code("2025-Q4")),
        cast.partner,
        status=Status.APPROVED,
        submitted_at=clock.now(),
    )
    make_value(session, approved, world.people, reason=MissingReason.LATER)
    returned = make_update(
        session,
        before,
        cast.other_partner,
        status=Status.RETURNED,
        return_reason=f"{OTHERS} is missing",
        submitted_at=clock.now(),
        submitted_by=f"{OTHERS} Omar",
    )
    make_value(session, returned, world.people, figure=Decimal(OTHERS_FIGURE))
    for organisation in (cast.partner, cast.other_partner):
        make_invitation(session, organisation, note=f"{INVITED} of it")
    invitation, link = make_invitation(session, cast.backbone, note=f"{INVITED} of all")
    _, used = make_invitation(
        session,
        cast.backbone,
        accepted_at=clock.now(),
        accepted_by_id=cast.coordinator.person_id,
    )
    category, older = session.exec(
        select(Category)
        .where(Category.dimension_id == world.age.id)
        .order_by(col(Category.position))
    ).all()
    unused = make_dimension(session, world.initiative, "unused", "x")
    unused.titles = {"de": INITIATIVE}
    make_indicator(session, world.initiative, code="unused", titles={"de": INITIATIVE})
    membership = session.exec(
        select(Membership).where(Membership.person_id == cast.viewer.person_id)
    ).one()
    outsider = make_member(session, cast.outside, Role.EDITOR, name="Edda Elsewhere")

    def asker(name: str, person_id: int, hidden: frozenset[str]) -> Asker:
        cookie = sessions.open_session(session, person_id) if person_id else ""
        addresses = _addresses_of_others(session, person_id)
        return Asker(name, cookie, hidden | addresses)

    insiders = ("owner", "partner_owner")
    return Closed(
        file=file,
        cast=cast,
        world=world,
        draft=draft,
        others_draft=others,
        third=third,
        waiting=take_part(session, world.initiative, waiting),
        submitted=submitted,
        approved=approved,
        plain=_unremarkable(session, world, cast),
        empty_period=make_period(session, world.initiative, Q3),
        invitation=invitation,
        link=link,
        used_link=used,
        category=category,
        older=older,
        unused=unused,
        membership=membership,
        askers=(
            asker("nobody", 0, CLOSED),
            asker("editor elsewhere", id_of(outsider), CLOSED),
            asker(
                "viewer of a partner",
                cast.partner_viewer.person_id or 0,
                SEEN_BY_NOBODY_ELSE,
            ),
        ),
        insiders=tuple(
            asker(name, getattr(cast, name).person_id, frozenset()) for name in insiders
        ),
    )


def _addresses_of_others(session: Session, person_id: int) -> frozenset[str]:
    """The e-mail addresses of all whom a person shares no organisation with."""
    own = select(Membership.organisation_id).where(Membership.person_id == person_id)
    known = select(Membership.person_id).where(col(Membership.organisation_id).in_(own))
    others = select(Person.email).where(col(Person.id).not_in(known))
    return frozenset(session.exec(others))


def _unremarkable(session: Session, world: World, cast: Cast) -> Update:
    """An update that waits, and in which nothing deserves a second look."""
    update = make_update(
        session,
        make_period(session, world.initiative, from_code("2025-Q3")),
        cast.other_partner,
        status=Status.SUBMITTED,
        submitted_at=clock.now(),
    )
    make_value(session, update, world.people, figure=Decimal(OTHERS_FIGURE))
    return update


def _write_into(session: Session, world: World) -> None:
    """Put the word into everything that people write in an initiative."""
    said = {"de": f"{INITIATIVE} hier", "en": f"{INITIATIVE} here"}
    initiative = world.initiative
    initiative.names = initiative.goals = initiative.notices = said
    initiative.area = INITIATIVE
    for result in (world.lower, world.upper):
        result.titles = result.descriptions = said
    world.link.assumptions = said
    for indicator in (world.people, world.share):
        indicator.titles = indicator.definitions = indicator.units = said
        indicator.source = indicator.licence = INITIATIVE
    world.people.version = 2  # which no partner has confirmed
    world.age.titles = said
    for table in (Category, Dimension):
        for row in session.exec(select(table)):
            row.titles = said
    make_target(session, world.people, figure=Decimal(FIGURE))
    session.flush()
