"""How fast the hub is, beside yardsticks in the same run: `make bench`.

With --markdown the report is a table for a page.
"""

import argparse
import os
import sys
from collections.abc import Iterator

from scripts.bench import data
from tests.browser import hubs

# Before anything asks for a setting: what is measured is a hub of its own.
os.environ.update(hubs.settings_of(data.FOLDER))

from impact_hub.cli.building import build_if_changed
from scripts.bench import pages, starting, sums, tabs
from scripts.bench.report import Section, as_markdown, as_table, machine


def main() -> None:
    """Have everything there, measure one thing after another, and report."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--markdown", action="store_true", help="for a page")
    write = as_markdown if wanted.parse_args().markdown else as_table
    about = machine()  # before it is busy with this
    build_if_changed()
    tell("Filling the database")
    data.provide()
    print(about, write(list(measured())), sep="\n")


def measured() -> Iterator[Section]:
    """One section after another."""
    tell("The scoreboard, plain SQL and pandas")
    yield sums.measure()
    tell("Starting")
    yield starting.measure()
    tell("Pages in the browser")
    with hubs.running(hubs.Hub(data.FOLDER, hubs.free_port())) as hub:
        yield pages.measure(hub)
    tell(f"{tabs.TABS} tabs")
    with hubs.running(hubs.Hub(data.FOLDER, hubs.free_port())) as hub:
        yield tabs.measure(hub)


def tell(what: str) -> None:
    print(what, "…", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
