"""impact-hub build: the pages as the browser gets them, made with Node."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from impact_hub.cli.refusals import Failed, terminal_language
from impact_hub.config import ROOT, settings
from impact_hub.texts.refusals import sentence
from impact_hub.ui.reflex_internals.switches import BUILD_WITH_NPM

BUILT = ROOT / ".web" / "build"
MADE_FROM = BUILT / "made-from.txt"
LOG = ROOT / "var" / "build.log"  # .web is emptied by the build itself
PACKAGES = ROOT / "reflex.lock" / "package.json"


@click.command("build")
def command() -> None:
    """Build the pages, where something has changed that they are made from."""
    build_if_changed()


def build_if_changed() -> None:
    """Build, unless the pages that are there are made from what is there now."""
    now = fingerprint()
    if made_from() == now:
        return
    _say("cli.building", nl=False)
    began = time.monotonic()
    MADE_FROM.unlink(missing_ok=True)
    with _same_packages():
        _build()
    MADE_FROM.write_text(now, "utf-8")
    click.echo(f" {time.monotonic() - began:.0f} s")


@contextmanager
def _same_packages() -> Iterator[None]:
    """Keep the list of packages as it is written, where it says the same.

    Reflex writes it anew with each build, and not always in the same order.
    """
    before = PACKAGES.read_text("utf-8")
    try:
        yield
    finally:
        if json.loads(PACKAGES.read_text("utf-8")) == json.loads(before):
            PACKAGES.write_text(before, "utf-8")


def made_from() -> str:
    """The fingerprint of what the pages were made from; empty where there are none."""
    return MADE_FROM.read_text("utf-8") if MADE_FROM.is_file() else ""


def fingerprint() -> str:
    """One number for everything that the pages are made from."""
    digest = hashlib.sha256(f"{settings().name}\0{settings().language}".encode())
    for file in _sources():
        digest.update(str(file.relative_to(ROOT)).encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    yield ROOT / "rxconfig.py"
    yield ROOT / "requirements.txt"
    folders = {"impact_hub": "*.py", "impact_hub/texts": "*.po"}
    everything = {"assets": "*", "reflex.lock": "*"}
    for folder, pattern in (folders | everything).items():
        yield from sorted(f for f in (ROOT / folder).rglob(pattern) if f.is_file())


def _build() -> None:
    LOG.parent.mkdir(parents=True, exist_ok=True)
    reflex = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(
            reflex, check=False, cwd=ROOT, env=_environment(), stdout=log, stderr=log
        )
    if done.returncode != 0:
        click.echo()
        said = LOG.read_text("utf-8")
        if "ENOSPC" in said or "No space left" in said:
            raise Failed(sentence("cli.disk_full", terminal_language()))
        click.echo("\n".join(said.splitlines()[-20:]), err=True)
        raise Failed(sentence("cli.build_failed", terminal_language(), file=str(LOG)))


def _environment() -> dict[str, str]:
    """Our own Node, npm, and the registry that this machine uses."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise Failed(sentence("cli.no_node", terminal_language()))
    ours = {
        "PATH": path,
        **BUILD_WITH_NPM,
        "NPM_CONFIG_FUND": "false",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
    }
    asked = subprocess.run(
        [npm, "config", "get", "registry"],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | ours,
    )
    # Said to Reflex, or it would try several of its own.
    return os.environ | ours | {"NPM_CONFIG_REGISTRY": asked.stdout.strip()}


def _say(code: str, *, nl: bool = True) -> None:
    click.echo(sentence(code, terminal_language()), nl=nl)
