"""Who may do something, and what everybody else is told.

Every one of the cast is in exactly one of the four groups of an expectation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from sqlmodel import Session

from impact_hub.identity.permissions import Actor
from tests.people import Cast
from tests.world import World


class Answer(StrEnum):
    """What somebody is told."""

    ALLOWED = auto()
    FORBIDDEN = auto()
    NOT_FOUND = auto()
    SIGNED_OUT = auto()


Expected = Mapping[str, Answer]  # by the name in the cast


@dataclass(frozen=True)
class Stage:
    """Where a function is tried: somebody acts in the world of the tests."""

    session: Session
    actor: Actor
    cast: Cast
    world: World


Try = Callable[[Stage], object]
# A room's table: what is expected of each of its functions, and how it is called.
Table = Mapping[Callable[..., object], tuple[Expected, Try]]


def expected(
    *, allowed: str = "", forbidden: str = "", not_found: str = "", signed_out: str = ""
) -> Expected:
    """An expectation, from the names of the cast in each group."""
    groups = {
        Answer.ALLOWED: allowed,
        Answer.FORBIDDEN: forbidden,
        Answer.NOT_FOUND: not_found,
        Answer.SIGNED_OUT: signed_out,
    }
    return {name: answer for answer, names in groups.items() for name in names.split()}


EVERYBODY = expected(
    allowed="owner coordinator viewer partner_owner reporter partner_viewer "
    "other_reporter funder stranger anyone house"
)
SIGNED_IN = expected(
    allowed="owner coordinator viewer partner_owner reporter partner_viewer "
    "other_reporter funder stranger house",
    signed_out="anyone",
)
# Persons, about themselves.
PERSONS = expected(
    allowed="owner coordinator viewer partner_owner reporter partner_viewer "
    "other_reporter funder stranger",
    not_found="house",
    signed_out="anyone",
)
# An initiative that is not open to everyone.
SEES_INITIATIVE = expected(
    allowed="owner coordinator viewer partner_owner reporter partner_viewer "
    "other_reporter funder house",
    not_found="stranger anyone",
)
TAKES_PART = expected(
    allowed="owner coordinator viewer partner_owner reporter partner_viewer "
    "other_reporter funder house",
    not_found="stranger",
    signed_out="anyone",
)
STEERS = expected(
    allowed="owner coordinator house",
    forbidden="viewer partner_owner reporter partner_viewer other_reporter funder",
    not_found="stranger",
    signed_out="anyone",
)
# The same, where the backbone is not an initiative's but given by its number.
STEERS_THE_BACKBONE = expected(
    allowed="owner coordinator house",
    forbidden="viewer partner_owner reporter partner_viewer other_reporter funder "
    "stranger",
    signed_out="anyone",
)
# What belongs to the partner.
PARTNER_SEES = expected(
    allowed="partner_owner reporter partner_viewer house",
    forbidden="owner coordinator viewer other_reporter funder stranger",
    signed_out="anyone",
)
PARTNER_EDITS = expected(
    allowed="partner_owner reporter house",
    forbidden="owner coordinator viewer partner_viewer other_reporter funder stranger",
    signed_out="anyone",
)
PARTNER_OWNS = expected(
    allowed="partner_owner house",
    forbidden="owner coordinator viewer reporter partner_viewer other_reporter funder "
    "stranger",
    signed_out="anyone",
)
# The partner's update.
SEES_UPDATE = expected(
    allowed="owner coordinator viewer partner_owner reporter partner_viewer house",
    not_found="other_reporter funder stranger",
    signed_out="anyone",
)
WRITES_UPDATE = expected(
    allowed="partner_owner reporter house",
    forbidden="owner coordinator viewer partner_viewer",
    not_found="other_reporter funder stranger",
    signed_out="anyone",
)
REVIEWS_UPDATE = expected(
    allowed="owner coordinator house",
    forbidden="viewer partner_owner reporter partner_viewer",
    not_found="other_reporter funder stranger",
    signed_out="anyone",
)
# The page on which it is reviewed.
REVIEWS = expected(
    allowed="owner coordinator house",
    not_found="viewer partner_owner reporter partner_viewer other_reporter funder "
    "stranger",
    signed_out="anyone",
)
