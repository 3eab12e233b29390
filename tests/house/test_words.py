"""No page says anything that is not said in every language."""

import ast
from collections.abc import Iterator

from tests.house.sources import trees

# Attributes that are read out or shown.
READ = {"title", "placeholder", "alt", "label", "aria_label"}
# Choices between children: their first argument is a condition, not a word.
CHOICES = {"rx.cond", "rx.match"}
WRAPPERS = {"rx.fragment", "rx.foreach"}

# Said like this in every language, each with its reason. (None yet.)
ALLOWED: dict[str, str] = {}


def literals(node: ast.expr) -> Iterator[str]:
    """The texts with letters that an expression shows as they stand."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and any(map(str.isalpha, node.value)):
            yield node.value
        return
    parts = _parts_of_call(node) if isinstance(node, ast.Call) else _parts(node)
    for part in parts:
        yield from literals(part)


def _parts(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.JoinedStr(values):
            return values
        case ast.BinOp(left, ast.Add(), right):
            return [left, right]
        case ast.IfExp(body=body, orelse=other):
            return [body, other]
        case ast.Starred(value):
            return [value]
        case _:
            return []


def _parts_of_call(node: ast.Call) -> list[ast.expr]:
    called = ast.unparse(node.func)
    if called in CHOICES:
        return [
            each.elts[-1] if isinstance(each, ast.Tuple) else each
            for each in node.args[1:]
        ]
    return node.args if called in WRAPPERS else []


def shown_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every bare text that an element of a page shows or has read out."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if ast.unparse(node.func).startswith("rx.el."):
            for child in node.args:
                yield from ((node.lineno, text) for text in literals(child))
        for keyword in node.keywords:
            if keyword.arg in READ:
                yield from ((node.lineno, text) for text in literals(keyword.value))


def is_page(path: str) -> bool:
    return path.startswith("impact_hub/ui/") or "/page" in path


def test_no_page_holds_a_bare_literal():
    found = [
        f"{path}:{line}: {text}"
        for path, tree in trees().items()
        if is_page(path)
        for line, text in shown_in(tree)
        if text not in ALLOWED
    ]

    assert found == []


def test_the_check_sees_what_it_is_for():
    page = ast.parse(
        """
rx.el.p("One")
rx.el.p(rx.cond(state.x == "no", "Two", t("not this")), aria_label="Three")
rx.el.p(f"Four {x}", "–", rx.match(x, ("no", "Five"), "Six"))
button("no", title="Seven " + x)
rx.el.p(rx.fragment("Eight" if x else "", *parts), class_name="no")
"""
    )

    assert [text.strip() for _, text in shown_in(page)] == [
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
    ]
