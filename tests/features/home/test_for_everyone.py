"""Whoever comes to an inner page without an account is offered what is open."""

import pytest

from impact_hub.features.home.views import page_for_everyone
from impact_hub.identity.permissions import ANYONE
from impact_hub.kit import clock
from tests.factories import make_initiative


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [
        ("/i/open", "/p/open"),
        ("/i/open/", "/p/open"),
        ("/i/open/indicators/people", "/p/open/indicators/people"),
        ("/i/open/indicators/people/edit", "/p/open"),
        ("/i/open/figures/1/partner", "/p/open"),
        ("/i/closed", ""),
        ("/i/closed/indicators/people", ""),
        ("/i/nothing-there", ""),
        ("/o/open", ""),
        ("/", ""),
        ("//elsewhere.example/i/open", ""),
    ],
)
def test_what_is_open_is_offered_without_an_account(session, cast, wanted, offered):
    make_initiative(session, cast.backbone, slug="open", opened_at=clock.now())
    make_initiative(session, cast.backbone, slug="closed")

    assert page_for_everyone(session, ANYONE, wanted) == offered
