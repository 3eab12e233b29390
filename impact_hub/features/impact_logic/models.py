"""Results, and the links between them."""

from sqlmodel import Field, UniqueConstraint

from impact_hub.kit.db import Versioned, Words


class Result(Versioned, table=True):
    """One box of the logic. It stands on a step."""

    initiative_id: int = Field(
        foreign_key="initiative.id", index=True, ondelete="CASCADE"
    )
    step: int
    titles: dict[str, str] = Field(sa_type=Words)
    descriptions: dict[str, str] = Field(default_factory=dict, sa_type=Words)
    position: int = 0  # on its step, from the left


class Link(Versioned, table=True):
    """This leads to that, if the assumption holds."""

    __table_args__ = (UniqueConstraint("cause_id", "effect_id"),)

    cause_id: int = Field(foreign_key="result.id", ondelete="CASCADE")
    effect_id: int = Field(foreign_key="result.id", index=True, ondelete="CASCADE")
    assumptions: dict[str, str] = Field(default_factory=dict, sa_type=Words)
