"""French dates and names are written as a native writer does."""

from __future__ import annotations

import pytest

from app.kernel.french import build_sorting_key, correct_french_first_of_month, prefix_with_de


@pytest.mark.parametrize(
    ("formatted", "written"),
    [
        ("mardi 1 décembre", "mardi 1er décembre"),
        ("1 août 2026, 17 h 29", "1er août 2026, 17 h 29"),
        ("le 1 mars à 9 h 00", "le 1er mars à 9 h 00"),
        ("1 sept.", "1er sept."),
        ("11 décembre", "11 décembre"),
        ("mardi 21 mai", "mardi 21 mai"),
        ("1 mission", "1 mission"),
        ("1er mai", "1er mai"),
    ],
)
def test_the_first_day_of_a_month_is_an_ordinal(formatted: str, written: str) -> None:
    assert correct_french_first_of_month(formatted) == written


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("Agences", "d’Agences"),
        ("Île-de-France", "d’Île-de-France"),
        ("Olivia", "d’Olivia"),
        ("Hélène", "d’Hélène"),
        ("Yves", "d’Yves"),
        ("Yann", "de Yann"),
        ("Rennes", "de Rennes"),
        ("Grand Ouest", "de Grand Ouest"),
        ("", "de "),
    ],
)
def test_de_is_elided_before_a_vowel_and_a_silent_h(name: str, joined: str) -> None:
    assert prefix_with_de(name) == joined


def test_names_with_accents_are_sorted_beside_their_plain_letters() -> None:
    names = ["Sud", "Île-de-France", "Nord", "Écouen", "Lille", "Ems"]
    assert sorted(names, key=build_sorting_key) == ["Ems", "Écouen", "Île-de-France", "Lille", "Nord", "Sud"]
