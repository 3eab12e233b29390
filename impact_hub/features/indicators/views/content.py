"""What stands in the form of an indicator: its fields follow from the kind chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from impact_hub.features.indicators import words
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.kinds import (
    KINDS,
    Direction,
    Kind,
    Method,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.rules.progress import progress
from impact_hub.features.indicators.views.form import (
    IndicatorFormPage,
    Split,
    crossings,
    key_of,
)
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Invalid
from impact_hub.texts import formats, pick, text
from impact_hub.ui.formviews import Content

E = TypeVar("E", bound=StrEnum)

MAX_TARGETS = 12


@dataclass(frozen=True)
class Chosen:
    """What is chosen just now in the form, typed or as it is."""

    kind: ValueKind
    over_time: OverTime
    rhythm: Rhythm
    splits: list[int]
    levels_of: str
    typed: Mapping[str, object] = field(default_factory=dict[str, object])

    @property
    def of_kind(self) -> Kind:
        return KINDS[self.kind]

    @property
    def is_cumulative(self) -> bool:
        """Whether each period adds to what had been reached before."""
        usual = self.of_kind.over_partners[0]
        return Method(self.kind, self.over_time, usual).is_cumulative


def chosen(page: IndicatorFormPage, typed: Mapping[str, object]) -> Chosen:
    """What is chosen in a form that has this typed into it; anything may be sent."""
    kind = page.kind if page.row else _one(typed.get("kind"), ValueKind, page.kind)
    usual = KINDS[kind].over_time[0]
    now = page.row.over_time if page.row else usual
    over_time = _one(typed.get("over_time"), OverTime, now)
    ticked = typed.get("splits")
    return Chosen(
        kind=kind,
        over_time=over_time if over_time in KINDS[kind].over_time else usual,
        rhythm=_one(
            typed.get("rhythm"), Rhythm, page.row.rhythm if page.row else page.rhythm
        ),
        splits=_numbers(page, ticked) if isinstance(ticked, list) else _singles(page),
        levels_of=str(typed.get("levels_of", _levels_of(page))),
        typed=typed,
    )


@dataclass(frozen=True)
class Beside:
    """What a form begins with, beside what is saved."""

    targets: int = 1  # lines for them
    result: str = ""  # that a new indicator is to show
    made: str = ""  # a dimension that was made for it just now


def content(
    page: IndicatorFormPage, now: Chosen, locale: str, beside: Beside | None = None
) -> Content:
    """The form, filled in with what is saved."""
    row = page.row
    return Content(
        values=_values(page, now, locale, beside or Beside()),
        revision=row.revision if row else 0,
        languages=page.languages,
        options=_options(page, now, locale),
        labels=_labels(now, locale),
        hints=_hints(now, locale),
        without=_without(page, now),
    )


def _values(
    page: IndicatorFormPage, now: Chosen, locale: str, beside: Beside
) -> dict[str, Any]:
    row, kind = page.row, now.kind
    common = {
        "kind": page.kind,
        "over_time": now.over_time if row is None else row.over_time,
        "rhythm": page.rhythm,
        "splits": [str(each) for each in (*_singles(page), beside.made) if each],
        "crossings": [key_of(s) for s in page.splits if len(s) > 1],
        "levels_of": _levels_of(page),
        "summed_over": str(row.summed_over.id) if row and row.summed_over else "",
        "partners": [str(each.id) for each in page.partners if each.is_asked],
        "counts_people": KINDS[kind].may_be_of_people,
        "currency": "EUR",
        "result": beside.result,
        "starts": page.starts[now.rhythm],
        "direction": Direction.UP,
        "asked_of": AskedOf.EVERYONE,
        "aims": [{"due": page.ends}],
    }
    if row is None:
        return common | {"aims": _blank(common["aims"], beside.targets)}
    return common | _kept(row, locale, beside.targets)


_SAME = (
    "titles",
    "definitions",
    "units",
    "part_names",
    "whole_names",
    "over_partners",
    "rhythm",
    "direction",
    "counts_people",
    "asked_of",
    "starts",
    "baseline_on",
    "source",
    "source_url",
    "licence",
)


def _kept(row: IndicatorRow, locale: str, targets: int) -> dict[str, Any]:
    aims = [
        {"due": each.due, "figure": words.typed_aim(each.figure, row.kind, locale)}
        for each in row.targets
    ]
    return {
        **{name: getattr(row, name) for name in _SAME},
        "currency": row.currency or "EUR",
        "result": str(row.result_id or ""),
        "baseline": words.typed_aim(row.baseline, row.kind, locale),
        "aims": _blank(aims, targets),
    }


def _blank(aims: list[dict[str, Any]], targets: int) -> list[dict[str, Any]]:
    """The targets that there are, and as many empty lines as were asked for."""
    return [*aims, *[{} for _ in range(len(aims), targets)]]


def _options(
    page: IndicatorFormPage, now: Chosen, locale: str
) -> dict[str, list[tuple[str, str]]]:
    titles = {each.id: pick(each.titles, locale) for each in page.dimensions}
    plain = [each.id for each in page.dimensions if not each.is_levels]
    levels = [each.id for each in page.dimensions if each.is_levels]
    kind = now.of_kind

    def named(split: Split) -> str:
        return " × ".join(titles[each] for each in split)

    return {
        "result": [("", text("none yet", locale)), *page.results],
        "over_time": _said(kind.over_time, words.OVER_TIME, locale),
        "over_partners": _said(kind.over_partners, words.OVER_PARTNERS, locale),
        "levels_of": [
            ("", text("new ones, written below", locale)),
            *[(str(each), titles[each]) for each in levels],
        ],
        "splits": [(str(each), titles[each]) for each in plain],
        "crossings": [
            (key_of(each), named(each)) for each in crossings(page, now.splits)
        ],
        "summed_over": [
            ("", text("nothing: the total is typed", locale)),
            *[(str(each), titles[each]) for each in now.splits],
        ],
        "partners": [(str(each.id), each.name) for each in page.partners],
    }


def _said(
    codes: tuple[E, ...], said: Mapping[E, str], locale: str
) -> list[tuple[str, str]]:
    return [(str(each), text(said[each], locale)) for each in codes]


def _labels(now: Chosen, locale: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    if now.of_kind.is_quotient and not now.of_kind.is_share:
        labels["part_names"] = text("What the sum is of", locale)
        labels["whole_names"] = text("How many of what", locale)
    if now.of_kind.has_levels:
        labels["splits"] = text("Levels are also split by", locale)
    if now.is_cumulative:
        labels["baseline"] = text("Reached before the first period", locale)
    return labels


def _hints(now: Chosen, locale: str) -> dict[str, str]:
    if now.of_kind.is_share:
        parts = {
            "part_names": text("Such as: in training", locale),
            "whole_names": text("Such as: left school", locale),
        }
    else:
        parts = {
            "part_names": text("Such as: points of all answers", locale),
            "whole_names": text("Such as: answers", locale),
        }
    if now.is_cumulative:
        baseline = text(
            "What had been reached before the first period that is reported. Empty: "
            "nothing.",
            locale,
        )
    elif now.of_kind.is_share:
        baseline = text("In per cent. Empty: we start from nothing.", locale)
    else:
        baseline = text("Empty: we start from nothing.", locale)
    return {**parts, "baseline": baseline}


def _without(page: IndicatorFormPage, now: Chosen) -> set[str]:
    """The fields that make no sense for what is chosen."""
    kind, plain = now.of_kind, [d for d in page.dimensions if not d.is_levels]
    shown = {
        "kind": page.row is None,
        "units": kind.has_unit,
        "currency": kind.is_money,
        "part_names": kind.is_quotient,
        "whole_names": kind.is_quotient,
        "levels_of": kind.has_levels and any(d.is_levels for d in page.dimensions),
        "levels": kind.has_levels and not now.levels_of,
        "over_time": len(kind.over_time) > 1,
        "over_partners": len(kind.over_partners) > 1,
        "direction": kind.has_targets,
        "counts_people": kind.may_be_of_people,
        "splits": kind.has_categories and bool(plain),
        "crossings": kind.has_categories
        and not kind.has_levels
        and bool(crossings(page, now.splits)),
        "summed_over": kind.adds_up and not kind.has_levels and bool(now.splits),
        "baseline": kind.has_targets,
        "baseline_on": kind.has_targets,
        "aims": kind.has_targets,
        "asked_of": not kind.is_from_elsewhere,
        "partners": bool(page.partners),
        "why": page.row is not None,
    }
    return {name for name, is_shown in shown.items() if not is_shown}


def example(now: Chosen, locale: str) -> str:
    """What baseline and target mean where figures are added up over time, with what
    is typed just now as the example; "" where they are not added up."""
    if not now.is_cumulative:
        return ""
    baseline, target = _typed_aims(now.typed, locale)
    if target is None:
        target = (baseline or Decimal(100)) * 2
        baseline = baseline or Decimal(100)
    baseline = baseline or Decimal(0)
    if target <= baseline:
        baseline, target = Decimal(100), Decimal(200)
    reported = max(((target - baseline) / 5).to_integral_value(), Decimal(1))
    share = progress(baseline + reported, baseline=baseline, target=target)
    return text(
        "With a baseline of {baseline}, a target of {target} and {reported} reported "
        "you stand at {standing}: {share} of the way.",
        locale,
        baseline=formats.number(baseline, locale),
        target=formats.number(target, locale),
        reported=formats.number(reported, locale),
        standing=formats.number(baseline + reported, locale),
        share=formats.percent(_rounded(share or Decimal(0)), locale),
    )


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(Decimal("0.01"))


def _typed_aims(
    typed: Mapping[str, object], locale: str
) -> tuple[Decimal | None, Decimal | None]:
    """Baseline and first target as they stand in the form, where they are numbers."""
    targets = (
        found
        for name, raw in typed.items()
        if name.startswith("aims.") and name.endswith(".figure")
        if (found := _number(raw, locale)) is not None
    )
    return _number(typed.get("baseline"), locale), next(targets, None)


def _number(raw: object, locale: str) -> Decimal | None:
    if not isinstance(raw, str) or not raw.strip():
        return None
    try:
        return words.read_aim(raw, locale)
    except Invalid:
        return None


def as_saved(page: IndicatorFormPage, locale: str) -> dict[str, object]:
    """Baseline and targets as a form has them that nobody has typed into."""
    if page.row is None:
        return {}
    kept = _kept(page.row, locale, 0)
    figures = {
        f"aims.{place}.figure": aim["figure"] for place, aim in enumerate(kept["aims"])
    }
    return {"baseline": kept["baseline"], **figures}


def _one(sent: object, of: type[E], otherwise: E) -> E:
    try:
        return of(str(sent))
    except ValueError:
        return otherwise


def _numbers(page: IndicatorFormPage, ticked: list[object]) -> list[int]:
    return [
        each.id
        for each in page.dimensions
        if not each.is_levels and str(each.id) in ticked
    ]


def _singles(page: IndicatorFormPage) -> list[int]:
    """The dimensions that it is split by; of levels, those crossed with them."""
    levels = {each.id for each in page.dimensions if each.is_levels}
    if KINDS[page.kind].has_levels:
        crossed = [set(split) - levels for split in page.splits if len(split) == 2]
        return [each for split in crossed if len(split) == 1 for each in split]
    return [split[0] for split in page.splits if len(split) == 1]


def _levels_of(page: IndicatorFormPage) -> str:
    has_levels = page.row is not None and page.row.of_kind.has_levels
    summed = page.row.summed_over if page.row is not None else None
    return str(summed.id) if has_levels and summed is not None else ""
