"""Small numbers stay unknown, whatever a reader adds up and takes away."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.protection import Entry, Sum, withheld

THRESHOLD = 5

Key = tuple[str, ...]
Table = tuple[dict[Key, Entry], list[Sum[Key]]]


def entries_of(values: Mapping[str, int | str | None]) -> dict[str, Entry]:
    return {
        key: Entry(None if value is None else Decimal(value))
        for key, value in values.items()
    }


# Examples that a person can follow


def test_a_table_without_small_numbers_is_shown_whole():
    entries = entries_of({"total": 60, "0-17": 25, "18-64": 35, "65+": 0})

    assert not withheld(entries, [Sum("total", ("0-17", "18-64", "65+"))], THRESHOLD)


def test_a_lone_small_category_takes_the_next_smallest_with_it():
    entries = entries_of({"total": 63, "0-17": 40, "18-64": 20, "65+": 3, "none": 0})

    hidden = withheld(
        entries, [Sum("total", ("0-17", "18-64", "65+", "none"))], THRESHOLD
    )

    assert hidden == {"65+", "18-64"}


def test_two_small_categories_with_a_small_sum_take_a_third_with_them():
    entries = entries_of({"total": 43, "a": 1, "b": 2, "c": 30, "d": 10})

    hidden = withheld(entries, [Sum("total", ("a", "b", "c", "d"))], THRESHOLD)

    assert hidden == {"a", "b", "d"}


def test_two_small_categories_with_a_large_sum_hide_each_other():
    entries = entries_of({"total": 37, "a": 3, "b": 4, "c": 30})

    assert withheld(entries, [Sum("total", ("a", "b", "c"))], THRESHOLD) == {"a", "b"}


def test_a_small_remainder_not_specified_is_a_category_like_any_other():
    entries = entries_of({"total": 52, "f": 30, "m": 20, "not specified": 2})

    hidden = withheld(entries, [Sum("total", ("f", "m", "not specified"))], THRESHOLD)

    assert hidden == {"not specified", "m"}


def test_a_total_goes_where_nothing_else_helps():
    entries = entries_of({"total": 12, "own": 10, "other": 2})
    entries["own"] = replace(entries["own"], known=True)

    hidden = withheld(entries, [Sum("total", ("own", "other"))], THRESHOLD)

    assert hidden == {"other", "total"}


def test_a_part_goes_before_a_total_even_where_the_total_is_smaller():
    entries = entries_of({"total": 8, "gift": 3, "grant": 20, "refund": -15})

    hidden = withheld(entries, [Sum("total", ("gift", "grant", "refund"))], THRESHOLD)

    assert hidden == {"gift", "refund"}


def test_a_small_total_of_nothing_but_zeros_and_itself_is_withheld_with_its_part():
    entries = entries_of({"total": 3, "a": 3, "b": 0, "c": 0})

    hidden = withheld(entries, [Sum("total", ("a", "b", "c"))], THRESHOLD)

    assert hidden == {"total", "a"}


def test_a_number_at_the_threshold_is_shown_and_one_just_below_is_not():
    entries = entries_of({"at": 5, "below": "4.999", "zero": 0, "negative": -2})

    assert withheld(entries, [], THRESHOLD) == {"below"}


def test_nothing_reported_is_never_withheld():
    entries = entries_of({"total": 14, "a": 2, "b": None, "c": 12})

    hidden = withheld(entries, [Sum("total", ("a", "b", "c"))], THRESHOLD)

    assert hidden == {"a", "c"}


def test_a_partner_by_period_table_hides_a_rectangle_and_no_margin():
    entries, sums = with_margins(
        {
            ("A", "Q1"): 3,
            ("A", "Q2"): 20,
            ("A", "Q3"): 21,
            ("B", "Q1"): 30,
            ("B", "Q2"): 31,
            ("B", "Q3"): 32,
            ("C", "Q1"): 40,
            ("C", "Q2"): 41,
            ("C", "Q3"): 42,
        }
    )

    hidden = withheld(entries, sums, THRESHOLD)

    assert hidden == {("A", "Q1"), ("A", "Q2"), ("B", "Q1"), ("B", "Q2")}


def test_what_turns_out_not_to_be_needed_is_shown():
    entries, sums = with_margins(
        {
            ("A", "Q1"): 3,
            ("A", "Q2"): 18,
            ("A", "Q3"): 11,
            ("B", "Q1"): 24,
            ("B", "Q2"): 2,
            ("B", "Q3"): 6,
        }
    )

    hidden = withheld(entries, sums, THRESHOLD)

    # The small one of B serves the small one of A, and Q3 isn't needed for either.
    assert hidden == {("A", "Q1"), ("A", "Q2"), ("B", "Q1"), ("B", "Q2")}


def test_a_partner_does_not_learn_the_other_ones_small_number_from_the_total_of_two():
    entries = {
        "own": Entry(Decimal(10), known=True),
        "other": Entry(Decimal(2), shown=False),
        "total": Entry(Decimal(12)),
    }

    assert withheld(entries, [Sum("total", ("own", "other"))], THRESHOLD) == {"total"}


def test_a_partner_sees_the_total_of_two_where_the_other_number_is_large():
    entries = {
        "own": Entry(Decimal(2), known=True),
        "other": Entry(Decimal(10), shown=False),
        "total": Entry(Decimal(12)),
    }

    assert not withheld(entries, [Sum("total", ("own", "other"))], THRESHOLD)


def test_a_partner_sees_the_total_of_three_whose_others_are_large_together():
    entries = {
        "own": Entry(Decimal(9), known=True),
        "second": Entry(Decimal(2), shown=False),
        "third": Entry(Decimal(4), shown=False),
        "total": Entry(Decimal(15)),
    }

    sums = [Sum("total", ("own", "second", "third"))]

    assert not withheld(entries, sums, THRESHOLD)


def test_a_small_number_behind_a_total_of_totals_is_found_too():
    entries = entries_of({"year": 57, "Q1": 7, "Q2": 50, "a": 2, "b": 5})
    sums = [Sum("year", ("Q1", "Q2")), Sum("Q1", ("a", "b"))]

    assert withheld(entries, sums, THRESHOLD) == {"a", "b"}

    entries["b"] = replace(entries["b"], known=True)

    assert withheld(entries, sums, THRESHOLD) == {"a", "Q1", "Q2"}


def test_what_the_reader_knows_anyway_costs_the_others_nothing():
    entries = entries_of({"total": 32, "own": 30, "other": 2, "third": 8, "both": 10})
    entries["own"] = replace(entries["own"], known=True)
    entries["total"] = replace(entries["total"], known=True)
    sums = [Sum("total", ("own", "other")), Sum("both", ("other", "third"))]

    assert withheld(entries, sums, THRESHOLD) == {"other"}


def test_a_number_in_sums_of_different_depth_is_worked_out_in_no_way():
    entries = entries_of({"all": 14, "a": 12, "b": 2, "c": 10})
    sums = [Sum("all", ("a", "b")), Sum("a", ("b", "c"))]

    # Without a, b would be half of what "all" has beyond c.
    assert withheld(entries, sums, THRESHOLD) == {"a", "b", "c"}


@pytest.mark.parametrize("threshold", [0, 1])
def test_without_a_threshold_nothing_is_withheld(threshold: int):
    entries = entries_of({"total": 6, "a": 1, "b": 2, "c": 3})

    assert not withheld(entries, [Sum("total", ("a", "b", "c"))], threshold)


# Tables of any kind, checked by another way of reckoning


def with_margins(cells: Mapping[Key, int | Decimal | None]) -> Table:
    """A table with all its margins; "*" stands for all."""
    axes = [dict.fromkeys(names) for names in zip(*cells, strict=True)]
    entries: dict[Key, Entry] = {}
    sums: list[Sum[Key]] = []
    for key in product(*([*axis, "*"] for axis in axes)):
        given = [v for k, v in cells.items() if v is not None and lies_in(k, key)]
        entries[key] = Entry(sum(map(Decimal, given), Decimal()) if given else None)
        for place, axis in enumerate(axes):
            if key[place] == "*":
                parts = ((*key[:place], name, *key[place + 1 :]) for name in axis)
                sums.append(Sum(key, tuple(parts)))
    return entries, sums


def lies_in(cell: Key, margin: Key) -> bool:
    return all(its in ("*", mine) for mine, its in zip(cell, margin, strict=True))


@st.composite
def tangles(draw: st.DrawFn, values: st.SearchStrategy[object]) -> Table:
    """Sums of whatever there is, sums among it."""
    reported = [draw(values) for _ in range(draw(st.integers(1, 6)))]
    entries = {
        (f"{at}",): Entry(None if value is None else Decimal(value))
        for at, value in enumerate(reported)
    }
    sums: list[Sum[Key]] = []
    for at in range(draw(st.integers(1, 5))):
        keys = st.sampled_from(list(entries))
        parts = tuple(draw(st.lists(keys, min_size=1, max_size=4, unique=True)))
        total = (f"*{at}",)
        entries[total] = Entry(sum((entries[k].value or 0 for k in parts), Decimal()))
        sums.append(Sum(total, parts))
    return entries, sums


@st.composite
def tables(draw: st.DrawFn, values: st.SearchStrategy[object]) -> Table:
    shape = draw(
        st.sampled_from(
            [
                (1,),
                (2,),
                (4,),
                (6,),
                (1, 3),
                (2, 2),
                (3, 4),
                (4, 4),
                (2, 2, 2),
                (2, 2, 3),
            ]
        )
    )
    if draw(st.integers(0, 3)):
        keys = list(product(*([f"{at}" for at in range(size)] for size in shape)))
        entries, sums = with_margins({key: draw(values) for key in keys})
    else:
        entries, sums = draw(tangles(values))
    flags = draw(st.sampled_from(["all", "own", "any"]))
    for key, entry in entries.items():
        entries[key] = replace(entry, **draw(_FLAGS[flags](key)))
    return entries, draw(st.permutations(sums))


_SHOWN = {"known": False, "shown": True}
_OWN = {"known": True, "shown": True}
_HIDDEN = {"known": False, "shown": False}
_FLAGS = {
    "all": lambda key: st.just(_SHOWN),
    # Somebody's own are in the first row; of the others only totals are shown.
    "own": lambda key: st.just(
        _OWN if key[0] == "0" else _SHOWN if key[0] == "*" else _HIDDEN
    ),
    "any": lambda key: st.sampled_from([_SHOWN, _SHOWN, _SHOWN, _OWN, _HIDDEN]),
}

COUNTS = st.one_of(st.none(), st.integers(0, 6), st.integers(0, 6), st.integers(0, 40))
FIGURES = st.one_of(
    COUNTS, st.integers(-6, 6), st.decimals(-9, 9, places=2, allow_nan=False)
)


def is_small(value: Decimal) -> bool:
    return 0 < value < THRESHOLD


def sensitive(entries: Mapping[Key, Entry]) -> set[Key]:
    return {
        key
        for key, entry in entries.items()
        if entry.value is not None and is_small(entry.value) and not entry.known
    }


def can_be_withheld(entries: Mapping[Key, Entry]) -> set[Key]:
    return {
        key
        for key, entry in entries.items()
        if entry.shown and not entry.known and entry.value is not None
    }


def unknown_to_reader(entries: Mapping[Key, Entry], hidden: Iterable[Key]) -> set[Key]:
    hidden = set(hidden)
    return {
        key
        for key, entry in entries.items()
        if not entry.known
        and entry.value is not None
        and (key in hidden or not entry.shown)
    }


class Reader:
    """Somebody who adds up and takes away whatever they see, in every way there is."""

    def __init__(self, table: Table, hidden: Iterable[Key]) -> None:
        entries, sums = table
        self.unknown = unknown_to_reader(entries, hidden)
        self.solved: list[tuple[Key, dict[Key, Fraction]]] = []
        for one in sums:
            row = {key: Fraction(1) for key in one.parts if key in self.unknown}
            if one.total in self.unknown:
                row[one.total] = Fraction(-1)
            if row := self._rest(row):
                pivot = next(iter(row))
                self.solved.append((pivot, row))

    def _rest(self, row: dict[Key, Fraction]) -> dict[Key, Fraction]:
        for pivot, solved in self.solved:
            if pivot in row:
                times = row[pivot] / solved[pivot]
                for key, weight in solved.items():
                    row[key] = row.get(key, Fraction()) - times * weight
                row = {key: weight for key, weight in row.items() if weight}
        return row

    def works_out(self, *goal: Key) -> bool:
        """Whether the goal's sum is made of what the reader's sums tell."""
        return not self._rest({key: Fraction(1) for key in goal if key in self.unknown})


def knowing_least(table: Table) -> Reader:
    """What this one works out can't be helped."""
    return Reader(table, can_be_withheld(table[0]))


