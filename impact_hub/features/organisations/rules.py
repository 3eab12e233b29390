"""When an invitation can be accepted, and who may not be removed. Pure."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum, auto

from impact_hub.identity.permissions import Role
from impact_hub.kit.errors import Conflict, Invalid

RANK = {Role.VIEWER: 0, Role.EDITOR: 1, Role.OWNER: 2}


class InvitationStatus(StrEnum):
    """Where an invitation is."""

    OPEN = auto()
    ACCEPTED = auto()
    WITHDRAWN = auto()
    EXPIRED = auto()


INVITATION_SENTENCES: Mapping[InvitationStatus, str] = {
    InvitationStatus.ACCEPTED: "organisations.invitation_accepted",
    InvitationStatus.WITHDRAWN: "organisations.invitation_withdrawn",
    InvitationStatus.EXPIRED: "organisations.invitation_expired",
}


def status_of(
    *,
    accepted_at: datetime | None,
    withdrawn_at: datetime | None,
    expires_at: datetime,
    now: datetime,
) -> InvitationStatus:
    """Where an invitation is now."""
    if accepted_at is not None:
        return InvitationStatus.ACCEPTED
    if withdrawn_at is not None:
        return InvitationStatus.WITHDRAWN
    return InvitationStatus.EXPIRED if now >= expires_at else InvitationStatus.OPEN


def check_acceptable(status: InvitationStatus) -> None:
    """Refuse every invitation that is not open, each with its own sentence."""
    if status is not InvitationStatus.OPEN:
        raise Conflict(INVITATION_SENTENCES[status])


def check_withdrawable(status: InvitationStatus) -> None:
    """Refuse what is over already. An expired invitation only stands in the way."""
    if status is not InvitationStatus.EXPIRED:
        check_acceptable(status)


def higher(one: Role, other: Role) -> Role:
    """The role that may do more: an invitation never takes rights away."""
    return max(one, other, key=RANK.__getitem__)


def check_owner_remains(owners: int, *, was_owner: bool, stays_owner: bool) -> None:
    """Refuse to leave an organisation without an owner."""
    if was_owner and not stays_owner and owners == 1:
        raise Conflict("organisations.last_owner")


def checked_name(name: str) -> str:
    """An organisation's name as it is kept."""
    name = " ".join(name.split())
    if len(name) < 2:
        raise Invalid("organisations.name_needed", field="name")
    return name


def checked_website(website: str) -> str:
    """A web address as it is kept; "" is fine."""
    website = website.strip()
    if website and "://" not in website:
        website = f"https://{website}"
    if website and not website.startswith(("https://", "http://")):
        raise Invalid("organisations.not_a_website", field="website")
    return website
