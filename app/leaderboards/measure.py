"""The contract of a measure: what a board counts, as SQL with one line for each thing that counted."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.discovery import discover_kinds


@dataclass(frozen=True)
class Measure:
    """A measure: its name, its sentence, and its lines.

    `lines` is a select over a window (:since, :until) and a :detail that may narrow it down. Its columns:
    `person_id`, `unit_id` (the unit that the line was earned in), `score` (what it adds to the person),
    `shared` (what it adds to their groups), and `reached_at` (when; null for a line that was taken back).
    """

    name: str
    sentence: str
    lines: str
    wants_detail: bool = False


def measures_by_name() -> dict[str, Measure]:
    """Every measure, by name: each is one file of `app/leaderboards/measures`."""
    return discover_kinds("app.leaderboards.measures", Measure)
