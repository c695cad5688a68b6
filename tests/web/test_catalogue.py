"""Every visible text exists in French and in English, in words that we allow ourselves."""

from __future__ import annotations

import ast
import re

from babel.messages.catalog import Message

from app.web.catalogue import english_texts, french_texts
from app.web.extraction import KEYWORDS, extract_catalogue, list_untranslated_texts, read_english_catalogue
from tests.architecture.source import dotted_name, must_be_none, product

CATALOGUE = read_english_catalogue()
MESSAGES = [message for message in CATALOGUE if message.id]
VARIABLE = re.compile(r"%\((\w+)\)s")
FORBIDDEN = re.compile(
    r"\b(jeunes?|vieux|vieilles?|youngsters?|old people|vous avez raté|you missed|% compatibles?|compatible à \d+|% compatible"
    r"|séries? de jours|streaks?|perdu \d+ places?|lost \d+ places?|dernier du classement|bottom of the)\b",
    re.IGNORECASE,
)


def _is_plural(side: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return list(side) if isinstance(side, tuple | list) else [side or ""]


def _variables(side: str | tuple[str, ...] | list[str] | None) -> set[str]:
    return set(VARIABLE.findall(" ".join(_is_plural(side))))


def _texts_of(message: Message) -> list[str]:
    return _is_plural(message.id) + _is_plural(message.string)


def test_the_catalogue_holds_exactly_the_texts_of_the_sources() -> None:
    wanted = {message.id for message in extract_catalogue() if message.id}

    assert {message.id for message in MESSAGES} == wanted, "Run: python -m app.web.extraction"


def test_no_text_stands_inside_an_f_string() -> None:
    """Python 3.11 hides it from the extraction, which later versions show it to: the catalogue would depend on the version."""
    must_be_none(
        module.at(call, "put the text in a variable of its own")
        for module in product()
        for string in module.nodes
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and dotted_name(call.func).rpartition(".")[2] in KEYWORDS
    )


def test_every_text_has_its_english() -> None:
    assert list_untranslated_texts(CATALOGUE) == []


def test_both_languages_name_the_same_variables() -> None:
    assert [message.id for message in MESSAGES if _variables(message.id) != _variables(message.string)] == []


def test_no_text_uses_a_word_that_hurts() -> None:
    assert [text for message in MESSAGES for text in _texts_of(message) if FORBIDDEN.search(text)] == []


def test_french_counts_zero_and_one_as_one() -> None:
    texts = french_texts()

    assert [texts.ungettext("mission", "missions", number) for number in (0, 1, 2)] == [
        "mission",
        "mission",
        "missions",
    ]


def test_a_french_text_is_set_as_french_and_the_english_one_is_read_from_the_catalogue() -> None:
    assert french_texts().ugettext("Pourquoi ?") == "Pourquoi\u00a0?"
    assert english_texts().ugettext("Aller au contenu") == "Skip to content"
