"""The page to sign in offers every provider of the settings, and knows the way back."""

import pytest

from impact_hub.features.home.state import AccountState, SignInState
from impact_hub.features.joining.state.invitation import InvitationState
from impact_hub.identity import sessions
from impact_hub.identity.models import ExternalIdentity
from impact_hub.kit import db
from impact_hub.kit.db import id_of
from tests.factories import make_person
from tests.states import act, state_of

pytestmark = pytest.mark.anyio

TWO = """[
    {"id": "town", "name": "Stadt Musterstadt", "client_id": "hub",
     "issuer": "https://id.town.example"},
    {"id": "club", "name": "Verein", "client_id": "hub",
     "issuer": "https://id.club.example"}
]"""


async def offered(path: str) -> list[tuple[str, str]]:
    state = state_of(SignInState, path=path)
    await act(state, "load")
    return [(each.name, each.href) for each in state.providers]


async def test_without_providers_none_is_offered(hub):
    assert await offered("/sign-in") == []


async def test_each_provider_is_offered_by_its_name(hub, configure):
    configure(HUB_OIDC_PROVIDERS=TWO)

    assert await offered("/sign-in") == [
        ("Stadt Musterstadt", "/auth/oidc/town?next=/"),
        ("Verein", "/auth/oidc/club?next=/"),
    ]


async def test_whoever_was_invited_comes_back_to_the_invitation(hub, configure):
    configure(HUB_OIDC_PROVIDERS=TWO)

    (_, first), _ = await offered("/sign-in?next=/invite/abc-DEF_1")

    assert first == "/auth/oidc/town?next=/invite/abc-DEF_1"


async def test_a_way_back_with_a_question_stays_whole(hub, configure):
    configure(HUB_OIDC_PROVIDERS=TWO)

    (_, first), _ = await offered("/sign-in?next=%2Fi%2Fone%3Fa%3D1%26b%3D2%23figures")

    assert first == "/auth/oidc/town?next=/i/one%3Fa%3D1%26b%3D2%23figures"


async def test_an_invitation_offers_every_provider_and_comes_back_to_it(hub, configure):
    configure(HUB_OIDC_PROVIDERS=TWO)
    state = state_of(InvitationState, invitation="abc-DEF_1")

    await act(state, "load")

    assert [(each.name, each.href) for each in state.providers] == [
        ("Stadt Musterstadt", "/auth/oidc/town?next=/invite/abc-DEF_1"),
        ("Verein", "/auth/oidc/club?next=/invite/abc-DEF_1"),
    ]


def known_through(*issuers: str, **person: object) -> str:
    """The token of somebody whom these vouch for."""
    with db.transaction() as session:
        number = id_of(make_person(session, **person))
        for issuer in issuers:
            session.add(ExternalIdentity(person_id=number, issuer=issuer, subject="1"))
        return sessions.open_session(session, number)


@pytest.mark.parametrize(
    ("issuers", "password", "said"),
    [
        ((), "hash", (True, "")),
        (("https://id.town.example/",), None, (False, "Stadt Musterstadt")),
        (
            ("https://id.club.example", "https://id.old.example"),
            "hash",
            (True, "Verein, https://id.old.example"),
        ),
    ],
)
async def test_the_account_says_how_one_signs_in(
    hub, configure, issuers, password, said
):
    configure(HUB_OIDC_PROVIDERS=TWO)
    token = known_through(*issuers, password_hash=password)
    state = state_of(AccountState, token=token)

    await act(state, "load")

    assert (state.has_password, state.signs_in_with) == said
