"""Every code has a sentence, every sentence a use, and every language all of them."""

import ast
import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from impact_hub.config import ROOT
from impact_hub.features.organisations.rules import InvitationStatus
from impact_hub.features.reporting.rules.workflow import Lock
from impact_hub.kit import errors
from impact_hub.texts import LANGUAGES, SOURCE_LANGUAGE
from impact_hub.texts.sentences import SENTENCES
from tests.house.sources import calls, name_of, trees

CODE = re.compile(r"[a-z_]+\.[a-z_]*[a-z]")
PREFIX = re.compile(r"[a-z_]+\.[a-z_]+")
PARAMETER = re.compile(r"{(\w+)}")

# Codes that end in the word of an enumeration.
EXPANDED: dict[str, list[StrEnum]] = {
    "organisations.invitation_": [
        each for each in InvitationStatus if each is not InvitationStatus.OPEN
    ],
    "reporting.locked_": list(Lock),
}

REFUSALS = {name for name, value in vars(errors).items() if isinstance(value, type)} - {
    "InvalidFields"
}
# What tells a code besides refusals: its name, and where the code stands.
TELLERS = {
    **dict.fromkeys(REFUSALS, 0),
    "sentence": 0,
    "_say": 0,
    "_said": 0,
    "Problem": 2,
    "add": 2,  # Problems.add(line, column, code)
}
NOT_PARAMETERS = {"field"}

# These are told by code that passes the error on.
PASSED_ON = {"forms.several_fields"}


def codes_in(node: ast.expr) -> list[str]:
    """The codes that an expression stands for: none where it is not a code at all."""
    match node:
        case ast.Constant(str(text)) if CODE.fullmatch(text):
            return [text]
        case ast.JoinedStr([ast.Constant(str(prefix)), ast.FormattedValue()]) if (
            PREFIX.fullmatch(prefix)
        ):
            assert prefix in EXPANDED, f"say in EXPANDED what {prefix}… can be"
            return [prefix + each for each in EXPANDED[prefix]]
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
        if path.startswith("impact_hub/texts/sentences/"):
            continue
        for node in ast.walk(tree):
            match node:
                case ast.JoinedStr([ast.Constant(prefix), *_]) if prefix in EXPANDED:
                    codes = codes_in(node)
                case ast.Constant():
                    codes = codes_in(node)
                case _:
                    continue
            for code in codes:
                found[code].add(path)
    return found


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
