"""Passwords are kept as hashes, and nobody learns whether there is one."""

import pytest

from impact_hub.identity import passwords
from impact_hub.kit.errors import Invalid


def test_a_password_is_recognised_by_its_hash():
    kept = passwords.hash_password("correct horse battery")

    assert "horse" not in kept
    assert passwords.is_right("correct horse battery", kept)
    assert not passwords.is_right("correct horse batterz", kept)


@pytest.mark.parametrize("password", ["", "too short", "x" * 201])
def test_a_password_that_is_too_short_or_too_long_is_refused(password):
    with pytest.raises(Invalid, match=r"identity\.password_length") as refused:
        passwords.hash_password(password, field="new")

    assert refused.value.field == "new"
    assert refused.value.params == {"least": 10}


@pytest.mark.parametrize("kept", [None, "", "not a hash"])
def test_without_a_password_none_is_right(kept):
    assert not passwords.is_right("nobody has this password", kept)
