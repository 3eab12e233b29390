"""One table says which role carries which right, and everything follows it."""

from itertools import combinations

import pytest

from impact_hub.identity.permissions import (
    ANYONE,
    GRANTS,
    Actor,
    Permission,
    Role,
    house,
)
from impact_hub.kit.errors import Forbidden, SignedOut

HERE, ELSEWHERE = 1, 2

OF_ITS_ROLE = {
    Permission.ORGANISATION_EDIT: {Role.OWNER},
    Permission.MEMBERS_MANAGE: {Role.OWNER},
    Permission.INITIATIVE_CREATE: {Role.OWNER, Role.EDITOR},
    Permission.INITIATIVE_EDIT: {Role.OWNER, Role.EDITOR},
    Permission.FIGURES_SEE: {Role.OWNER, Role.EDITOR, Role.VIEWER},
    Permission.FIGURES_WRITE: {Role.OWNER, Role.EDITOR},
    Permission.FIGURES_REVIEW: {Role.OWNER, Role.EDITOR},
    Permission.FIGURES_IMPORT: {Role.OWNER, Role.EDITOR},
}


def member(role: Role) -> Actor:
    return Actor(person_id=7, name="Ada", roles={HERE: role})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_carries_its_rights_at_its_own_organisation_only(role, permission):
    actor = member(role)

    assert actor.may(permission, at=HERE) == (role in OF_ITS_ROLE[permission])
    assert not actor.may(permission, at=ELSEWHERE)
    assert not actor.may(permission, at=None)


def test_every_role_may_more_than_the_one_below():
    for lower, higher in combinations((Role.VIEWER, Role.EDITOR, Role.OWNER), 2):
        assert GRANTS[lower] < GRANTS[higher]


def test_what_is_not_allowed_is_forbidden():
    member(Role.EDITOR).require(Permission.FIGURES_WRITE, at=HERE)

    with pytest.raises(Forbidden, match=r"identity\.may_not"):
        member(Role.VIEWER).require(Permission.FIGURES_WRITE, at=HERE)


def test_whoever_is_signed_out_is_asked_to_sign_in_first():
    assert not ANYONE.is_somebody
    with pytest.raises(SignedOut, match=r"identity\.signed_out"):
        ANYONE.require(Permission.FIGURES_SEE, at=HERE)
    with pytest.raises(SignedOut):
        ANYONE.require_sign_in()


def test_a_person_without_an_organisation_is_signed_in_and_may_nothing():
    newcomer = Actor(person_id=7, name="Ada")

    newcomer.require_sign_in()
    with pytest.raises(Forbidden):
        newcomer.require(Permission.FIGURES_SEE, at=HERE)


@pytest.mark.parametrize("permission", Permission)
def test_a_program_of_the_house_may_everything_and_has_a_name(permission):
    program = house("command line")

    program.require(permission, at=HERE)
    assert (program.name, program.person_id) == ("command line", None)
