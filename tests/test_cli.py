"""The command line: what it does, and one clear sentence where it can't."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import event
from sqlalchemy.engine.url import URL
from sqlmodel import select

from impact_hub.cli import COMMANDS, main
from impact_hub.config import ROOT
from impact_hub.features.indicators.models import Indicator
from impact_hub.features.reporting.models import Value
from impact_hub.identity import service as identity
from impact_hub.identity.models import Membership, Organisation, Person
from impact_hub.identity.permissions import ANYONE, Role
from impact_hub.kit import db
from impact_hub.kit.audit import AuditLine
from tests.factories import make_person
from tests.features.exchange.files import STATISTIC, own, row
from tests.forgetting import forget_everything
from tests.people import Cast
from tests.world import cast_in, world_in

IN_WORLD = ("--initiative", "world")
ADMIN = ("--email", "Ada@Example.org", "--name", "Ada", "--organisation", "Haus Süd")


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    """The terminal of these tests speaks English."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def people(hub) -> Cast:
    with db.transaction() as session:
        cast = cast_in(session)
        world_in(session)
    return cast


@pytest.fixture
def file(tmp_path) -> Path:
    """A file of figures."""
    path = tmp_path / "figures.csv"
    path.write_bytes(own(row(value="12")).data)
    return path


def run(*words: object, typed: str = "") -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words], input=typed)
    assert "Traceback" not in result.output
    return result


def refused(*words: object, typed: str = "") -> str:
    """The one thing that is said where something can't be done."""
    result = run(*words, typed=typed)
    assert result.exit_code == 1
    return result.stderr.strip()


def stored() -> int:
    with db.reading() as session:
        return len(session.exec(select(Value)).all())


def test_help_names_every_command_without_loading_one():
    code = (
        "import sys; from impact_hub.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('sqlalchemy', 'pydantic', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert done.returncode == 0
    assert done.stdout.endswith("[]\n")
    for name in COMMANDS:
        assert name in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    result = run(name, "--help")

    assert result.exit_code == 0
    assert COMMANDS[name][1].rstrip(".").split()[0] in result.output


def test_an_unknown_command_is_refused():
    assert run("fly").exit_code == 2


# Import


def test_a_file_is_imported(people, file):
    result = run("import", file, *IN_WORLD)

    assert result.exit_code == 0
    assert result.stdout == (
        "1 rows: 1 new, 0 changed, 0 unchanged, 0 blank, 0 that take a figure out, "
        "0 repeated.\n"
        "Updates that change or are new: 1\n"
        "The figures are imported.\n"
    )
    assert stored() == 1
    with db.reading() as session:
        line = session.exec(
            select(AuditLine).where(AuditLine.action == "figures.import")
        ).one()
    assert (line.who, line.person_id) == ("command line", None)


def test_the_same_file_again_is_nothing_new(people, file):
    run("import", file, *IN_WORLD)

    assert run("import", file, *IN_WORLD).stdout.endswith(
        "Everything in this file is in the hub already.\n"
    )


def test_a_dry_run_changes_nothing(people, file):
    result = run("import", file, *IN_WORLD, "--dry-run")

    assert result.exit_code == 0
    assert "1 new, 0 changed" in result.stdout
    assert result.stdout.endswith("This was only a trial: nothing was changed.\n")
    assert stored() == 0


def test_statistics_are_imported_with_their_description(people, tmp_path):
    file = tmp_path / "indicator_1-2-1.csv"
    file.write_text(STATISTIC)
    described = tmp_path / "1-2-1.yml"
    described.write_text("graph_title: Armut\n")
    said = ("--language", "de", "--source", "Amt", "--licence", "CC0")

    result = run(
        "import",
        file,
        *IN_WORLD,
        *("--partner", "partner", "--metadata", described, *said),
    )

    assert result.exit_code == 0
    for line in (
        "New indicator: 1-2-1 (Armut)",
        "New way to split: sex (Sex)",
        "New categories: 1",
        "New periods: 2023, 2024",
    ):
        assert line in result.stdout.splitlines()
    with db.reading() as session:
        made = session.exec(select(Indicator).where(Indicator.code == "1-2-1")).one()
    assert (made.titles, made.source, made.licence) == ({"de": "Armut"}, "Amt", "CC0")


def test_doubts_are_told(people, tmp_path):
    file = tmp_path / "indicator_1.csv"
    file.write_text("Year,Value\n2023,8.539\n2024,7.431\n2025,7.000\n")
    said = ("--partner", "partner", "--source", "Amt", "--licence", "CC0")

    result = run("import", file, *IN_WORLD, *said, "--dry-run")

    assert "Please check: Line 2, column “Value”: Is “8.539” a number" in result.stdout


def test_what_has_to_be_said_is_asked_for_by_its_option(people, tmp_path):
    file = tmp_path / "indicator_1.csv"
    file.write_text(STATISTIC)

    assert refused("import", file, *IN_WORLD, "--partner", "partner").splitlines() == [
        "--source: Please say where these figures come from.",
        "--licence: Please say under which licence these figures may be used.",
        "Nothing was imported. Please look at what is marked (2) and try again.",
    ]


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_problems_are_listed_by_line(people, tmp_path, more):
    file = tmp_path / "bad.csv"
    rows = [row(categories=f"age={number}") for number in range(25)]
    file.write_bytes(own(row(value="-1"), *rows).data)

    lines = refused("import", file, *IN_WORLD, *more).splitlines()

    assert lines[0] == "Line 2, column “value”: A count can't be below zero."
    assert len(lines) == 22
    assert lines[-2] == "… and 6 more."
    assert "(26)" in lines[-1]
    assert stored() == 0


def test_a_row_as_a_whole_is_named_by_its_line(people, tmp_path):
    file = tmp_path / "long.csv"
    file.write_bytes(own(row() + ",,,x").data)

    assert refused("import", file, *IN_WORLD).startswith("Line 2: This row has ")


def test_somebodys_rights_are_theirs(people, file):
    rita = ("--as", "rita.reporter@example.org")

    assert refused("import", file, *IN_WORLD, *rita) == (
        "You don't have the right to do this."
    )
    assert stored() == 0
    cora = ("--as", "Cora.Coordinator@example.org")
    assert run("import", file, *IN_WORLD, *cora).exit_code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--initiative", "moon"), "This initiative does not exist."),
        (
            (*IN_WORLD, "--as", "nobody@example.org"),
            "Nobody here has the e-mail address nobody@example.org.",
        ),
    ],
)
def test_what_is_not_there_is_told(people, file, words, sentence):
    assert refused("import", file, *words) == sentence


