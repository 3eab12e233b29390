"""Rows for tests: plain functions with sensible values, and overrides.

They write tables directly, past the services, so that a test can begin anywhere.
"""

import itertools
from datetime import date, timedelta
from typing import TypeVar

from sqlmodel import Session

from impact_hub.features.impact_logic.models import Link, Result
from impact_hub.features.indicators.models import (
    Assignment,
    Category,
    CellRecord,
    Dimension,
    Indicator,
    Split,
    SplitDimension,
    Target,
)
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import OverPartners, OverTime, ValueKind
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service.placing import cell_ids
from impact_hub.features.initiatives.models import Initiative, Participation, Period
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.organisations.models import Invitation
from impact_hub.features.reporting.models import (
    ApprovedValue,
    Correction,
    Figures,
    HeldEntry,
    Update,
    Value,
)
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity import passwords, sessions
from impact_hub.identity.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Person,
)
from impact_hub.identity.permissions import Role, house
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm, Span
from impact_hub.kit.db import Row, id_of

R = TypeVar("R", bound=Row)

PASSWORD = "correct horse battery"

Q1 = Span(date(2026, 1, 1), date(2026, 3, 31), Rhythm.QUARTER)
Q2 = Span(date(2026, 4, 1), date(2026, 6, 30), Rhythm.QUARTER)
Q3 = Span(date(2026, 7, 1), date(2026, 9, 30), Rhythm.QUARTER)

_numbers = itertools.count(1)


def make_person(session: Session, **changes: object) -> Person:
    name = str(changes.get("name", f"Person {next(_numbers)}"))
    given = {
        "name": name,
        "email": f"{name.replace(' ', '.').lower()}@example.org",
        "locale": "en",
        "created_at": clock.now(),
        **changes,
    }
    return _kept(session, Person(**given))


def make_person_with_password(session: Session, **changes: object) -> Person:
    hashed = passwords.hash_password(PASSWORD)
    return make_person(session, password_hash=hashed, **changes)


def make_organisation(session: Session, **changes: object) -> Organisation:
    name = str(changes.get("name", f"Organisation {next(_numbers)}"))
    given = {
        "name": name,
        "slug": name.replace(" ", "-").lower(),
        "kind": OrganisationKind.NONPROFIT,
        "created_at": clock.now(),
        **changes,
    }
    return _kept(session, Organisation(**given))


def make_member(
    session: Session, organisation: Organisation, role: Role, **changes: object
) -> Person:
    """Somebody new in an organisation."""
    person = make_person(session, **changes)
    join(session, person, organisation, role)
    return person


def join(
    session: Session, person: Person, organisation: Organisation, role: Role
) -> Membership:
    return _kept(
        session,
        Membership(
            person_id=id_of(person), organisation_id=id_of(organisation), role=role
        ),
    )


def make_invitation(
    session: Session, organisation: Organisation, **changes: object
) -> tuple[Invitation, str]:
    """An invitation, and the secret of its link."""
    token = sessions.new_token()
    given = {
        "token_hash": sessions.hashed(token),
        "organisation_id": organisation.id,
        "role": Role.EDITOR,
        "created_at": clock.now(),
        "expires_at": clock.now() + timedelta(days=14),
        **changes,
    }
    return _kept(session, Invitation(**given)), token


def make_initiative(
    session: Session, lead: Organisation, **changes: object
) -> Initiative:
    number = next(_numbers)
    given = {
        "slug": f"initiative-{number}",
        "names": {"de": f"Initiative {number}", "en": f"Initiative {number}"},
        "goals": {"de": "Ein Ziel"},
        "languages": ["de", "en"],
        "area": "Musterstadt",
        "starts": date(2026, 1, 1),
        "lead_id": lead.id,
        "rhythm": Rhythm.QUARTER,
        "created_at": clock.now(),
        **changes,
    }
    return _kept(session, Initiative(**given))


def take_part(
    session: Session,
    initiative: Initiative,
    organisation: Organisation,
    part: Part = Part.PARTNER,
    **changes: object,
) -> Participation:
    given = {
        "initiative_id": initiative.id,
        "organisation_id": organisation.id,
        "part": part,
        "starts": initiative.starts,
        **changes,
    }
    return _kept(session, Participation(**given))


def make_result(session: Session, initiative: Initiative, **changes: object) -> Result:
    given = {
        "initiative_id": initiative.id,
        "step": 4,
        "titles": {"de": "Eine Wirkung"},
        **changes,
    }
    return _kept(session, Result(**given))


def make_link(session: Session, cause: Result, effect: Result) -> Link:
    return _kept(session, Link(cause_id=id_of(cause), effect_id=id_of(effect)))


