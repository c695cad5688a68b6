"""The contract of a measure: what a board counts, as SQL with one line for each thing that counted, and its words on screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.discovery import discover_instances

Words = Mapping[str, str]
"""A text in French and English."""


@dataclass(frozen=True, kw_only=True)
class MeasureWords:
    """How pages speak of a measure.

    `choice` and `hint` stand in the form of a new board, `column` and `column_per_head` at the head of the figures. `score_now`
    is the sentence of a person's own score, `scores_now` its plural; both have a %(num)s.
    """

    choice: Words
    hint: Words | None = None
    column: Words
    column_per_head: Words
    score_now: Words
    scores_now: Words


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure: its name, its sentence, its lines and its words. `place` orders the form.

    `lines` is a select over a window (:since, :until) and a :detail that may narrow it down. Its columns:
    `person_id`, `score` (what it adds to the person), and `reached_at` (when; null for a line that was taken back).
    `shared_lines` is the select for boards of groups, over the same window; None where groups are not compared by it. Its
    columns: `person_id`, `unit_id` and `site_id` (where it was earned), `shared` (what it adds to these), and `counted_at`.
    `shared_changes` is then the table in which triggers note each change of these lines, with the same columns: a new line as it
    is, a line that goes with the opposite of `shared`. Boards count its rows and delete them.
    `moved_by` are the kinds of facts after which its lines may differ, and `moved_people` selects whose lines: `person_id`, from the
    facts of these kinds in `fresh` (columns of `fact`; other kinds may be among them). A measure that `wants_detail` gets the slug of a mission.
    """

    name: str
    sentence: str
    lines: str
    shared_lines: str | None = None
    shared_changes: str | None = None
    moved_by: frozenset[str]
    moved_people: str
    words: MeasureWords
    place: int = 50
    wants_detail: bool = False


def measures_by_name() -> dict[str, Measure]:
    """Every measure, by name, in the order of the form: each is one file of `app/leaderboards/measures`."""
    measures = discover_instances("app.leaderboards.measures", Measure)
    return dict(sorted(measures.items(), key=lambda item: (item[1].place, item[0])))
