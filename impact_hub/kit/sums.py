"""Sums in the database that are exact on every database, digit by digit."""

import sqlite3
from decimal import Decimal, localcontext
from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import NullType

_DIGITS = 120


class exact_sum(GenericFunction[Decimal]):  # noqa: N801 - a function in SQL
    """The sum of exact decimals; NULL where there are none."""

    type = NullType()  # text on SQLite, decimal on PostgreSQL
    inherit_cache = True


@compiles(exact_sum)
def _plain_sum(element: exact_sum, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  # pyright: ignore[reportUnusedFunction]
    return f"SUM({compiler.process(element.clauses, **options)})"


@compiles(exact_sum, "sqlite")
def _sqlite_sum(element: exact_sum, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  # pyright: ignore[reportUnusedFunction]
    return f"exact_sum({compiler.process(element.clauses, **options)})"


class _ExactSum:
    """SQLite's own SUM counts in binary floats. This one adds up the texts."""

    def __init__(self) -> None:
        self.whole = 0
        self.rest = Decimal()
        self.seen = False

    def step(self, value: str | None) -> None:
        """Take one more value."""
        if value is None:
            return
        self.seen = True
        if "." in value:
            with localcontext(prec=_DIGITS):
                self.rest += Decimal(value)
        else:
            self.whole += int(value)

    def finalize(self) -> str | None:
        """The sum, as text."""
        if not self.seen:
            return None
        with localcontext(prec=_DIGITS):
            return format(self.rest + self.whole, "f")


def teach(connection: sqlite3.Connection) -> None:
    """Give a connection of SQLite the exact sum."""
    connection.create_aggregate("exact_sum", 1, _ExactSum)  # pyright: ignore[reportArgumentType]
