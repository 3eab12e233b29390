"""The log: one line per event, for people or for machines. No values of variables.

What libraries log goes the same way. They write down what a browser has sent, some with
its cookies: so secrets are taken out here, and nothing that was sent makes a line that
looks like one of ours.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

from impact_hub.config import settings

LONGEST = 400  # of what a library says, and of a line of a traceback

# These would add a handler of their own where no level is set.
_SOCKETS = ("engineio.server", "socketio.server")

_SECRET = re.compile(r"(hub_(?:session|oidc|flash)=)[^;,\s\"']+")
_INVITATION = re.compile(r"(/invite/)[\w-]{20,}")
# What PostgreSQL tells of a row that it refuses is the whole row.
_REFUSED_ROW = re.compile(
    r"(\bDETAIL: ).*?(?=\n\[SQL|\n\nThe above exception|\Z)", re.DOTALL
)


class _Stderr(logging.Handler):
    """Writes to wherever errors go now."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(self.format(record) + "\n")


_from_libraries = _Stderr()


def set_up() -> None:
    """Make every logger of this process write in the way that the settings want."""
    chosen = settings()
    level = logging.getLevelNamesMapping()[chosen.log_level.upper()]
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _on_one_line,
    ]
    # Tracebacks without the values of variables: a password may be among them.
    if chosen.log_format == "json":
        ending: list[structlog.types.Processor] = [
            structlog.processors.ExceptionRenderer(_traceback),
            structlog.processors.JSONRenderer(),
        ]
    else:
        ending = [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=_write_traceback
            )
        ]
    structlog.configure(
        processors=[*shared, *ending],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    _from_libraries.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *ending,
            ],
        )
    )
    for name in _SOCKETS:
        logging.getLogger(name).setLevel(logging.ERROR)
    root = logging.getLogger()
    root.removeHandler(_from_libraries)
    root.addHandler(_from_libraries)


def _on_one_line(
    _: object, __: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    line["event"] = _without_secrets(str(line["event"]))
    return line


def _without_secrets(said: str) -> str:
    """A line without secrets and line breaks, and not endless."""
    for secret in (_SECRET, _INVITATION, _REFUSED_ROW):
        said = secret.sub(r"\1…", said)
    said = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in said)


def _traceback(exc_info: structlog.typing.ExcInfo) -> str:
    """Where it happened; indented, so that no line of it looks like one of the log."""
    found = _REFUSED_ROW.sub(r"\1…", "".join(traceback.format_exception(*exc_info)))
    return "\n".join(f"  {_without_secrets(line)}" for line in found.splitlines())


def _write_traceback(to: TextIO, exc_info: structlog.typing.ExcInfo) -> None:
    to.write("\n" + _traceback(exc_info))