@given(tables(FIGURES))
@settings(max_examples=300, deadline=None)
def test_every_small_number_of_others_is_withheld_and_only_what_may_be(table: Table):
    entries, sums = table

    hidden = withheld(entries, sums, THRESHOLD)

    assert sensitive(entries) & can_be_withheld(entries) <= hidden
    assert hidden <= can_be_withheld(entries)


@given(tables(FIGURES))
@settings(max_examples=300, deadline=None)
def test_no_small_number_can_be_worked_out_unless_it_is_known_anyway(table: Table):
    entries, sums = table
    reader = Reader(table, withheld(entries, sums, THRESHOLD))
    hopeless = knowing_least(table)

    for key in sensitive(entries):
        assert not reader.works_out(key) or hopeless.works_out(key)


@given(tables(FIGURES))
@settings(max_examples=300, deadline=None)
def test_no_sum_tells_of_a_small_rest(table: Table):
    entries, sums = table
    hidden = withheld(entries, sums, THRESHOLD)
    unknown = unknown_to_reader(entries, hidden) - exposed(table)

    for one in sums:
        rest = sum(entries[key].value for key in one.parts if key in unknown)
        if one.total not in unknown and is_small(Decimal(rest)):
            left = {one.total, *one.parts} & can_be_withheld(entries) - hidden
            assert not any(entries[key].value for key in left)


