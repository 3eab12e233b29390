"""Whatever is changed is written down: by whom, and when, in the same transaction.

Each verb of a service is called once by somebody who may, as the tables in `refusals/`
have it. If it writes into any table, it must write into the audit's as well.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
from sqlalchemy import event
from sqlmodel import Session

from impact_hub.kit.audit import AuditLine
from tests.house.refusals.expectations import Answer, Stage
from tests.house.test_refusals import TABLE, name

AUDIT = str(AuditLine.__tablename__)
WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)", re.IGNORECASE)

# They change something and write no line, each for a reason.
UNRECORDED = {
    "identity.service.sign_in": "the session that it opens says who came, and when",
    "identity.service.sign_out": "it only takes away the session",
    "features.reporting.service.taking_over.take_over": "the import writes it down",
    "features.reporting.service.values.restore": "a part of giving up a correction",
    "features.indicators.service.placing.cell_ids": "a place without a value",
    "features.indicators.service.splitting.put_splits": "a part of defining",
    "features.reporting.service.values.let_count": "a part of approving, which records",
    "features.reporting.service.values.keep_submission": "a part of submitting",
    "features.reporting.service.values.withdraw": "a part of taking an approval back",
}
# They stand in a service and change nothing; of the last one, only because the call
# in the table finds nothing to change.
READS = {
    "features.exchange.service.planning.check_right",
    "features.exchange.service.planning.plan",
    "features.exchange.service.planning.prepare",
    "identity.service.ways_in",
    "features.indicators.service.versions.keeping",
    "features.indicators.service.versions.split_by",
    "features.reporting.service.writing.add_up",
}

VERBS = [function for function in TABLE if ".service" in name(function)]


@contextmanager
def written_tables(session: Session) -> Iterator[list[str]]:
    """The tables that are written into meanwhile."""
    found: list[str] = []

    def listen(_connection, _cursor, statement: str, *_: object) -> None:
        if written := WRITES.match(statement):
            found.append(written[1])

    connection = session.connection()
    session.flush()
    event.listen(connection, "before_cursor_execute", listen)
    try:
        yield found
        session.flush()
    finally:
        event.remove(connection, "before_cursor_execute", listen)


def written_by(
    stage: Stage, function: Callable[..., object], patch: pytest.MonkeyPatch
) -> list[str]:
    """The tables that a verb itself writes into, without what prepared its call."""
    seen: list[str] = []

    def watched(*args: object, **named: object) -> object:
        with written_tables(stage.session) as tables:
            answer = function(*args, **named)
        seen.extend(tables)
        return answer

    patch.setattr(import_module(function.__module__), function.__name__, watched)
    _, attempt = TABLE[function]
    attempt(stage)
    return seen


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
@pytest.mark.parametrize("function", VERBS, ids=name)
def test_every_verb_records_what_it_changes(
    session, cast, world, function, monkeypatch
):
    expected, _ = TABLE[function]
    people = cast.everyone()
    allowed = [who for who, told in expected.items() if told is Answer.ALLOWED]
    person = next(who for who in allowed if who not in ("anyone", "house"))
    stage = Stage(session, people[person], cast, world)

    tables = written_by(stage, function, monkeypatch)

    verb = name(function)
    assert bool(tables) == (verb not in READS), "say in READS that it changes nothing"
    is_silent = verb in UNRECORDED or verb in READS
    assert (AUDIT in tables) != is_silent


def test_nothing_is_excused_that_is_not_there():
    known = {name(function) for function in VERBS}

    assert known >= UNRECORDED.keys() | READS
