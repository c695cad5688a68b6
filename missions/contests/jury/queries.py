"""Reads of a jury: the desk of one juror, what is still missing, and the scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import RowMapping, func, select

from app.kernel.database import session
from app.kernel.errors import NotFound
from missions.contests.ideas.models import ContestIdea
from missions.contests.ideas.queries import NoSuchIdea, list_standing_ideas, select_standing_ideas
from missions.contests.jury.models import JurySheet
from missions.contests.jury.scoring import JuryScore, compute_jury_score
from missions.contests.models import Contest
from missions.contests.queries import get_terms
from missions.contests.terms import ContestTerms


class NotOfTheJury(NotFound):
    """The contest has no jury, or the person is not of it: they read what a stranger reads."""


@dataclass(frozen=True)
class DeskLine:
    """An idea on the desk of a juror, without its author, with the juror's own sheet if there is one."""

    idea: ContestIdea
    sheet: JurySheet | None


def get_terms_of_juror(contest: Contest, person_id: int) -> ContestTerms:
    """The terms of the contest, for a person of its jury; NotOfTheJury for anybody else."""
    terms = get_terms(contest)
    if person_id not in terms.jury_ids:
        raise NotOfTheJury("There is no such page.")
    return terms


def list_desk_lines(contest_id: int, juror_id: int) -> list[DeskLine]:
    """Every idea of the contest for one juror, in an order that does not say when it was sent."""
    own = (JurySheet.idea_id == ContestIdea.id) & (JurySheet.juror_id == juror_id)
    lines = select_standing_ideas(contest_id).add_columns(JurySheet).outerjoin(JurySheet, own)
    rows = session().execute(lines.order_by(func.md5(func.concat(ContestIdea.id, "-", contest_id))))
    return [DeskLine(idea, sheet) for idea, sheet in rows]


def get_desk_line(contest_id: int, idea_id: int, juror_id: int) -> DeskLine:
    """One idea on the desk of a juror; NoSuchIdea for another contest's."""
    idea = session().scalar(select_standing_ideas(contest_id).where(ContestIdea.id == idea_id))
    if idea is None:
        raise NoSuchIdea("There is no such idea in this contest.")
    return DeskLine(idea, session().get(JurySheet, (idea_id, juror_id), populate_existing=True))


@dataclass(frozen=True)
class MissingSheets:
    """What a jury still owes: how many sheets, one for each juror and idea, and how many jurors owe some."""

    sheets: int
    jurors: int


def count_missing_sheets(contest_id: int, jury_ids: Sequence[int]) -> MissingSheets:
    """What these jurors still owe."""
    ideas, rows = len(list_standing_ideas(contest_id)), _list_sheet_rows(contest_id, jury_ids)
    written = Counter(row["juror_id"] for row in rows)
    owed = [ideas - written[juror_id] for juror_id in jury_ids]
    return MissingSheets(sum(owed), sum(sheets > 0 for sheets in owed))


def compute_scores_of_ideas(contest_id: int, jury_ids: Sequence[int]) -> dict[int, JuryScore]:
    """The score of each idea that has one, by its id. Sheets of people who are no longer of the jury count no more."""
    marks: dict[int, list[tuple[int, int, int]]] = {}
    for row in _list_sheet_rows(contest_id, jury_ids):
        if not row["is_in_conflict"]:
            marks.setdefault(row["idea_id"], []).append((row["usefulness"], row["ease"], row["proof"]))
    scores = {idea_id: compute_jury_score(sheets) for idea_id, sheets in marks.items()}
    return {idea_id: score for idea_id, score in scores.items() if score is not None}


class BestIdea(NamedTuple):
    """The best idea of an author: its score in hundredths of a mark, and when it was sent."""

    mean: int
    sent_at: datetime


def find_best_ideas_of_people(contest_id: int, jury_ids: Sequence[int]) -> dict[int, BestIdea]:
    """The best idea of each author, of equals the one sent first; authors without a score are left out."""
    scores = compute_scores_of_ideas(contest_id, jury_ids)
    best: dict[int, BestIdea] = {}
    for idea in list_standing_ideas(contest_id):
        if idea.id in scores and (idea.author_id not in best or scores[idea.id].mean > best[idea.author_id].mean):
            best[idea.author_id] = BestIdea(scores[idea.id].mean, idea.sent_at)
    return best


def _list_sheet_rows(contest_id: int, jury_ids: Sequence[int]) -> Sequence[RowMapping]:
    standing = select_standing_ideas(contest_id).with_only_columns(ContestIdea.id)
    sheets = select(JurySheet.__table__).where(JurySheet.idea_id.in_(standing), JurySheet.juror_id.in_(jury_ids))
    return session().execute(sheets.order_by(JurySheet.idea_id, JurySheet.juror_id)).mappings().all()
