"""Every text that people read, wherever it stands, keeps the typography of its language and one colon to a sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from app.web.extraction import read_english_catalogue
from app.web.typography import apply_french_typography
from tests.web.test_terms import list_forms

ROOT = Path(__file__).parents[2]
PARTS = ("app", "missions", "badges", "mentoring", "seeds")
FILLED_IN = re.compile(r"%\(\w+\)[sd]|\{[^{}]*\}|https?://\S+|<[^<>]*>|&\w+;")
SENTENCE_END = re.compile(r"(?<=[.?!…])\s+|\n")
FRENCH_FAULTS = (
    (re.compile(r"[^\s\u00a0\u202f«(!?][;!?](?:\s|$)|[^\s\u00a0\u202f]:(?:\s|$)"), "no space before a high sign"),
    (re.compile(r" [;:!?»]|« "), "a space where a line may break"),
    (re.compile(r"[^\s\u00a0]%|\w'\w|\w\"\w"), "a percent sign without a space, or a straight apostrophe"),
    (
        re.compile(r"\b1 (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"),
        "1er",
    ),
    (re.compile(r"\b(?:\d\d?h\d\d|\d\d?:\d\d)\b"), "an hour that is not written 17 h 29"),
    (
        re.compile(
            r"(?<![\w-])(?:de|le|la|que|ne|se|je) (?:[aeiouéèêàâîôœ]|h(?:abit|eure|iver|omm|ôte))\w", re.IGNORECASE
        ),
        "no elision",
    ),
)
ENGLISH_FAULTS = (
    (re.compile(r"[\s\u00a0\u202f][;:!?%](?:\s|$)"), "a space before a sign"),
    (re.compile(r"[«»]"), "French quotation marks"),
    (re.compile(r"\b\d\d? h \d\d\b"), "a French hour"),
)
NOT_ELIDED = re.compile(r"\b(?:le|de|que|la) (?:onz|oui|un (?:à|pour)|ouistiti|y(?:a|o)|uni?$)", re.IGNORECASE)
"""Words before which French does not elide."""
FRENCH_IN_ENGLISH = re.compile(r"«[^«»]*»")


def list_catalogue_texts() -> Iterator[tuple[str, str]]:
    for message in read_english_catalogue():
        if message.id:
            yield from (("fr", text) for text in list_forms(message.id))
            yield from (("en", text) for text in list_forms(message.string))


def list_texts_of_code() -> Iterator[tuple[str, str]]:
    """The texts of two languages that stand in the code, and the French of errors."""
    for file in sorted(file for part in PARTS for file in (ROOT / part).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Dict):
                yield from list_texts_of_pair(node)
            elif isinstance(node, ast.Call):
                yield from (
                    ("fr", text) for word in node.keywords if word.arg == "french" for text in constants(word.value)
                )


def list_texts_of_pair(node: ast.Dict) -> Iterator[tuple[str, str]]:
    sides = {
        key.value: value for key, value in zip(node.keys, node.values, strict=True) if isinstance(key, ast.Constant)
    }
    if {"fr", "en"} <= sides.keys():
        yield from ((language, text) for language in ("fr", "en") for text in constants(sides[language]))


def constants(node: ast.expr) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def list_texts_of_files() -> Iterator[tuple[str, str]]:
    """The texts of two languages in the programmes that the demo imports."""
    for file in sorted(file for part in PARTS for file in (ROOT / part).rglob("*.y*ml")):
        yield from list_texts_of_value(yaml.safe_load(file.read_text("utf-8")))


def list_texts_of_value(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        yield from ((tongue, value[tongue]) for tongue in ("fr", "en") if isinstance(value.get(tongue), str))
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from list_texts_of_value(inner)


def list_faults(language: str, text: str) -> list[str]:
    bare = FILLED_IN.sub("X", text.replace("%%", "%"))
    plain = apply_french_typography(bare) if language == "fr" else FRENCH_IN_ENGLISH.sub("X", bare)
    faults = [
        fault
        for pattern, fault in (FRENCH_FAULTS if language == "fr" else ENGLISH_FAULTS)
        for place in pattern.finditer(plain)
        if not NOT_ELIDED.match(plain, place.start())
    ]
    if any(len(re.findall(r":(?:\s|$)", sentence)) > 1 for sentence in SENTENCE_END.split(plain)):
        faults.append("two colons in a sentence")
    return faults


def test_every_text_keeps_the_typography_of_its_language() -> None:
    texts = {*list_catalogue_texts(), *list_texts_of_code(), *list_texts_of_files()}
    assert len(texts) > 3500
    offences = [f"{language}: {text!r}: {fault}" for language, text in texts for fault in list_faults(language, text)]
    assert sorted(offences) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Rang de Agences"),
        ("fr", "le 1 décembre"),
        ("fr", "à 17:29"),
        ("fr", "à 9h30"),
        ("fr", "Voici: rien"),
        ("fr", "Trois choses : deux ici : une là"),
        ("en", "17:29 ; 29 November"),
        ("en", "70 % of them"),
        ("en", "Three things: two here: one there"),
    ],
)
def test_a_fault_of_typography_is_noticed(language: str, text: str) -> None:
    assert list_faults(language, text)