def make_dimension(
    session: Session, initiative: Initiative, code: str, *categories: str
) -> Dimension:
    """A way to split, with categories of these codes."""
    dimension = _kept(
        session,
        Dimension(initiative_id=id_of(initiative), code=code, titles={"de": code}),
    )
    for position, category in enumerate(categories):
        make_category(session, dimension, category, position=position)
    return dimension


def make_category(
    session: Session, dimension: Dimension, code: str, **changes: object
) -> Category:
    given = {
        "dimension_id": dimension.id,
        "code": code,
        "titles": {"de": code},
        **changes,
    }
    return _kept(session, Category(**given))


def make_indicator(
    session: Session,
    initiative: Initiative,
    *dimensions: Dimension,
    **changes: object,
) -> Indicator:
    """An indicator: unless something else is asked for, a count of people."""
    given = {
        "initiative_id": initiative.id,
        "code": f"indicator-{next(_numbers)}",
        "titles": {"de": "Erreichte Menschen", "en": "People reached"},
        "kind": ValueKind.COUNT,
        "over_time": OverTime.SUM,
        "over_partners": OverPartners.SUM,
        "rhythm": Rhythm.QUARTER,
        "asked_of": AskedOf.NAMED,
        "starts": initiative.starts,
        "created_at": clock.now(),
        **changes,
    }
    indicator = _kept(session, Indicator(**given))
    for position, dimension in enumerate(dimensions):
        make_split(session, indicator, dimension, position=position)
    return indicator


def make_split(
    session: Session, indicator: Indicator, *dimensions: Dimension, position: int = 0
) -> Split:
    """Split by one dimension, or by several that are crossed."""
    split = _kept(session, Split(indicator_id=id_of(indicator), position=position))
    for place, dimension in enumerate(dimensions):
        _kept(
            session,
            SplitDimension(
                split_id=id_of(split), dimension_id=id_of(dimension), position=place
            ),
        )
    return split


def make_share(session: Session, initiative: Initiative) -> Indicator:
    """An indicator that is a share: so many of so many."""
    return make_indicator(
        session,
        initiative,
        code="share",
        kind=ValueKind.RATIO,
        titles={"de": "Anteil", "en": "Share"},
    )


def assign(
    session: Session,
    indicator: Indicator,
    organisation: Organisation,
    **changes: object,
) -> Assignment:
    given = {
        "indicator_id": indicator.id,
        "organisation_id": organisation.id,
        "starts": date(2026, 1, 1),
        **changes,
    }
    return _kept(session, Assignment(**given))


def make_target(session: Session, indicator: Indicator, **changes: object) -> Target:
    given = {
        "indicator_id": indicator.id,
        "due": date(2026, 12, 31),
        "figure": 100,
        **changes,
    }
    return _kept(session, Target(**given))


def make_period(
    session: Session, initiative: Initiative, span: Span = Q2, **changes: object
) -> Period:
    """A period that is open from the day after its end, for a month."""
    given = {
        "initiative_id": initiative.id,
        "rhythm": span.rhythm,
        "starts": span.starts,
        "ends": span.ends,
        "opens_on": span.ends + timedelta(days=1),
        "due_on": span.ends + timedelta(days=31),
        **changes,
    }
    return _kept(session, Period(**given))


def make_update(
    session: Session, period: Period, organisation: Organisation, **changes: object
) -> Update:
    """An update; where it is approved, its values count."""
    given = {"period_id": period.id, "organisation_id": organisation.id, **changes}
    if given.get("status") is Status.APPROVED:
        given = {"approved_at": clock.now(), "first_approved_at": clock.now(), **given}
    return _kept(session, Update(**given))


def make_value(
    session: Session,
    update: Update,
    indicator: Indicator,
    *,
    cell: str = "",
    **changes: object,
) -> Value:
    """A value; of an approved update it counts."""
    given = {
        "update_id": update.id,
        "indicator_id": indicator.id,
        "cell_id": cell_of(session, indicator, cell),
        **changes,
    }
    if update.approved_at is not None:
        _kept(session, ApprovedValue(**given))
    return _kept(session, Value(**given))


def cell_of(session: Session, indicator: Indicator, key: str) -> int:
    """The number of a cell, by its text."""
    cell = Cell.read(key)
    return cell_ids(session, house("tests"), indicator.initiative_id, [cell])[cell]


def key_of(session: Session, value: Figures | Correction | HeldEntry) -> str:
    """The text of a value's cell."""
    return session.get_one(CellRecord, value.cell_id).key


def _kept(session: Session, row: R) -> R:
    session.add(row)
    session.flush()
    return row
