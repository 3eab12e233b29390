"""The report: what was measured, on which machine, as a table for people."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

import psutil

from impact_hub.kit import clock


@dataclass(frozen=True)
class Line:
    """One figure, and what it is to be compared with."""

    what: str
    figure: str
    beside: str = ""


@dataclass(frozen=True)
class Section:
    """Figures that belong together."""

    title: str
    lines: list[Line]


HEAD = Line("what", "figure", "beside it")


def seconds(took: float) -> str:
    """A time, as precise as it is worth."""
    return f"{took * 1000:.1f} ms" if took < 0.1 else f"{took:.2f} s"


def sized(size: float) -> str:
    """A number of bytes, as precise as it is worth."""
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"


def against(figure: float, limit: float, told: str) -> str:
    """A limit, and whether it is kept."""
    return f"limit {told}" if figure <= limit else f"OVER THE LIMIT of {told}"


def as_table(sections: list[Section]) -> str:
    """Aligned columns, for a terminal."""
    lines = [line for section in sections for line in (HEAD, *section.lines)]
    first = max(len(line.what) for line in lines)
    second = max(len(line.figure) for line in lines)
    written: list[str] = []
    for section in sections:
        written += ["", section.title, "─" * len(section.title)]
        written += [
            f"{each.what:<{first}}  {each.figure:>{second}}  {each.beside}".rstrip()
            for each in section.lines
        ]
    return "\n".join(written)


def as_markdown(sections: list[Section]) -> str:
    """The same for a page."""
    written: list[str] = []
    for section in sections:
        written += ["", f"**{section.title}**", ""]
        written += [f"| {HEAD.what} | {HEAD.figure} | {HEAD.beside} |", "|---|--:|---|"]
        written += [f"| {x.what} | {x.figure} | {x.beside} |" for x in section.lines]
    return "\n".join(written)


def machine() -> str:
    """What it was measured on, and when."""
    memory = psutil.virtual_memory().total / 2**30
    parts = [
        clock.today().isoformat(),
        processor(),
        f"{os.cpu_count()} cores",
        f"{memory:.0f} GB",
        f"Python {platform.python_version()}",
        system(),
        f"load {os.getloadavg()[0]:.1f}",
    ]
    return " · ".join(parts)


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    told = Path("/proc/cpuinfo")
    if told.is_file():
        for line in told.read_text("utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def system() -> str:
    """The operating system's name."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.platform(terse=True)
