"""impact-hub serve: everything on one port."""

import errno
import json
import os
import socket
import threading
import time
import urllib.error
import urllib.request

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from impact_hub.cli.building import build_if_changed
from impact_hub.cli.refusals import Failed, terminal_language
from impact_hub.config import ROOT, settings
from impact_hub.texts.refusals import sentence
from impact_hub.ui.reflex_internals.switches import SERVE_WHAT_IS_BUILT


@click.command("serve")
def command() -> None:
    """Serve the hub. Pages are built first where something has changed."""
    chosen = settings()
    check_address(chosen.host, chosen.port)
    build_if_changed()
    click.echo(sentence("cli.starting", terminal_language()))
    os.environ.update(SERVE_WHAT_IS_BUILT)
    os.chdir(ROOT)  # Reflex looks for what is built in the folder that it is in
    threading.Thread(target=_tell_when_ready, daemon=True).start()
    Granian(
        "impact_hub.impact_hub:app",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,  # what a browser tab has open is kept in one process
        log_level=LogLevels.warning,
        working_dir=ROOT,
    ).serve()


def check_address(host: str, port: int) -> None:
    """Refuse an address that can't be listened on, with a sentence that says why."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            codes = {
                errno.EADDRINUSE: "cli.port_taken",
                errno.EACCES: "cli.port_not_allowed",
            }
            code = codes.get(error.errno or 0, "cli.address_failed")
            said = sentence(
                code, terminal_language(), port=port, host=host, why=error.strerror
            )
            raise Failed(said) from error


def _tell_when_ready() -> None:
    """Ask the server until it can work, and say so; say once what it lacks."""
    told = ""
    while (status := _status()) != "ok":
        codes = {"not_migrated": "cli.not_migrated", "no_database": "cli.waiting"}
        if status != told and status in codes:
            click.echo(sentence(codes[status], terminal_language()), err=True)
            told = status
        time.sleep(1 if told else 0.1)
    address = str(settings().public_url)
    click.echo(sentence("cli.ready", terminal_language(), address=address))


def _status() -> str:
    """What /readyz says; empty while nobody answers."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(  # noqa: S104 - asked, not bound
        settings().host, settings().host
    )
    try:
        with urllib.request.urlopen(
            f"http://{host}:{settings().port}/readyz", timeout=5
        ) as answer:
            return json.load(answer)["status"]
    except urllib.error.HTTPError as refusal:
        return json.load(refusal)["status"]
    except (OSError, ValueError):
        return ""
