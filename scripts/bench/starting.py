"""How long it takes until a hub that is built already can work."""

import subprocess
import sys
from statistics import median

from scripts.bench.data import FOLDER
from scripts.bench.report import Line, Section, against, seconds
from scripts.bench.timing import typical
from tests.browser.hubs import Hub, free_port, running

RUNS = 5
LIMIT = 6.0


def measure() -> Section:
    """Start it several times, and beside it nothing but Reflex."""
    took = []
    for _ in range(RUNS):
        with running(Hub(FOLDER, free_port())) as hub:
            took.append(hub.started_in)
    start = median(took)
    return Section(
        "Starting, with nothing to build",
        [
            Line(
                "impact-hub serve, until /readyz says yes",
                seconds(start),
                against(start, LIMIT, f"{LIMIT:.0f} s"),
            ),
            Line(
                "Python, importing Reflex",
                seconds(typical(_import_reflex, runs=RUNS)),
                "yardstick",
            ),
        ],
    )


def _import_reflex() -> None:
    subprocess.run([sys.executable, "-c", "import reflex.app"], check=True)
