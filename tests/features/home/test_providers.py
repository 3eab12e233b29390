"""The page to sign in offers every provider of the settings, and knows the way back."""

import pytest

from impact_hub.features.home.state import SignInState
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
