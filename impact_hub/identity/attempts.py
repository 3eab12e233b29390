"""Wrong passwords are counted: nobody tries endlessly, and nobody locks others out.

Three counts have to be below their limit: for one e-mail address from one network
address, for one e-mail address from everywhere, and for one network address whatever
the e-mail address. The wider two allow ten times as many. A browser that a person has
signed in with before has a count of its own instead: whatever strangers try, its person
gets in.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from impact_hub.config import settings
from impact_hub.kit.errors import TooMany
from impact_hub.kit.secret import secret_key

WIDER = 10  # times as many from everywhere

_counts = MovingWindowRateLimiter(MemoryStorage())


@dataclass(frozen=True)
class Attempt:
    """Somebody types a password for an account."""

    account: str
    client: str = ""  # the network address; "" where the account alone counts
    browser: str = ""  # what `browser_of` gave it when the person signed in


def check(attempt: Attempt) -> None:
    """Refuse whoever has tried too often."""
    for limit, key in _limits(attempt):
        if not _counts.test(limit, *key):
            minutes = -(-limit.get_expiry() // 60)
            raise TooMany("identity.too_many_attempts", minutes=minutes)


def count(attempt: Attempt) -> None:
    """The password was wrong."""
    for limit, key in _limits(attempt):
        _counts.hit(limit, *key)


def forget() -> None:
    """Begin to count anew."""
    _counts.storage.reset()


def browser_of(account: str) -> str:
    """What a browser keeps to be known again: it says nothing to anybody else."""
    number = secrets.token_urlsafe(16)
    return f"{number}.{_signature(number, account)}"


def _limits(attempt: Attempt) -> Sequence[tuple[RateLimitItem, tuple[str, ...]]]:
    limit = parse(settings().sign_in_attempts)
    if _is_known(attempt):
        return [(limit, ("browser", attempt.browser))]
    if not attempt.client:
        return [(limit, ("alone", attempt.account))]
    wider = type(limit)(limit.amount * WIDER, limit.multiples)
    return [
        (limit, ("both", attempt.account, attempt.client)),
        (wider, ("account", attempt.account)),
        (wider, ("client", attempt.client)),
    ]


def _is_known(attempt: Attempt) -> bool:
    number, _, signature = attempt.browser.partition(".")
    right = _signature(number, attempt.account)
    return hmac.compare_digest(signature.encode(), right.encode())


def _signature(number: str, account: str) -> str:
    content = f"browser|{number}|{account}".encode()
    return hmac.new(secret_key().encode(), content, "sha256").hexdigest()
