"""The key that signs what a hub gives away and takes back: short-lived cookies."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from impact_hub.config import settings


def secret_key() -> str:
    """The key of the settings; without one, the hub's own, made when first needed."""
    given = settings().secret_key.get_secret_value()
    return given or _kept(settings().data_dir / "secret_key")


def _kept(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        _make(file)
    return file.read_text("ascii")


def _make(file: Path) -> None:
    """Write a new key, unless another worker was faster: then all take that one.

    A link is made as a whole or, where there is one already, not at all. So nobody
    ever reads half a key, and no key replaces another.
    """
    descriptor, made = tempfile.mkstemp(dir=file.parent)  # only its owner may read it
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as draft:
            draft.write(secrets.token_urlsafe(32))
            draft.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            file.hardlink_to(made)
    finally:
        Path(made).unlink()
