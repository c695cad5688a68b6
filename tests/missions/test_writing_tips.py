"""Advice before publishing says what helps, from the text alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.draft_advice.tips import list_writing_tips

GOOD = "Bonjour à tous, quelqu’un connaît-il un bon modèle de compte rendu pour l’atelier ?"


def well(text: str) -> list[bool]:
    """Whether length, greeting, question and tone are well."""
    return [tip.is_well for tip in list_writing_tips(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD, [True, True, True, True]),
        ("Merci", [False, False, False, True]),
        (GOOD.upper(), [True, True, True, False]),
        (GOOD + "!!!", [True, True, True, False]),
        ("La RSE, le SIRH et la DSI : qui pilote le sujet chez nous, bonsoir ?", [True, True, True, True]),
        ("mot " * 300, [False, False, False, True]),
    ],
)
def test_each_thing_is_looked_at_by_itself(text: str, expected: list[bool]) -> None:
    assert well(text) == expected


@pytest.mark.property
@given(st.text())
def test_any_text_is_advised_in_both_languages(text: str) -> None:
    assert all(set(tip.text) == {"fr", "en"} for tip in list_writing_tips(text))
