"""Sets up everything that a command needs, into this folder alone.

`python scripts/setup.py` brings what serving needs; with `--tests` also what tests and
tools need. It runs on a bare Python: it imports nothing but the standard library. What
is there already is not fetched again.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
SERVING, TESTS = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
INSTALLED = VENV / "installed.json"
BIN = "Scripts" if os.name == "nt" else "bin"
GERMAN = next(
    (os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), ""
).startswith("de")
MIN_PYTHON = (3, 11)


class Stopped(Exception):
    """Something is in the way; its sentence says what to do."""


def say(english: str, german: str) -> str:
    """The sentence in the terminal's language."""
    return german if GERMAN else english


def main(wanted: Sequence[str]) -> int:
    """Set up, and return the exit code."""
    try:
        check_python()
        install(TESTS if "--tests" in wanted else SERVING)
    except Stopped as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as error:
        print(about_file(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    return 0


def check_python() -> None:
    if sys.version_info < MIN_PYTHON:
        raise Stopped(
            say(
                "This needs Python 3.11 or newer; here it is {}. With another one: "
                "make PYTHON=python3.12 …",
                "Gebraucht wird Python 3.11 oder neuer; hier ist es {}. Mit einem "
                "anderen: make PYTHON=python3.12 …",
            ).format(sys.version.split()[0])
        )


# What is installed


def install(asked: Path) -> None:
    """Bring .venv to what the lock files say; do nothing where it is so already."""
    before = installed()
    if before.get("python") != sys.version or not (VENV / BIN).is_dir():
        before = {}
    # Whoever ran the tests keeps their tools when serving.
    lock = TESTS if TESTS.name in before else asked
    now = {
        "python": sys.version,
        "place": str(ROOT),
        "package": fingerprint(ROOT / "pyproject.toml"),
        lock.name: fingerprint(lock),
    }
    if before == now:
        return
    uv = find_uv()
    if before.get("place") != str(ROOT):
        run([uv, "venv", "--clear", "--quiet", "--python", sys.executable, str(VENV)])
    INSTALLED.unlink(missing_ok=True)
    with step(
        "Installing Python packages and Node (one to three minutes)",
        "Python-Pakete und Node werden installiert (ein bis drei Minuten)",
    ):
        install_packages(uv, lock)
    INSTALLED.write_text(json.dumps(now), "utf-8")


def install_packages(uv: str, lock: Path) -> None:
    """The locked packages, then this one itself, with nothing that is not locked."""
    into = ["--quiet", "--python", str(VENV / BIN / "python")]
    run([uv, "pip", "sync", *into, "--require-hashes", "--compile-bytecode", str(lock)])
    itself = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    run([uv, "pip", "install", *into, *itself])


def installed() -> dict[str, str]:
    try:
        return json.loads(INSTALLED.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


# uv


def find_uv() -> str:
    """The system's uv, or one in .tools, which is brought if need be."""
    found = shutil.which("uv") or shutil.which("uv", path=str(TOOLS / "bin"))
    if found:
        return found
    with step("Fetching uv", "uv wird geholt"):
        bring_uv()
    return str(TOOLS / "bin" / "uv")


def bring_uv() -> None:
    """Install the locked uv with whatever pip there is."""
    # Its entry in the lock file: the line of its version, and those of its hashes.
    (entry,) = re.findall(r"^uv==(?:.*\\\n)*.*", TESTS.read_text("utf-8"), re.MULTILINE)
    TOOLS.mkdir(exist_ok=True)
    lock = TOOLS / "uv.txt"
    lock.write_text(entry + "\n", "utf-8")
    pip = [*find_pip(), "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "--target", str(TOOLS), "-r", str(lock)])


def find_pip() -> list[str]:
    """This Python's pip, or that of an environment made for it."""
    if works([sys.executable, "-m", "pip", "--version"]):
        return [sys.executable, "-m", "pip"]
    own = TOOLS / "pip"
    if works([sys.executable, "-m", "venv", str(own)]):
        return [str(own / BIN / "python"), "-m", "pip"]
    raise Stopped(
        say(
            "This Python has neither pip nor venv. On Debian and Ubuntu: "
            "apt install python3-venv. Then please try again.",
            "Dieses Python hat weder pip noch venv. Unter Debian und Ubuntu: "
            "apt install python3-venv. Dann bitte noch einmal.",
        )
    )


# Programs


def run(command: Sequence[str]) -> None:
    """Run a program; what it complains about is shown."""
    done = subprocess.run(
        command, check=False, cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    if done.returncode == 0:
        return
    if "No space left" in done.stderr:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if "Permission denied" in done.stderr:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(ROOT))
    raise Stopped(
        done.stderr.strip()
        + "\n\n"
        + say(
            "The packages could not be installed. Is there a connection? "
            "What has arrived is kept: please try again.",
            "Die Pakete ließen sich nicht installieren. Gibt es eine Verbindung? "
            "Was schon da ist, bleibt: Bitte noch einmal versuchen.",
        )
    )


def works(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextlib.contextmanager
def step(english: str, german: str) -> Iterator[None]:
    """Say what is being done while it is done, and how long it took."""
    print(say(english, german), end=" … ", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print()
        raise
    print(f"{time.monotonic() - began:.0f} s", flush=True)


def about_file(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return say(
            "The disk is full: about 2 GB are needed. Please make room and try again.",
            "Der Speicherplatz ist voll: Gebraucht werden etwa 2 GB. Bitte schaffen "
            "Sie Platz und versuchen Sie es noch einmal.",
        )
    if isinstance(error, PermissionError):
        return say(
            "There is no right to write to {}.",
            "Es fehlt das Recht, in {} zu schreiben.",
        ).format(error.filename or ROOT)
    return str(error)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
