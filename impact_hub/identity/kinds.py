"""What organisations are. Pure."""

from enum import StrEnum, auto


class OrganisationKind(StrEnum):
    """What an organisation is."""

    NONPROFIT = auto()
    PUBLIC_BODY = auto()
    COMPANY = auto()
    FOUNDATION = auto()
    SCHOOL = auto()
    CONGREGATION = auto()
    CITIZENS_GROUP = auto()
