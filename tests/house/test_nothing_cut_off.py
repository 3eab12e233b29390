"""What a person typed is kept as it is, or refused with its limit: never shortened."""

import ast
from collections.abc import Iterator

from tests.house.sources import trees

# Shorter than this is an echo in a refusal (“raw”), not what is kept; and so many of a
# list are named in a sentence.
LONG = 125
SOME_OF_A_LIST = {"NAMED", "SHOWN"}

# These are cut short for a reason.
SHORTENED = {
    "impact_hub/identity/service.py: name[:MAX_NAME_LENGTH]": "a provider said it",
    "impact_hub/identity/passwords.py: password[:MAX_LENGTH]": "no longer one is right",
    "impact_hub/kit/logs.py: said[:LONGEST]": "a log line; it says so with …",
    "impact_hub/features/exchange/state.py: "
    "[each for each in rows if isinstance(each, dict)][:MOST_LINES]": "lines of a page",
    "impact_hub/features/exchange/formats/encodings.py: data[:512]": "the first look",
    "impact_hub/features/exchange/state.py: str(sent)[:500]": "what a route has said",
}


def is_long(upper: ast.expr | None) -> bool:
    match upper:
        case ast.Constant(int(most)):
            return most >= LONG
        case ast.Name(name):
            return name.isupper() and name.strip("_") not in SOME_OF_A_LIST
        case _:
            return False


def cut_off(tree: ast.AST) -> Iterator[str]:
    """Everything of which only the first so many are taken."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(slice=ast.Slice(lower=None, upper=upper)) if is_long(
                upper
            ):
                yield ast.unparse(node)


def test_nothing_that_somebody_typed_is_cut_off():
    found = {
        f"{path}: {text}"
        for path, tree in trees().items()
        if not path.startswith(("impact_hub/demo/", "impact_hub/cli/"))
        and "/views/" not in path  # which show some of many, and keep nothing
        for text in cut_off(tree)
    }

    assert found - SHORTENED.keys() == set()


def test_the_check_sees_what_it_is_for():
    code = ast.parse(
        "a = note.strip()[:4000]; b = note[:MOST]; c = raw[:40]; d = x[1:]"
    )

    assert list(cut_off(code)) == ["note.strip()[:4000]", "note[:MOST]"]
