"""When an invitation can be accepted, and who may not be removed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.organisations import rules
from impact_hub.features.organisations.rules import InvitationStatus
from impact_hub.identity.permissions import Role
from impact_hub.kit.errors import Conflict, Invalid

NOW = datetime(2026, 7, 1, tzinfo=UTC)
EARLIER, LATER = NOW - timedelta(days=1), NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("accepted", "withdrawn", "expires", "status"),
    [
        (None, None, LATER, InvitationStatus.OPEN),
        (None, None, NOW, InvitationStatus.EXPIRED),
        (EARLIER, None, LATER, InvitationStatus.ACCEPTED),
        (None, EARLIER, LATER, InvitationStatus.WITHDRAWN),
        (EARLIER, EARLIER, EARLIER, InvitationStatus.ACCEPTED),
    ],
)
def test_an_invitation_is_where_its_dates_say(accepted, withdrawn, expires, status):
    found = rules.status_of(
        accepted_at=accepted, withdrawn_at=withdrawn, expires_at=expires, now=NOW
    )

    assert found is status


def test_only_an_open_invitation_is_accepted():
    rules.check_acceptable(InvitationStatus.OPEN)

    for status in set(InvitationStatus) - {InvitationStatus.OPEN}:
        with pytest.raises(Conflict, match=f"invitation_{status}"):
            rules.check_acceptable(status)


def test_an_expired_invitation_can_still_be_cleared_away():
    rules.check_withdrawable(InvitationStatus.OPEN)
    rules.check_withdrawable(InvitationStatus.EXPIRED)

    for status in (InvitationStatus.ACCEPTED, InvitationStatus.WITHDRAWN):
        with pytest.raises(Conflict, match=f"invitation_{status}"):
            rules.check_withdrawable(status)


@given(st.sampled_from(Role), st.sampled_from(Role))
def test_the_higher_of_two_roles_is_never_below_either(one, other):
    found = rules.higher(one, other)

    assert found in (one, other)
    assert rules.RANK[found] == max(rules.RANK[one], rules.RANK[other])


@pytest.mark.parametrize(
    ("owners", "was_owner", "stays_owner"),
    [(2, True, False), (1, False, False), (1, True, True)],
)
def test_whoever_leaves_an_owner_behind_may_go(owners, was_owner, stays_owner):
    rules.check_owner_remains(owners, was_owner=was_owner, stays_owner=stays_owner)


def test_the_last_owner_stays():
    with pytest.raises(Conflict, match=r"organisations\.last_owner"):
        rules.check_owner_remains(1, was_owner=True, stays_owner=False)


def test_a_name_is_kept_without_superfluous_blanks():
    assert rules.checked_name("  Haus\n Süd ") == "Haus Süd"


@pytest.mark.parametrize("name", ["", " ", "x"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(Invalid, match=r"organisations\.name_needed"):
        rules.checked_name(name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" https://example.org ", "https://example.org"),
        ("http://example.org", "http://example.org"),
        ("example.org", "https://example.org"),
        ("javascript:alert(1)", "https://javascript:alert(1)"),
    ],
)
def test_a_web_address_is_completed(typed, kept):
    assert rules.checked_website(typed) == kept


@pytest.mark.parametrize("typed", ["ftp://example.org", "javascript://alert(1)"])
def test_any_other_address_is_refused(typed):
    with pytest.raises(Invalid, match=r"organisations\.not_a_website"):
        rules.checked_website(typed)


@given(st.text())
def test_no_address_runs_a_script(typed):
    try:
        kept = rules.checked_website(typed)
    except Invalid:
        return
    assert kept == "" or kept.startswith(("https://", "http://"))
