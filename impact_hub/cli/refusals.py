"""What went wrong, in one sentence in the terminal's language."""

import errno
import os

import click
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, ProgrammingError

from impact_hub.config import settings
from impact_hub.kit.errors import AppError, InvalidFields
from impact_hub.texts import SOURCE_LANGUAGE, known
from impact_hub.texts.refusals import explain, sentence


class Failed(click.ClickException):
    """A sentence on the error output, and an exit code that is not 0."""

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


def in_a_sentence(error: Exception) -> Failed:
    """The sentence for whatever went wrong.

    Where even the program did not expect it, HUB_LOG_LEVEL=debug shows where it was.
    """
    match error:
        case ValidationError():
            first = error.errors()[0]
            name = f"HUB_{first['loc'][0]}".upper() if first["loc"] else ""
            return _failed("cli.setting", name=name, why=first["msg"])
        case InvalidFields():
            return Failed(
                "\n".join(explain(one, terminal_language()) for one in error.problems)
            )
        case AppError():
            return Failed(explain(error, terminal_language()))
        case OSError():
            return _about_file(error)
        case DBAPIError():
            return _about_database(error)
        case _:
            if settings().log_level == "debug":
                raise error
            kind = type(error).__name__
            return Failed(f"{sentence('', terminal_language())} ({kind}: {error})")


def terminal_language() -> str:
    """The language of the terminal, where the hub speaks it."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    asked = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return known(asked) or SOURCE_LANGUAGE


def _about_file(error: OSError) -> Failed:
    file = error.filename or ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _failed("cli.disk_full")
    if isinstance(error, FileNotFoundError):
        return _failed("cli.no_such_file", file=file)
    if isinstance(error, PermissionError):
        return _failed("cli.no_access", file=file)
    return _failed("cli.file_failed", file=file, why=error.strerror or str(error))


def _about_database(error: DBAPIError) -> Failed:
    why = str(error.orig).strip().partition("\n")[0]
    if "disk is full" in why or "No space left" in why:
        return _failed("cli.disk_full")
    # PostgreSQL: a table or column is missing; a whole database is another matter.
    is_undefined = isinstance(error, ProgrammingError) and "does not exist" in why
    if is_undefined or "no such table" in why or "no such column" in why:
        return _failed("cli.not_migrated")
    return _failed("cli.no_database", why=why)


def _failed(code: str, **params: object) -> Failed:
    return Failed(sentence(code, terminal_language(), **params))