def test_a_file_that_is_not_there_is_told(people, tmp_path):
    missing = tmp_path / "missing.csv"

    assert refused("import", missing, *IN_WORLD) == f"{missing} does not exist."
    assert "can't be used" in refused("import", tmp_path, *IN_WORLD)


def test_a_file_that_one_may_not_read_is_told(people, file, monkeypatch):
    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", forbidden)

    assert refused("import", file, *IN_WORLD) == (
        f"{file} can't be opened: you don't have the right to."
    )


def test_a_file_that_cannot_be_read_is_told(people, file):
    file.write_bytes(b"")

    assert refused("import", file, *IN_WORLD) == "This file is empty."


# Export


def test_figures_are_written_to_the_terminal(people, file):
    run("import", file, *IN_WORLD)

    result = run("export", *IN_WORLD)

    assert result.stdout_bytes == own(row(value="12")).data


def test_figures_are_written_to_a_file(people, file, tmp_path):
    run("import", file, *IN_WORLD)
    out = tmp_path / "out.csv"
    out.write_text("an older one")

    result = run("export", *IN_WORLD, "-o", out)

    assert out.read_bytes() == own(row(value="12")).data
    assert result.stderr == f"1 values are in {out}.\n"
    assert result.stdout == ""
    assert {path.name for path in tmp_path.glob("*.part")} == set()


def test_only_ones_own_figures_are_written(people, file):
    run("import", file, *IN_WORLD)

    omar = run("export", *IN_WORLD, "--as", "omar.other@example.org")

    assert omar.stdout.count("\n") == 1


def test_a_full_disk_leaves_the_older_file_as_it_was(
    people, file, tmp_path, monkeypatch
):
    out = tmp_path / "out.csv"
    out.write_text("an older one")
    real = Path.write_bytes

    def half(path: Path, data: bytes) -> int:
        real(path, data[:10])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", half)

    assert refused("export", *IN_WORLD, "-o", out) == (
        "The disk is full. Nothing was changed."
    )
    assert out.read_text() == "an older one"
    assert not list(tmp_path.glob(".*part"))


def test_a_device_is_written_to_and_not_replaced(people):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no such device")

    assert refused("export", *IN_WORLD, "-o", full).startswith("The disk is full.")
    assert full.is_char_device()


def test_a_folder_that_is_not_there_is_told(people, tmp_path):
    out = tmp_path / "nowhere" / "out.csv"

    assert refused("export", *IN_WORLD, "-o", out) == f"{out} does not exist."


# The database


@pytest.fixture
def unmade_hub(tmp_path, monkeypatch):
    """A hub whose database is not there yet."""
    address = URL.create("sqlite", database=str(tmp_path / "new.sqlite"))
    monkeypatch.setenv("DATABASE_URL", address.render_as_string())
    forget_everything()
    yield
    forget_everything()


def test_a_database_is_set_up(unmade_hub):
    before = refused("export", *IN_WORLD)

    result = run("migrate")
    again = run("migrate")

    assert before.endswith("Please run: impact-hub migrate")
    assert result.stdout == again.stdout == "The database is up to date.\n"
    assert refused("export", *IN_WORLD) == "This initiative does not exist."


