"""How the marks of a jury become the score of an idea: the mean of the jurors, with its spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

CRITERIA: Mapping[str, Mapping[str, str]] = {
    "usefulness": {"fr": "Utile à beaucoup de collègues", "en": "Useful to many colleagues"},
    "ease": {"fr": "Facile à reprendre", "en": "Easy to take up"},
    "proof": {"fr": "Résultat constaté", "en": "A result that was seen"},
}
"""What a juror marks from 1 to 5, with its name; the three weigh the same."""

MARKS = range(1, 6)
MIN_JURORS = 2
"""From how many jurors without conflict an idea has a score."""

Marks = Sequence[int]
"""The marks of one juror, by the criteria in their order."""


@dataclass(frozen=True)
class JuryScore:
    """The score of an idea in hundredths of a mark (100 to 500): the mean of its jurors, the lowest and the highest juror."""

    mean: int
    lowest: int
    highest: int
    jurors: int


def compute_jury_score(sheets: Sequence[Marks]) -> JuryScore | None:
    """The score of an idea from the sheets of its jurors; None with fewer than two. Halves of a hundredth go up."""
    if len(sheets) < MIN_JURORS:
        return None
    by_juror = [Fraction(100 * sum(marks), len(marks)) for marks in sheets]
    mean = sum(by_juror, Fraction()) / len(by_juror)
    return JuryScore(_round_half_up(mean), _round_half_up(min(by_juror)), _round_half_up(max(by_juror)), len(by_juror))


def _round_half_up(number: Fraction) -> int:
    return int(number + Fraction(1, 2))
