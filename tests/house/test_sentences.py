"""Every code has a sentence, every sentence a use, and every language all of them."""

import ast
import importlib.util
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from impact_hub.config import ROOT
from impact_hub.kit import errors
from impact_hub.kit.rooms import modules
from impact_hub.texts import LANGUAGES, SOURCE_LANGUAGE
from impact_hub.texts.refusals import sentences
from tests.house.sources import ROOMS_IN_ORDER, calls, name_of, room_of, trees

CODE = re.compile(r"[a-z_]+\.[a-z_]*[a-z]")
PARAMETER = re.compile(r"{(\w+)}")

SENTENCES = sentences()
REFUSALS = {name for name, value in vars(errors).items() if isinstance(value, type)} - {
    "InvalidFields"
}
# What tells a code besides refusals: its name, and where the code stands.
TELLERS = {
    **dict.fromkeys(REFUSALS, 0),
    "sentence": 0,
    "_say": 0,
    "_said": 0,
    "_failed": 0,
    "Problem": 2,
    "add": 2,  # Problems.add(line, column, code)
}
NOT_PARAMETERS = {"field"}

# These are told by code that passes the error on.
PASSED_ON = {"forms.several_fields"}


@cache
def tables_of_codes() -> dict[str, list[str]]:
    """The codes that stand in a table, such as `LOCK_SENTENCES`, by its name."""
    return {
        name: [each.value for each in values if isinstance(each, ast.Constant)]
        for tree in trees().values()
        for node in tree.body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and (name := node.target.id).endswith("_SENTENCES")
        and isinstance(node.value, ast.Dict)
        and (values := node.value.values)
    }


def codes_in(node: ast.expr) -> list[str]:
    """The codes that an expression stands for: none where it is not a code at all."""
    match node:
        case ast.Constant(str(text)) if CODE.fullmatch(text):
            return [text]
        case ast.Subscript(table) if name_of(table) in tables_of_codes():
            return tables_of_codes()[name_of(table)]
        case ast.IfExp(body=body, orelse=other):
            return codes_in(body) + codes_in(other)
        case _:
            return []


def told() -> Iterator[tuple[str, ast.Call, str]]:
    """Every code that is told somewhere: where, the call, and the code."""
    for path, tree in trees().items():
        for call in calls(tree):
            place = TELLERS.get(name_of(call.func), 99)
            if place < len(call.args):
                for code in codes_in(call.args[place]):
                    yield f"{path}:{call.lineno}", call, code


def mentioned() -> dict[str, set[str]]:
    """Every code-like text in the package outside the sentences, and where it is."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path, tree in trees().items():
        if path.endswith("/sentences.py"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant):
                for code in codes_in(node):
                    found[code].add(path)
    return found


def test_no_code_is_put_together():
    """A code that stands nowhere as a whole is found by no person and no test."""
    rooms = {code.partition(".")[0] for code in SENTENCES}

    assert {
        f"{path}:{node.lineno}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        and isinstance(first := node.values[0], ast.Constant)
        and re.fullmatch(r"[a-z_]+\.[a-z_]+", str(first.value))
        and str(first.value).partition(".")[0] in rooms
    } == set()


def test_every_code_has_one_sentence():
    told_twice = Counter(
        code for module in modules("sentences") for code in module.SENTENCES
    )

    assert [code for code, n in told_twice.items() if n > 1] == []


def test_a_sentence_stands_in_the_room_that_its_code_names():
    assert {
        f"{module.__name__}: {code}"
        for module in modules("sentences")
        for code in module.SENTENCES
        if code.partition(".")[0] != module.__name__.split(".")[-2]
        and module.__name__ != "impact_hub.texts.sentences"
    } == set()


def test_a_room_tells_only_its_own_sentences_and_those_below_it():
    """Whoever may import a room's rules may tell what they refuse, and nobody else."""
    place = {room: at for at, room in enumerate(ROOMS_IN_ORDER)}
    assert {
        f"{path}: {code}"
        for code, paths in mentioned().items()
        for path in paths
        if (teller := room_of(path)) and (owner := code.partition(".")[0]) in place
        if owner != teller and place[owner] <= place[teller]
    } == set()


def test_every_code_that_is_told_has_a_sentence():
    missing = {
        f"{code} ({where})" for where, _, code in told() if code not in SENTENCES
    }

    assert missing == set()