def test_a_database_of_another_version_is_told_and_left_alone(unmade_hub):
    run("migrate")
    with db.engine().begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")

    said = refused("migrate")

    assert said.startswith("This database was made by another version of the hub")
    assert refused("demo") == said


def test_a_database_that_does_not_answer_is_told(unmade_hub, monkeypatch):
    nobody = "postgresql://hub@localhost:9/hub?connect_timeout=2"
    monkeypatch.setenv("DATABASE_URL", nobody)
    forget_everything()

    assert refused("export", *IN_WORLD).startswith("The database does not answer: ")


def test_a_whole_database_that_is_missing_is_not_one_to_migrate(
    postgresql, unmade_hub, configure
):
    url = postgresql.engine.url.set(database="nowhere")
    configure(DATABASE_URL=url.render_as_string(hide_password=False))

    said = refused("migrate")

    assert said.startswith("The database does not answer: ")
    assert '"nowhere" does not exist' in said


def test_a_full_disk_under_the_database_is_told(people, file):
    with db.engine().connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def full(connection, _):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(db.engine(), "connect", full)
    db.engine().dispose()
    file.write_bytes(own(row(note="x" * 100_000)).data)

    assert refused("import", file, *IN_WORLD) == (
        "The disk is full. Nothing was changed."
    )
    assert stored() == 0


# People


def test_an_admin_can_sign_in_and_owns_the_organisation(empty_hub):
    result = run("create-admin", *ADMIN, "--password", "a long password")

    assert result.stdout == "Ada can sign in now and owns Haus Süd.\n"
    with db.transaction() as session:
        assert identity.sign_in(
            session, ANYONE, email="ada@example.org", password="a long password"
        )
        person = session.exec(select(Person)).one()
        organisation = session.exec(select(Organisation)).one()
        membership = session.exec(select(Membership)).one()
        lines = session.exec(select(AuditLine)).all()
    assert (membership.person_id, membership.organisation_id) == (
        person.id,
        organisation.id,
    )
    assert (membership.role, organisation.slug) == (Role.OWNER, "haus-sued")
    assert {line.who for line in lines} == {"command line"}


def test_a_password_that_is_not_given_is_asked_for_twice_and_not_shown(hub):
    result = run("create-admin", *ADMIN, typed="a long password\na long password\n")

    assert result.exit_code == 0
    assert "a long password" not in result.output
    assert "Password" in result.output


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("--password", "short"), "Please choose at least 10 characters."),
        (("--email", "nobody"), "This is not an e-mail address."),
        (("--organisation", " "), "Please enter the organisation's name."),
        (
            ("--email", "taken@example.org"),
            "Somebody with this e-mail address has an account here. Please sign in "
            "with it.",
        ),
    ],
)
def test_an_admin_that_cannot_be_is_told_and_nothing_is_made(
    empty_hub, change, sentence
):
    with db.transaction() as session:
        make_person(session, email="taken@example.org")
    words = dict(zip(ADMIN[::2], ADMIN[1::2], strict=True))
    words = {**words, "--password": "a long password", **dict([change])}

    said = refused("create-admin", *(word for pair in words.items() for word in pair))

    assert said == sentence
    with db.reading() as session:
        assert len(session.exec(select(Person)).all()) == 1
        assert session.exec(select(Organisation)).all() == []


# Whatever else goes wrong


def test_a_wrong_setting_is_named(configure):
    configure(HUB_MAX_UPLOAD_MB="many")

    said = refused("migrate")

    assert said.startswith("The setting HUB_MAX_UPLOAD_MB can't be used: ")


def test_what_nobody_foresaw_is_one_sentence_too(people, file, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("impact_hub.cli.importing.carry_out", broken)

    assert refused("import", file, *IN_WORLD).endswith("(RuntimeError: a bug)")


def test_whoever_looks_for_a_bug_sees_where_it_is(people, file, monkeypatch, configure):
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("impact_hub.cli.importing.carry_out", broken)
    configure(HUB_LOG_LEVEL="debug")

    result = CliRunner().invoke(main, ["import", str(file), *IN_WORLD])

    assert isinstance(result.exception, RuntimeError)


@pytest.mark.parametrize(
    ("language", "total"),
    [("de_AT.UTF-8", "1.000"), ("en_GB", "1,000"), ("C.UTF-8", "1,000")],
)
def test_it_speaks_the_terminals_language(people, file, monkeypatch, language, total):
    monkeypatch.setenv("LC_ALL", language)
    rows = (row(value="1000"), row(categories="age=0-17", value="1200"))
    file.write_bytes(own(*rows).data)

    assert total in refused("import", file, *IN_WORLD)
