"""Every function of every service and query, tried by everyone of the cast.

A function that is missing here fails the test. A new room adds a table of its own in
`refusals/` and names it below.
"""

import inspect
from collections.abc import Callable

import pytest

from impact_hub.kit.errors import Forbidden, NotFound, SignedOut
from tests.house.refusals import (
    exchange,
    identity,
    impact_logic,
    indicators,
    initiatives,
    joining,
    organisations,
    reporting,
    results,
)
from tests.house.refusals.expectations import Answer, Stage, Table
from tests.house.sources import floor_modules

TABLES: list[Table] = [
    room.TABLE
    for room in (
        identity,
        organisations,
        initiatives,
        impact_logic,
        indicators,
        reporting,
        joining,
        exchange,
        results,
    )
]
TABLE: Table = {function: row for table in TABLES for function, row in table.items()}


def name(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__name__}".removeprefix("impact_hub.")


def public_functions() -> set[str]:
    return {
        name(function)
        for module in floor_modules("service", "queries")
        for each, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not each.startswith("_")
        if "session" in inspect.signature(function).parameters
    }


def answer(stage: Stage, function: Callable[..., object]) -> Answer:
    """What somebody is told; anything but these four is an error of the test."""
    _, attempt = TABLE[function]
    try:
        with stage.session.begin_nested() as attempted:
            attempt(stage)
            stage.session.flush()
            attempted.rollback()
    except SignedOut:
        return Answer.SIGNED_OUT
    except Forbidden:
        return Answer.FORBIDDEN
    except NotFound:
        return Answer.NOT_FOUND
    return Answer.ALLOWED


def test_no_function_is_without_its_refusals():
    assert {name(function) for function in TABLE} == public_functions()


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
@pytest.mark.parametrize("function", TABLE, ids=name)
def test_everyone_is_told_what_they_may(session, cast, world, function):
    expected, _ = TABLE[function]

    told = {
        who: answer(Stage(session, actor, cast, world), function)
        for who, actor in cast.everyone().items()
    }

    assert told == expected
