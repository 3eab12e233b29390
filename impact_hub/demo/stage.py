"""What the story is told with: the open transaction, the people, and a diary."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from impact_hub.demo.days import Days
from impact_hub.demo.story import PASSWORD, Cast, Told
from impact_hub.features.organisations import service as organisations
from impact_hub.features.organisations.forms import Profile
from impact_hub.identity import service as identity
from impact_hub.identity import sessions
from impact_hub.identity.models import Organisation, OrganisationKind, Person
from impact_hub.identity.permissions import Actor, Role, house
from impact_hub.kit import clock
from impact_hub.kit.db import id_of

HOUSE = house("demo")


@dataclass
class Stage:
    """Who and what is there by now, by the keys of the story."""

    session: Session
    days: Days
    organisations: dict[str, Organisation] = field(
        default_factory=dict[str, Organisation]
    )
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    actors: dict[str, Actor] = field(default_factory=dict[str, Actor])

    def acting(self, cast: Cast) -> Actor:
        """Somebody of the story, with the rights that they have by now."""
        if cast.email not in self.actors:
            person = self.people[cast.email]
            self.actors[cast.email] = sessions.as_actor(self.session, person)
        return self.actors[cast.email]

    def enter(self, cast: Cast) -> None:
        """Give somebody an account."""
        password = PASSWORD if cast.signs_in else None
        self.people[cast.email] = identity.create_person(
            self.session, HOUSE, email=cast.email, name=cast.name, password=password
        )

    def found(self, cast: Cast, told: Told) -> None:
        """Let somebody found their own organisation."""
        self.enter(cast)
        self.organisations[cast.at] = organisations.found_organisation(
            self.session,
            self.acting(cast),
            name=told["name"],
            kind=OrganisationKind(told["kind"]),
        )
        self._joined(cast, told)

    def accept(self, cast: Cast, token: str, told: Told) -> None:
        """Let the first owner of an organisation come through an invitation."""
        self.enter(cast)
        self.organisations[cast.at] = organisations.accept_invitation(
            self.session, self.acting(cast), token
        )
        self._joined(cast, told)

    def fetch(self, cast: Cast, owner: Cast) -> None:
        """Let an owner bring somebody else into the organisation."""
        slug = self.organisations[cast.at].slug
        token = organisations.invite(
            self.session, self.acting(owner), slug, role=Role(cast.role), note=cast.name
        )
        self.enter(cast)
        organisations.accept_invitation(self.session, self.acting(cast), token)
        self.actors.pop(cast.email)

    def number(self, key: str) -> int:
        """The number of an organisation."""
        return id_of(self.organisations[key])

    def _joined(self, cast: Cast, told: Told) -> None:
        self.session.flush()
        self.actors.pop(cast.email)
        slug = self.organisations[cast.at].slug
        organisations.edit_organisation(
            self.session, self.acting(cast), slug, profile_of(told)
        )


def profile_of(told: Told) -> Profile:
    """What an organisation says about itself, in both languages."""
    return Profile(
        name=told["name"],
        kind=OrganisationKind(told["kind"]),
        place=told.get("place", "Morgenbrück"),
        website=told.get("website", ""),
        description="\n\n".join(told["about"].values()),
    )


@dataclass
class Diary:
    """What happens when. It is written in any order and told from the first day on."""

    pages: list[tuple[datetime, int, Callable[[], object]]] = field(
        default_factory=list[tuple[datetime, int, Callable[[], object]]]
    )

    def at(self, when: datetime, what: Callable[[], object]) -> None:
        """Something happens at this instant."""
        self.pages.append((when, len(self.pages), what))

    def tell(self) -> None:
        """Let everything happen, each at its time."""
        for when, _, what in sorted(self.pages, key=lambda page: page[:2]):
            with clock.at(when):
                what()
