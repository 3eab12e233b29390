"""Moved to impact_hub.kit.calendar: import from there (this file goes soon)."""

from impact_hub.kit.calendar import (  # noqa: F401
    Rhythm,
    Span,
    calendar,
    containing,
    from_code,
    span_of,
)