def exposed(table: Table) -> set[Key]:
    hopeless = knowing_least(table)
    return {key for key in sensitive(table[0]) if hopeless.works_out(key)}


@given(tables(COUNTS))
@settings(max_examples=300, deadline=None)
def test_no_small_sum_of_small_numbers_can_be_worked_out(table: Table):
    entries, sums = table
    reader = Reader(table, withheld(entries, sums, THRESHOLD))
    hopeless = knowing_least(table)
    covered = sensitive(entries) - exposed(table)

    for one in sums:
        group = set(one.parts) & covered
        if is_small(Decimal(sum(entries[key].value for key in group))):
            assert not reader.works_out(*group) or hopeless.works_out(*group)


@given(st.lists(st.integers(0, 7), min_size=1, max_size=4), st.data())
@settings(deadline=None)
def test_there_is_always_another_table_that_the_reader_could_be_looking_at(
    values: list[int], data: st.DataObject
):
    parts = tuple(f"{at}" for at in range(len(values)))
    entries = entries_of(
        {"total": sum(values), **dict(zip(parts, values, strict=True))}
    )
    for key in parts[1:]:
        entries[key] = replace(entries[key], known=data.draw(st.booleans()))

    hidden = withheld(entries, [Sum("total", parts)], THRESHOLD)

    possible = list(tables_that_look_the_same(entries, parts, hidden))
    for key, entry in entries.items():
        if key in hidden and is_small(entry.value):
            assert len({table[key] for table in possible}) > 1


def tables_that_look_the_same(
    entries: Mapping[str, Entry], parts: tuple[str, ...], hidden: Iterable[str]
) -> Iterator[dict[str, int]]:
    """Every table of counts that the reader can't tell from theirs."""
    ranges = [range(31) if k in hidden else [int(entries[k].value)] for k in parts]
    for values in product(*ranges):
        table = {**dict(zip(parts, values, strict=True)), "total": sum(values)}
        if "total" in hidden or table["total"] == entries["total"].value:
            yield table


@given(tables(st.one_of(st.none(), st.just(0), st.integers(5, 99))))
@settings(deadline=None)
def test_where_nothing_is_small_nothing_is_withheld(table: Table):
    assert not withheld(*table, THRESHOLD)


@given(tables(FIGURES))
@settings(deadline=None)
def test_the_same_table_is_protected_in_the_same_way_each_time(table: Table):
    entries, sums = table

    assert withheld(entries, sums, THRESHOLD) == withheld(entries, sums, THRESHOLD)
