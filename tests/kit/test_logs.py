"""The log has a line per event, for people or for machines, and no secrets."""

import json
import logging

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from impact_hub.kit import logs


@pytest.fixture(autouse=True)
def as_it_was():
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def fail_with_a_secret() -> None:
    password = "correct horse battery"
    raise RuntimeError(len(password))


def logged(capsys, **line: object) -> str:
    log = structlog.get_logger()
    log.info("request", **line)
    log.debug("not asked for")
    try:
        fail_with_a_secret()
    except RuntimeError:
        log.exception("event.failed")
    return capsys.readouterr().err


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_line_says_what_happened_and_no_variables(capsys, configure, log_format):
    configure(HUB_LOG_FORMAT=log_format)
    logs.set_up()

    text = logged(capsys, path="/i/world")

    assert "/i/world" in text
    assert "RuntimeError" in text
    assert "not asked for" not in text
    assert "correct horse battery" not in text


def test_machines_get_one_object_per_line(capsys, configure):
    configure(HUB_LOG_FORMAT="json")
    logs.set_up()

    first, *_ = logged(capsys, path="/").splitlines()

    assert json.loads(first)["event"] == "request"
    assert json.loads(first)["level"] == "info"


def test_how_much_is_said_is_a_setting(capsys, configure):
    configure(HUB_LOG_LEVEL="debug")
    logs.set_up()
    assert "not asked for" in logged(capsys)

    configure(HUB_LOG_LEVEL="error")
    logs.set_up()
    assert "request" not in logged(capsys)


@pytest.fixture
def library(configure) -> logging.Logger:
    """A library that logs in the way of the standard library."""
    configure(HUB_LOG_LEVEL="info")
    logs.set_up()
    return logging.getLogger("some.library")


def test_what_libraries_say_is_in_the_log_like_all_else(library, capsys):
    library.warning("Something is %s", "odd")

    (line,) = capsys.readouterr().err.splitlines()
    assert "Something is odd" in line
    assert "warning" in line


@pytest.mark.parametrize(
    "said",
    [
        "Event(headers={'cookie': 'a=b; hub_session=TOKEN-x_1; c=d'})",
        'cookie: hub_oidc=TOKEN"',
        "no event for /invite/TOKEN-abcdefghijklmnopqrstuvwxyz",
    ],
)
def test_no_secret_of_a_browser_is_in_the_log(library, capsys, said):
    library.warning(said)
    try:
        raise RuntimeError(said)
    except RuntimeError:
        library.exception("failed")

    text = capsys.readouterr().err
    assert "RuntimeError" in text
    assert "TOKEN" not in text


def test_nothing_that_is_sent_makes_a_line_of_its_own(library, capsys):
    forged = "x\n2026-07-01T10:00:00Z [info     ] request path=/"
    library.warning(forged)
    try:
        raise RuntimeError(forged)
    except RuntimeError:
        library.exception("failed")

    lines = capsys.readouterr().err.splitlines()
    assert not [line for line in lines if line.startswith("2026-07-01")]


def test_nothing_that_is_sent_fills_the_log(library, capsys):
    library.warning("x" * 100_000)

    assert len(capsys.readouterr().err) < 1000


def test_what_the_database_refuses_is_in_the_log_without_what_was_kept(
    library, capsys, template
):
    with template.engine.connect() as connection:
        try:
            connection.execute(
                text("INSERT INTO person (password_hash) VALUES (:hash)"),
                {"hash": "$argon2id$SECRET\n\nSECRET"},
            )
        except IntegrityError:
            library.exception("failed")

    log = capsys.readouterr().err
    assert "IntegrityError" in log
    assert "SECRET" not in log
