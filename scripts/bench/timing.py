"""How often something is measured, and what counts: the one in the middle."""

import time
from collections.abc import Callable
from statistics import median
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """How many seconds it took, and what came of it."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def typical(work: Callable[[], object], *, runs: int) -> float:
    """The median of several runs, in seconds."""
    return median(timed(work)[0] for _ in range(runs))
