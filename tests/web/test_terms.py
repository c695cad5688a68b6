"""Visible texts use the terms of the table in docs/reference/terms.md, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.web.extraction import read_english_catalogue

TABLE = Path(__file__).parents[2] / "docs/reference/terms.md"
IN_ENGLISH = " (in English)"


@dataclass(frozen=True)
class Term:
    """A row of the table."""

    french: str
    english: tuple[str, ...]
    unwanted: tuple[str, ...]


def read_terms() -> list[Term]:
    rows = [line.strip("|").split("|") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    cells = [[cell.strip() for cell in row] for row in rows[2:]]
    return [Term(french, tuple(english.split(", ")), tuple(bad.split(", "))) for french, english, _, bad in cells]


@cache
def list_texts() -> list[tuple[str, str]]:
    """Each text of the pages with its English."""
    return [
        pair
        for message in read_english_catalogue()
        if message.id
        for pair in zip(list_forms(message.id), list_forms(message.string), strict=True)
    ]


def list_forms(text: object) -> list[str]:
    """The singular and the plural of a text that has both."""
    return [str(form) for form in text] if isinstance(text, list | tuple) else [str(text)]


def uses(text: str, words: str) -> bool:
    """Whether a text has these words, in the singular or in the plural."""
    phrase = r"[sx]?\s+".join(re.escape(word) for word in words.split())
    return re.search(rf"(?<!\w){phrase}[sx]?(?!\w)", text, re.IGNORECASE) is not None


def translates(text: str, term: Term) -> bool:
    """Whether an English text has one of the English words, whatever their ending: proposal, propose, proposed."""
    stems = "|".join(r"\s+".join(re.escape(word) for word in english.split()) for english in term.english)
    return re.search(rf"(?<!\w)(?:{stems})", text, re.IGNORECASE) is not None


def test_no_text_uses_an_unwanted_word() -> None:
    offences = [
        f"{text!r} uses {word!r}"
        for term in read_terms()
        for word in term.unwanted
        for french, english in list_texts()
        for text in ([english] if word.endswith(IN_ENGLISH) else [french, english])
        if uses(text, word.removesuffix(IN_ENGLISH))
    ]
    assert offences == []


def test_a_french_term_is_translated_by_its_english_term() -> None:
    offences = [
        f"{french!r} is translated by {english!r}, without {term.english}"
        for term in read_terms()
        for french, english in list_texts()
        if uses(french, term.french) and not translates(english, term)
    ]
    assert offences == []
