"""Every sentence has one form in each language, and a plural where it needs one."""

import pytest

from impact_hub import texts
from impact_hub.texts import known, language, ntext, pick, text

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Submit"
msgstr "Einreichen"

msgid "Without a translation"
msgstr ""

msgid "At least {least} characters"
msgstr "Mindestens {least} Zeichen"

msgid "{n} partner has reported to {name}."
msgid_plural "{n} partners have reported to {name}."
msgstr[0] "{n} Partner hat an {name} gemeldet."
msgstr[1] "{n} Partner haben an {name} gemeldet."
"""


@pytest.fixture(autouse=True)
def catalogue(tmp_path, monkeypatch):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "impact_hub.po").write_text(PO, "utf-8")
    monkeypatch.setattr(texts, "CATALOGS", tmp_path)
    language.cache_clear()
    yield
    language.cache_clear()


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("de", "Einreichen"),
        ("de-AT", "Einreichen"),
        ("DE", "Einreichen"),
        ("en", "Submit"),
        ("fr", "Submit"),
        ("", "Submit"),
    ],
)
def test_a_sentence_is_said_in_the_readers_language(locale, said):
    assert text("Submit", locale) == said


@pytest.mark.parametrize("sentence", ["Without a translation", "Not in the catalogue"])
def test_a_sentence_without_a_translation_is_said_in_english(sentence):
    assert text(sentence, "de") == sentence


def test_parameters_are_filled_in():
    assert (
        text("At least {least} characters", "de", least=10) == "Mindestens 10 Zeichen"
    )


def test_braces_in_what_people_wrote_stay_braces():
    assert text("{raw} is wrong", "en", raw="{0} {x}") == "{0} {x} is wrong"


@pytest.mark.parametrize(
    ("n", "locale", "said"),
    [
        (1, "de", "1 Partner hat an Süd gemeldet."),
        (0, "de", "0 Partner haben an Süd gemeldet."),
        (2, "de", "2 Partner haben an Süd gemeldet."),
        (1, "en", "1 partner has reported to Süd."),
        (2, "en", "2 partners have reported to Süd."),
    ],
)
def test_a_sentence_about_several_has_the_right_plural(n, locale, said):
    one, many = (
        "{n} partner has reported to {name}.",
        "{n} partners have reported to {name}.",
    )

    assert ntext(one, many, n, locale, name="Süd") == said


@pytest.mark.parametrize(
    ("words", "picked"),
    [
        ({"de": "Ziel", "en": "Goal"}, "Ziel"),
        ({"en": "Goal"}, "Goal"),
        ({"de": "", "en": "Goal"}, "Goal"),
        ({"de": ""}, ""),
        ({}, ""),
    ],
)
def test_what_people_wrote_falls_back_to_the_language_that_is_there(words, picked):
    assert pick(words, "de") == picked


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("de", "de"), ("de-CH", "de"), ("EN-us", "en"), ("fr", ""), ("", ""), ("*", "")],
)
def test_a_language_is_known_by_its_first_part(asked, spoken):
    assert known(asked) == spoken


def test_no_language_leads_to_another_file():
    assert text("Submit", "de-/../../etc") == "Einreichen"
    assert text("Submit", "../de") == "Submit"
