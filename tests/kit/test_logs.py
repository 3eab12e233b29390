"""The log has a line per event, for people or for machines, and no secrets."""

import json

import pytest
import structlog

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
