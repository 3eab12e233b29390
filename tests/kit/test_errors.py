"""Refusals carry a code, parameters and, where there is one, the field."""

import pytest

from impact_hub.kit import errors
from impact_hub.kit.errors import Invalid, InvalidFields


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("SignedOut", 401),
        ("Forbidden", 403),
        ("NotFound", 404),
        ("Conflict", 409),
        ("TooMany", 429),
    ],
)
def test_every_refusal_has_its_status(name, status):
    refusal = getattr(errors, name)("room.code", limit=3)

    assert (refusal.status, refusal.code, refusal.params) == (
        status,
        "room.code",
        {"limit": 3},
    )


def test_what_was_typed_wrongly_knows_its_field():
    refusal = Invalid("forms.not_a_day", field="starts")

    assert (refusal.status, refusal.field) == (422, "starts")


def test_several_wrong_fields_are_told_together():
    first, second = Invalid("a.b", field="x"), Invalid("a.c", field="y")

    refusal = InvalidFields([first, second])

    assert refusal.problems == (first, second)
    assert refusal.params == {"n": 2}


def test_a_refusal_reads_well_in_a_log():
    assert str(Invalid("a.b", field="x")) == "a.b"
    assert str(Invalid("a.b", field="x", most=3)) == "a.b {'most': 3}"
