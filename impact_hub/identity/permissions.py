"""Who may do what: roles, permissions, and the actor who asks. Pure.

Every permission is held *at an organisation*: the one that reports, or the backbone
of the initiative. There is no other right in this house.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from types import MappingProxyType

from impact_hub.kit.errors import Forbidden, SignedOut


class Role(StrEnum):
    """What somebody is in an organisation."""

    OWNER = auto()
    EDITOR = auto()
    VIEWER = auto()


class Permission(StrEnum):
    """What can be allowed. The organisation it is held at is said in the caption."""

    ORGANISATION_EDIT = "organisation.edit"  # its own
    MEMBERS_MANAGE = "members.manage"  # its own
    INITIATIVE_CREATE = "initiative.create"  # the one that becomes the backbone
    INITIATIVE_EDIT = (
        "initiative.edit"  # the backbone: goal, partners, logic, indicators, periods
    )
    FIGURES_SEE = (
        "figures.see"  # the reporting one or the backbone: what is not approved yet
    )
    FIGURES_WRITE = "figures.write"  # the reporting one
    FIGURES_REVIEW = "figures.review"  # the backbone
    FIGURES_IMPORT = "figures.import"  # the backbone


_VIEWER = frozenset({Permission.FIGURES_SEE})
_EDITOR = _VIEWER | {
    Permission.INITIATIVE_CREATE,
    Permission.INITIATIVE_EDIT,
    Permission.FIGURES_WRITE,
    Permission.FIGURES_REVIEW,
    Permission.FIGURES_IMPORT,
}
_OWNER = _EDITOR | {Permission.ORGANISATION_EDIT, Permission.MEMBERS_MANAGE}

GRANTS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {Role.VIEWER: _VIEWER, Role.EDITOR: _EDITOR, Role.OWNER: _OWNER}
)


@dataclass(frozen=True)
class Actor:
    """Whoever asks, made once per event or request. Checking it needs no database."""

    person_id: int | None = None
    name: str = ""
    roles: Mapping[int, Role] = field(
        default_factory=dict[int, Role]
    )  # by organisation
    locale: str = ""
    is_house: bool = False  # a program of the house itself: command line, demo

    @property
    def is_somebody(self) -> bool:
        """Signed in, or a program of the house."""
        return self.person_id is not None or self.is_house

    def may(self, permission: Permission, *, at: int | None) -> bool:
        """Whether the actor holds `permission` at the organisation `at`."""
        if self.is_house:
            return True
        role = self.roles.get(at) if at is not None else None
        return role is not None and permission in GRANTS[role]

    def require(self, permission: Permission, *, at: int | None) -> None:
        """Refuse unless the actor holds `permission` at the organisation `at`."""
        self.require_sign_in()
        if not self.may(permission, at=at):
            raise Forbidden("identity.may_not")

    def require_sign_in(self) -> None:
        """Refuse unless somebody is signed in."""
        if not self.is_somebody:
            raise SignedOut("identity.signed_out")


ANYONE = Actor()


def house(name: str) -> Actor:
    """A program of the house, named in the audit: `house("command line")`."""
    return Actor(name=name, is_house=True)
