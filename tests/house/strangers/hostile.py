"""What somebody sends who means no good, or whose program is broken."""

from typing import Any

HUGE = "x" * 100_000
HALF = "half a character: \ud800"  # which no database takes, and no socket sends

# By socket come JSON's types, and the numbers that Python's JSON reads besides.
VALUES: list[Any] = [
    "",
    "-1",
    "999999999",
    "1" + "0" * 30,
    "NaN",
    "½",
    "' OR 1=1; DROP TABLE person; -- <img src=x onerror='alert(1)'>",
    "../%00%2e%2e/null\0byte\r\nX-Header: 1",
    HALF,
    "{name.__class__} %s",
    HUGE,
    None,
    True,
    -1,
    10**30,
    float("nan"),
    float("inf"),
    ["a", {"b": None}],
    {},
    {"id": {"id": []}, "name": 10**30, "title.de": [1]},
]