def test_every_code_like_text_of_these_rooms_has_a_sentence():
    """Codes also travel in variables and tables, where no call shows them."""
    rooms = {code.partition(".")[0] for code in SENTENCES}
    missing = {
        f"{code} ({', '.join(where)})"
        for code, where in mentioned().items()
        if code.partition(".")[0] in rooms and code not in SENTENCES
    }

    assert missing == set()


def test_every_sentence_is_told_somewhere():
    assert set(SENTENCES) - set(mentioned()) - PASSED_ON == set()


def given_to(call: ast.Call) -> set[str] | None:
    """The parameters that a call gives; None where it passes on what it was given."""
    names = {keyword.arg for keyword in call.keywords}
    if None in names:
        return None
    if name_of(call.func) == "Problem":
        match call.args[3:]:
            case [ast.Dict(keys=keys)]:
                return {str(key.value) for key in keys if isinstance(key, ast.Constant)}
            case [_]:
                return None
    return {str(name) for name in names} - NOT_PARAMETERS


def test_every_sentence_is_given_its_parameters():
    missing: set[str] = set()
    for where, call, code in told():
        given = given_to(call)
        if given is not None and code in SENTENCES:
            wanted = set(PARAMETER.findall(SENTENCES[code]))
            missing |= {f"{code} wants {each} ({where})" for each in wanted - given}

    assert missing == set()


def test_no_parameter_has_a_name_that_the_sentence_itself_needs():
    """`sentence(code, locale, **params)`: a parameter `code` would be a crash."""
    taken = {"code", "locale"}

    assert {
        f"{code} ({where})"
        for where, call, code in told()
        if (given_to(call) or set()) & taken
    } == set()


# The catalogues


def _texts_script():
    """scripts/texts.py, which is no module of the package."""
    path = ROOT / "scripts" / "texts.py"
    spec = importlib.util.spec_from_file_location("texts_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TEXTS = _texts_script()
TRANSLATED = [each for each in LANGUAGES if each != SOURCE_LANGUAGE]


def key(message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [])


def test_every_language_has_a_catalogue():
    folders = (Path(ROOT) / "impact_hub" / "texts").glob("*/LC_MESSAGES")

    assert sorted(folder.parent.name for folder in folders) == TRANSLATED


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_sentence_in_the_code_is_translated(locale):
    """Missing ones: `make texts`, then fill them in."""
    catalogue = {key(m): m for m in TEXTS.translated(locale) if m.id}
    missing = [
        key(message)
        for message in TEXTS.collected()
        if message.id
        and not (
            key(message) in catalogue and all(forms(catalogue[key(message)].string))
        )
    ]

    assert missing == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_translation_is_left_over(locale):
    used = {key(message) for message in TEXTS.collected() if message.id}
    unused = [key(m) for m in TEXTS.translated(locale) if m.id and key(m) not in used]

    assert unused == []


def parameters(sentences: list[str]) -> set[str]:
    return {each for one in sentences for each in PARAMETER.findall(one)}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_has_the_parameters_of_its_sentence(locale):
    """Of a plural, each form may leave {n} out: "one partner", "no partner"."""
    different: list[str] = []
    for message in TEXTS.translated(locale):
        wanted = parameters(forms(message.id))
        for said in filter(None, forms(message.string) if message.id else []):
            lacking = wanted ^ parameters([said])
            if lacking - ({"n"} if "n" in wanted else set()):
                different.append(key(message))

    assert different == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_sentence_with_a_plural_has_one_in_every_language(locale):
    wrong = [
        key(message)
        for message in TEXTS.translated(locale)
        if message.id and isinstance(message.id, str) != isinstance(message.string, str)
    ]

    assert wrong == []


def test_no_sentence_stands_once_with_and_once_without_a_plural():
    """`t(…)` and `tn(…)` of the same words would share one entry of the catalogue."""
    plural: set[str] = set()
    single: set[str] = set()
    for tree in trees().values():
        for call in calls(tree):
            match name_of(call.func), call.args:
                case (("tn" | "ntext"), [ast.Constant(str(one)), *_]):
                    plural.add(one)
                case (("t" | "text" | "N_"), [ast.Constant(str(one)), *_]):
                    single.add(one)

    assert plural & single == set()
