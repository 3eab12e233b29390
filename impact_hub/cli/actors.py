"""As whom a command acts: a person of the hub, or whoever runs it."""

from sqlmodel import Session

from impact_hub.identity import sessions
from impact_hub.identity.permissions import Actor, house


def acting(session: Session, email: str | None) -> Actor:
    """The person with this address, with their rights; or the house, with all."""
    if email:
        return sessions.actor_called(session, email)
    return house("command line")
