"""Reads of the ranking of a contest: slices of its roll, in three statements whatever its length."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.database import session
from app.leaderboards.packed_ranking import ENTRY, PackedRows, RankedPerson, byte_range_of_rows, unpack_rows
from missions.contests.models import Contest
from missions.contests.standings.models import ContestFreeze, ContestRanking
from missions.contests.standings.ranking import statements
from missions.contests.standings.ranking.rows import NEIGHBOURS, TOP, PersonalRanking, build_ranking_rows
from missions.contests.states import ContestState

_INDEX_ENTRIES, _SLICES = text(statements.SELECT_INDEX_ENTRIES), text(statements.SELECT_SLICES)
_PARTICIPANTS = text(statements.SELECT_PARTICIPANTS)


def list_contest_ids_to_rank() -> Sequence[int]:
    """The contests with a ranking of people that are under way and not frozen."""
    frozen = select(ContestFreeze.contest_id)
    under_way = Contest.state.in_((ContestState.OPEN, ContestState.CLOSED)) & Contest.id.not_in(frozen)
    return session().scalars(select(Contest.id).where(under_way, Contest.terms["mode"].astext == "ranking")).all()


def load_personal_ranking(contest_id: int, person_id: int) -> PersonalRanking:
    """The ranking of a contest as this person reads it, as it was published last."""
    head = select(ContestRanking.as_of, ContestRanking.people).where(ContestRanking.contest_id == contest_id)
    last = session().execute(head).one_or_none()
    if last is None or not last.people:
        return PersonalRanking(as_of=last and last.as_of)
    place = _find_place(contest_id, person_id)
    begins = max(place - NEIGHBOURS, 1)
    spans = [(1, TOP), (begins, place + NEIGHBOURS - begins + 1 if place else 0)]
    top, around = _read_slices(contest_id, spans, last.people)
    names = _find_names(contest_id, {row.person_id for row in (*top, *around)})
    rows = [build_ranking_rows(ranked, names, person_id) for ranked in (top, around)]
    return PersonalRanking(as_of=last.as_of, top=rows[0], around=rows[1])


def _find_place(contest_id: int, person_id: int) -> int:
    """The place of a person, 0 for whoever has none."""
    row = session().execute(_INDEX_ENTRIES, {"people": [person_id], "roll_id": contest_id}).one()
    if len(row.entry) < ENTRY.size:
        return 0
    ranked_id, place = ENTRY.unpack(row.entry)
    return int(place) if ranked_id == person_id else 0


def _read_slices(contest_id: int, spans: Sequence[tuple[int, int]], people: int) -> list[list[RankedPerson]]:
    runs = [byte_range_of_rows(first, count, people) for first, count in spans]
    parameters = {"begins": [begins for begins, _ in runs], "lengths": [length for _, length in runs]}
    rows = session().execute(_SLICES, parameters | {"roll_id": contest_id})
    return [
        unpack_rows(PackedRows(max(first, 1), bytes(row.rows))) for (first, _), row in zip(spans, rows, strict=True)
    ]


def _find_names(contest_id: int, person_ids: Collection[int]) -> dict[int, str | None]:
    parameters = {"contest_id": contest_id, "people": list(person_ids), "now": clock.now()}
    return {row.person_id: row.name for row in session().execute(_PARTICIPANTS, parameters)}
