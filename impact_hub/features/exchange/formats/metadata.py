"""What an Open SDG site knows about an indicator, from the text of one file."""

import csv
import html
import io
import re
from collections.abc import Iterable, Sequence
from typing import cast

import nh3
import yaml

from impact_hub.features.exchange.formats.encodings import (
    decode,
    legibility_doubts,
    lines_of,
)
from impact_hub.features.exchange.rules.naming import Metadata, Words
from impact_hub.features.exchange.rules.problems import Doubt
from impact_hub.kit.errors import Invalid

# Reading YAML takes its time; a real file has 30,000 characters at most.
LONGEST = 200_000

_TITLES = (
    "national_indicator_available",
    "indicator_available",
    "indicator_name",
    "graph_title",
)
_DEFINITIONS = (
    "dns_indicator_definition",
    "national_indicator_description",
    "computation_definitions",
)
_NUMBERS = ("indicator_number", "indicator_display", "indicator")
_LICENCES = ("licence", "license", "data_licence", "data_license", "source_licence_1")
_SOURCES = range(1, 10)

# What the same things are called in key/value tables.
_CSV_KEYS = {
    "indicator number": "indicator_number",
    "indicator available": "indicator_available",
    "indicator name": "indicator_name",
    "indicator description": "national_indicator_description",
    "definitions": "computation_definitions",
    "unit of measurement": "computation_units",
    "geographical coverage": "national_geographical_coverage",
    "national geographical coverage": "national_geographical_coverage",
    "graph title": "graph_title",
}
_CSV_SOURCE = re.compile(r"source (\d) (organisation|link to data source(?: text)?)")
_CSV_SOURCES = {
    "organisation": "source_organisation",
    "link to data source": "source_url",
    "link to data source text": "source_url_text",
}

_LANGUAGE = re.compile(r"[._-]([a-z]{2})\.[a-z]+$", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[^\S\n]*\n(.*?)(?:^(?:---|\.\.\.)\s*$|\Z)", re.S | re.M)
_YAML = re.compile(r"(?:[^\S\n]*(?:#.*)?\n)*[A-Za-z_][\w-]*\s*:(?:\s|$)")
# "global_indicators.4-6-1-title" names a sentence in another file.
_TRANSLATION_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[\w-]+)+")
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|li|div|ul|ol|table|tr|h[1-6])\s*>", re.I)


def read_descriptions(
    files: Sequence[tuple[str, bytes]], *, language: str, languages: Sequence[str]
) -> tuple[Metadata, tuple[Doubt, ...]]:
    """What files say together, each with its name, and what to look at in them.

    Each is in the language that it says, or that its name says (`4-1-a.de.md`). One
    that says none is in the `language` that the person has said, or where another file
    has that already, in the next of the initiative's: none takes another's place.
    """
    texts = [(name, decode(data)) for name, data in files]
    read = [(_language_of(name), read_metadata(one.text)) for name, one in texts]
    told = [next(iter(found.title), "") or by_name for by_name, found in read]
    claimed = {one for one in told if one}
    whole, doubts = Metadata(), list[Doubt]()
    for (name, one), said, (_, found) in zip(texts, told, read, strict=True):
        spoken = said or next(
            (each for each in (language, *languages) if each not in claimed), language
        )
        claimed.add(spoken)
        words = found.spoken(spoken)
        if whole.title.get(spoken, title := words.title.get(spoken, "")) != title:
            params = {"language": spoken, "raw": title[:80]}
            doubts.append(Doubt(1, name, "exchange.described_twice", params))
        lines = enumerate(lines_of(one.text), start=1)
        doubts += legibility_doubts((line, name, text) for line, text in lines)
        whole = whole.beside(words)
    return whole, tuple(doubts)


def _language_of(name: str) -> str:
    found = _LANGUAGE.search(name)
    return found[1].casefold() if found else ""


def read_metadata(text: str, *, language: str = "") -> Metadata:
    """Read YAML, YAML between dashes in a Markdown file, or a table of keys and values.

    `language` is the one it is written in; a file that says its own goes by that.
    """
    keys = {key: value.strip() for key, value in _pairs(text)}
    language = keys.get("language", "") or language
    sources = [number for number in _SOURCES if _is_used(keys, number)]
    return Metadata(
        title=_words(language, _first(keys, _TITLES)),
        definition=_words(language, _first(keys, _DEFINITIONS)),
        number=_first(keys, _NUMBERS),
        unit=_first(keys, ("computation_units",)),
        source="; ".join(dict.fromkeys(_source(keys, number) for number in sources)),
        source_url=next(filter(None, (_url(keys, number) for number in sources)), ""),
        licence=_first(keys, _LICENCES),
        rights=_first(keys, ("copyright",)),
        coverage=_first(keys, ("national_geographical_coverage",)),
    )


def plain_text(markup: str) -> str:
    """The words of a text, without HTML; one line for each paragraph."""
    text = markup
    if "<" in text or "&" in text:
        text = _BREAKS.sub("\n", text)
        text = html.unescape(nh3.clean(text, tags=set()))
        text = text.replace("\u00ad", "").replace("\u200b", "")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    if len(text) > LONGEST:
        raise Invalid("exchange.metadata_too_long", field="metadata", most=LONGEST)
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    if found := _FRONT_MATTER.match(text):
        return _yaml_pairs(found[1], first_line=2)
    if _YAML.match(text):
        return _yaml_pairs(text, first_line=1)
    return _csv_pairs(text)


def _yaml_pairs(text: str, *, first_line: int) -> Iterable[tuple[str, str]]:
    try:
        # The base loader leaves everything text: 4.10 stays 4.10.
        loaded: object = yaml.BaseLoader(text).get_single_data()
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        raise Invalid(
            "exchange.metadata_not_yaml", field="metadata", line=line
        ) from None
    if not isinstance(loaded, dict):
        raise Invalid("exchange.metadata_without_keys", field="metadata")
    keys = cast("dict[object, object]", loaded)
    return [(str(k), v) for k, v in keys.items() if isinstance(v, str)]


def _csv_pairs(text: str) -> Iterable[tuple[str, str]]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    except csv.Error:
        rows = []
    named = [(_csv_key(row[0]), row[1]) for row in rows if len(row) > 1]
    pairs = [(key, value) for key, value in named if key and value.strip()]
    if not pairs:
        raise Invalid("exchange.metadata_without_keys", field="metadata")
    return pairs


def _csv_key(name: str) -> str:
    plain = " ".join(name.split()).casefold()
    if found := _CSV_SOURCE.fullmatch(plain):
        return f"{_CSV_SOURCES[found[2]]}_{found[1]}"
    return _CSV_KEYS.get(plain, "")


def _first(keys: Words, names: Iterable[str]) -> str:
    """The first of these that says something; the name of a translation does not."""
    for name in names:
        value = keys.get(name, "")
        if value and not _TRANSLATION_KEY.fullmatch(value):
            return plain_text(value)
    return ""


def _words(language: str, text: str) -> Words:
    return {language: text} if text else {}


def _is_used(keys: Words, number: int) -> bool:
    """Whether a source is one: templates are shipped with sources switched off."""
    active = keys.get(f"source_active_{number}", "true").casefold()
    return active != "false" and bool(_source(keys, number))


def _source(keys: Words, number: int) -> str:
    parts = (
        _first(keys, [f"source_organisation_{number}"]),
        _first(keys, [f"source_url_text_{number}"]),
    )
    return ": ".join(filter(None, parts))


def _url(keys: Words, number: int) -> str:
    url = keys.get(f"source_url_{number}", "")
    return url if re.match(r"https?://", url) else ""
