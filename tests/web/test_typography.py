"""French texts break their lines where French allows it."""

from __future__ import annotations

import pytest

from app.web.typography import apply_french_typography


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("Délai habituel : 3 h 40.", "Délai habituel\u00a0: 3\u00a0h\u00a040."),
        ("Qui voit mes points ?", "Qui voit mes points\u00a0?"),
        ("Merci ! Et encore ; bravo", "Merci\u00a0! Et encore\u00a0; bravo"),
        ("la communauté « Agences » dit", "la communauté «\u00a0Agences\u00a0» dit"),
        ("5 min, 40 points, 24 heures", "5\u00a0min, 40\u00a0points, 24\u00a0heures"),
        ("%(minutes)s min", "%(minutes)s\u00a0min"),
        ("12 h 30 à 13 h 15", "12\u00a0h\u00a030 à 13\u00a0h\u00a015"),
        ("12 % et 5 €", "12\u00a0% et 5\u00a0€"),
        ("l'accueil", "l’accueil"),
    ],
)
def test_a_sign_or_a_unit_never_starts_a_line(written: str, set_: str) -> None:
    assert apply_french_typography(written) == set_


@pytest.mark.parametrize("text", ["https://exemple.fr", "12:30", "a;b", "deux mots", "", "3 hommes", "5 minuscules"])
def test_what_needs_no_space_is_left_alone(text: str) -> None:
    assert apply_french_typography(text) == text


def test_setting_a_text_twice_changes_nothing_more() -> None:
    once = apply_french_typography("« Oui » : 3 h 40 ?")

    assert apply_french_typography(once) == once
