"""Building and serving: what is built when, and what is said where it can't be."""

import errno
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from impact_hub.cli import building, main, serving
from impact_hub.cli.refusals import Failed
from impact_hub.config import ROOT


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def serve() -> str:
    """What is said by a server that can't serve."""
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    return result.output


def test_a_port_in_use_is_told(configure):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        configure(HUB_PORT=str(port))

        assert f"Port {port} is in use." in serve()


def test_it_serves_from_whichever_folder_it_is_called(
    configure, monkeypatch, tmp_path, unused_port
):
    """Reflex looks for the built pages in the folder that the process is in."""
    began: list[Path] = []

    class Server:
        def __init__(self, *_: object, **__: object) -> None: ...

        def serve(self) -> None:
            began.append(Path.cwd())

    monkeypatch.setattr(serving, "Granian", Server)
    monkeypatch.setattr(serving, "build_if_changed", lambda: None)
    monkeypatch.setattr(serving, "_tell_when_ready", lambda: None)
    monkeypatch.setattr(serving, "SERVE_WHAT_IS_BUILT", {})
    monkeypatch.chdir(tmp_path)
    configure(HUB_PORT=str(unused_port))

    assert CliRunner().invoke(main, ["serve"]).exit_code == 0
    assert began == [ROOT]


@pytest.fixture
def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


def test_a_port_that_one_may_not_use_is_told(configure, monkeypatch):
    def refuse(*_: object) -> None:  # whether a port is refused depends on the machine
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    configure(HUB_PORT="80")

    assert "right to use port 80" in serve()


def test_an_address_that_is_not_ours_is_told(configure):
    configure(HUB_HOST="192.0.2.1", HUB_PORT="3999")

    assert "can't listen on 192.0.2.1:3999" in serve()


@pytest.fixture
def project(tmp_path: Path, monkeypatch) -> Path:
    """A folder with everything that pages are made from, and a build that succeeds."""
    for name in ("impact_hub/texts/de.po", "impact_hub/page.py", "assets/a.css"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("one")
    for name in ("rxconfig.py", "requirements.txt", "reflex.lock/package.json"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("one")
    built = tmp_path / ".web" / "build"
    built.mkdir(parents=True)
    monkeypatch.setattr(building, "ROOT", tmp_path)
    monkeypatch.setattr(building, "MADE_FROM", built / "made-from.txt")
    packages = tmp_path / "reflex.lock" / "package.json"
    packages.write_text('{"type": "module", "packages": {}}')
    monkeypatch.setattr(building, "PACKAGES", packages)
    return tmp_path


@pytest.fixture
def builds(monkeypatch) -> list[str]:
    """One entry for each time that the pages were built."""
    done: list[str] = []
    monkeypatch.setattr(building, "_build", lambda: done.append("built"))
    return done


def test_pages_are_built_once(project, builds):
    building.build_if_changed()
    building.build_if_changed()

    assert builds == ["built"]


@pytest.mark.parametrize(
    "changed", ["impact_hub/page.py", "impact_hub/texts/de.po", "assets/a.css"]
)
def test_pages_are_built_again_after_a_change(project, builds, changed):
    building.build_if_changed()
    (project / changed).write_text("two")
    building.build_if_changed()

    assert builds == ["built", "built"]


def test_pages_are_built_again_for_a_hub_of_another_name(project, builds, configure):
    building.build_if_changed()
    configure(HUB_NAME="Another")
    building.build_if_changed()

    assert builds == ["built", "built"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('{"packages": {}, "type": "module"}', '{"type": "module", "packages": {}}'),
        ('{"packages": {"a": "1"}}', '{"packages": {"a": "1"}}'),
    ],
)
def test_the_list_of_packages_changes_when_it_says_something_else(
    project, monkeypatch, written, kept
):
    """Reflex writes it anew each time, in one order or another."""
    packages = project / "reflex.lock" / "package.json"
    monkeypatch.setattr(building, "_build", lambda: packages.write_text(written))

    building.build_if_changed()

    assert packages.read_text() == kept


def test_a_build_that_was_cut_off_leaves_the_list_of_packages(project, monkeypatch):
    packages = project / "reflex.lock" / "package.json"
    before = packages.read_text()

    def cut_off() -> None:
        packages.write_text(before.replace(": ", ":"))
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "_build", cut_off)
    with pytest.raises(KeyboardInterrupt):
        building.build_if_changed()

    assert packages.read_text() == before


def test_a_build_that_was_cut_off_does_not_count(project, builds, monkeypatch):
    building.build_if_changed()
    (project / "rxconfig.py").write_text("two")

    def cut_off() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building, "_build", cut_off)
        with pytest.raises(KeyboardInterrupt):
            building.build_if_changed()
    (project / "rxconfig.py").write_text("one")
    building.build_if_changed()

    assert builds == ["built", "built"]


def test_a_build_that_fails_says_why_though_it_has_emptied_its_folder(
    project, monkeypatch, capsys
):
    program = project / "reflex"
    program.write_text("#!/bin/sh\nrm -rf .web\necho 'No such page: nowhere'\nexit 1\n")
    program.chmod(0o755)
    log = project / Path(building.LOG).relative_to(ROOT)
    monkeypatch.setattr(building, "LOG", log)
    monkeypatch.setattr(building, "_environment", dict)
    monkeypatch.setattr(building.sys, "executable", str(program))

    with pytest.raises(Failed, match=log.name):
        building.build_if_changed()

    assert "No such page: nowhere" in capsys.readouterr().err
