"""Passwords: hashed with argon2, compared in the same time whoever asks."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from impact_hub.kit.errors import Invalid

MIN_LENGTH = 10
MAX_LENGTH = 200

hasher = PasswordHasher()


def hash_password(password: str, *, field: str = "password") -> str:
    """What is kept of a password, refused where it is too short to be one."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise Invalid("identity.password_length", field=field, least=MIN_LENGTH)
    return hasher.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether this is the password. Takes as long where there is none to compare."""
    try:
        right = hasher.verify(kept or _nobodys_hash(), password[:MAX_LENGTH])
    except (VerificationError, InvalidHashError):
        return False
    return right and bool(kept)


@lru_cache
def _nobodys_hash() -> str:
    return hasher.hash("nobody has this password")
