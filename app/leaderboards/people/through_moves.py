"""Answers a look into a version that tells who moved, by looks into the whole ranking that it stands on."""

from __future__ import annotations

from collections.abc import Callable

from app.leaderboards.packed_ranking import LookupRequest, LookupResult, PackedRows
from app.leaderboards.people.moves import RankingMoves

ReadBase = Callable[[LookupRequest], LookupResult]


def look_through_moves(moves: RankingMoves, wanted: LookupRequest, read_base: ReadBase) -> LookupResult:
    """The rows that a lookup wants; the whole ranking is read once, and once more around a person."""
    begins, count = moves.span_in_base(max(wanted.first, 1), wanted.count)
    staying = [person for person in wanted.person_and_gone_ids if person and person not in moves.place_by_person]
    base = read_base(LookupRequest(moves.base_people, begins, count, 0, 0, tuple(staying)))
    matches = [
        _match
        for _match in (moves.find_row(person) for person in _list_moved_people(wanted, moves))
        if _match is not None
    ]
    matches += [moves.move_row(match) for match in base.matches]
    own = next((match for match in matches if _person_of(match) == wanted.person_id), None)
    return LookupResult(
        page=moves.merge_slice(max(wanted.first, 1), wanted.count, base.page),
        around=PackedRows(1, b"") if own is None else _read_around(moves, own.first, wanted.around, read_base),
        matches=tuple(matches),
    )


def _read_around(moves: RankingMoves, place: int, around: int, read_base: ReadBase) -> PackedRows:
    first = max(place - around, 1)
    count = place + around - first + 1
    begins, length = moves.span_in_base(first, count)
    rows = read_base(LookupRequest(moves.base_people, begins, length, 0, 0, ())).page
    return moves.merge_slice(first, count, rows)


def _list_moved_people(wanted: LookupRequest, moves: RankingMoves) -> list[int]:
    return [person for person in wanted.person_and_gone_ids if person in moves.place_by_person]


def _person_of(match: PackedRows) -> int:
    return int.from_bytes(match.rows[:8])
