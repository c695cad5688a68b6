"""Every read of a published version: from the copy in Redis where there is one, else the same from PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sqlalchemy import func, select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.reading import find_row, read_rows, write_for_driver
from app.leaderboards import statements
from app.leaderboards.comparison import MERGED_KEY
from app.leaderboards.groups.queries import find_own_group_key
from app.leaderboards.models import GroupStanding, Season
from app.leaderboards.packed_ranking import (
    ENTRY,
    LookupRequest,
    LookupResult,
    PackedRows,
    RankedPerson,
    byte_range_of_rows,
    look_up_rows,
    remove_gone_and_renumber_rows,
    unpack_rows,
)
from app.leaderboards.people.queries import VersionGone, find_small_ranking, read_moves, read_stored_rows
from app.leaderboards.people.through_moves import look_through_moves
from app.leaderboards.queries import build_board_not_found_error
from app.leaderboards.ranking import first_half_size, upper_half_size
from app.leaderboards.ranking_cache import get_ranking_cache
from app.leaderboards.reading.views import (
    BoardPage,
    BoardRow,
    BoardWithLastVersion,
    OwnPosition,
    hide_rank_in_lower_half,
)

MAX_GONE = 500
"""Up to so many people who no longer appear, ranks are renumbered at once; beyond, they are hidden and ranks wait for the next version."""
NEIGHBOURS = 2
"""How many neighbours are shown on each side."""

_BOARD_HEAD = write_for_driver(statements.SELECT_BOARD_HEAD)
_SHOWN_NAMES = write_for_driver(statements.SELECT_SHOWN_NAMES)
_INDEX_ENTRIES = write_for_driver(statements.SELECT_INDEX_ENTRIES)
_SLICES = write_for_driver(statements.SELECT_SLICES)


def get_board_with_last_version(slug: str) -> BoardWithLastVersion:
    """The board with that slug and its last version; NotFound when there is none, or when it has ended."""
    row = find_row(_BOARD_HEAD, {"slug": slug, "most_gone": MAX_GONE, "now": clock.now()})
    if row is None:
        raise build_board_not_found_error(slug)
    return BoardWithLastVersion(**row)


def load_board_page(head: BoardWithLastVersion, person_id: int | None, *, after: int = 0, most: int) -> BoardPage:
    """Rows of a board after the place `after`, in its upper half, and the person's own: of the last version, if that of `head` is gone."""
    if head.is_about_people:
        try:
            return load_page_of_people(head, person_id, after=after, most=most)
        except VersionGone:
            return load_board_page(get_board_with_last_version(head.slug), person_id, after=after, most=most)
    own = None if person_id is None else find_own_group_key(head.subject, person_id)
    return load_page_of_groups(head, own, after=after, most=most)


def find_own_position(head: BoardWithLastVersion, person_id: int) -> OwnPosition | None:
    """The position of a person, or of their group; None when they are not on the board."""
    shown = load_board_page(head, person_id, most=1)
    own_group = next((row for row in shown.others if row.is_mine), None)
    return shown.around if own_group is None else OwnPosition(ahead=[], own_row=own_group, behind=[])


def load_page_of_people(head: BoardWithLastVersion, person_id: int | None, *, after: int = 0, most: int) -> BoardPage:
    """Rows of a board of people from the place after `after` on, and the position of `person_id`.

    In the lower half only the person themself has a name. People who no longer appear are left out, and ranks are renumbered.
    """
    result = _read_requested_ranking_rows(
        head,
        LookupRequest(
            ranking_size=head.people,
            first=after + 1,
            count=most + len(head.gone) + 1,
            around=NEIGHBOURS + len(head.gone),
            person_id=person_id or 0,
            gone=head.gone,
        ),
    )
    matches = {row.person_id: row for match in result.matches for row in unpack_rows(match)}
    gone = [matches[person] for person in head.gone if person in matches]
    half = upper_half_size(head.people - len(gone))
    packed_page = unpack_rows(result.page)
    rows = [row for row in remove_gone_and_renumber_rows(packed_page, gone) if row.place <= half]
    own_row = next(
        iter(remove_gone_and_renumber_rows([matches[person_id]] if person_id in matches else [], gone)), None
    )
    near = (
        []
        if own_row is None
        else _pick_own_row_and_neighbours(
            remove_gone_and_renumber_rows(unpack_rows(result.around), gone), own_row, half
        )
    )
    named = _read_shown_names_by_id([*rows[:most], *(row for row in near if row.place <= half or row == own_row)])
    shown = [_build_row_of_person(row, named, person_id) for row in rows[:most] if row.person_id in named]
    following = _place_before_renumbering(rows[most - 1], packed_page) if len(rows) > most else None
    return BoardPage(
        head=head, rows=shown, after=following, around=_build_own_position(own_row, near, half=half, named=named)
    )


def load_page_of_groups(head: BoardWithLastVersion, own: str | None, *, after: int = 0, most: int) -> BoardPage:
    """Rows of a board of groups from the place after `after` on; the reader's own group and the merged row wherever they stand."""
    if head.snapshot_id is None:
        return BoardPage(head=head, rows=())
    here = GroupStanding.snapshot_id == head.snapshot_id
    is_ranked = here & GroupStanding.rank.is_not(None)
    count = session().scalar(select(func.count()).where(is_ranked)) or 0
    half, ranked = upper_half_size(count), first_half_size(count)
    page = is_ranked & (GroupStanding.place > after) & (GroupStanding.place <= half)
    rows = session().scalars(select(GroupStanding).where(page).order_by(GroupStanding.place).limit(most + 1)).all()
    apart = GroupStanding.key.in_([MERGED_KEY, own or MERGED_KEY])
    others = session().scalars(select(GroupStanding).where(here, apart).order_by(GroupStanding.place)).all()
    return BoardPage(
        head=head,
        rows=[hide_rank_in_lower_half(_build_row_of_group(row, own), ranked) for row in rows[:most]],
        after=rows[most - 1].place if len(rows) > most else None,
        others=[hide_rank_in_lower_half(_build_row_of_group(row, own), ranked) for row in others],
    )


def list_all_group_rows(head: BoardWithLastVersion) -> list[BoardRow]:
    """Every group of the last version that is large enough to be shown, in order, the merged row last."""
    rows = session().scalars(
        select(GroupStanding).where(GroupStanding.snapshot_id == head.snapshot_id).order_by(GroupStanding.place)
    )
    return [_build_row_of_group(row, None) for row in rows]


def find_season_of_board(head: BoardWithLastVersion) -> Season | None:
    """The season that a board covers, None for another period."""
    return None if head.season_id is None else session().get_one(Season, head.season_id)


def _read_requested_ranking_rows(head: BoardWithLastVersion, wanted: LookupRequest) -> LookupResult:
    if head.digest is None or head.people == 0:
        return LookupResult(PackedRows(1, b""), PackedRows(1, b""), ())
    if head.moves_digest is None:
        return _read_rows_of_roll(head, wanted)
    moves = read_moves(head.moves_digest, head.snapshot_id)
    return look_through_moves(moves, wanted, partial(_read_rows_of_roll, head))


def _read_rows_of_roll(head: BoardWithLastVersion, wanted: LookupRequest) -> LookupResult:
    ranking = find_small_ranking(head.digest or "", head.roll_id, wanted.ranking_size)
    if ranking is not None:
        return look_up_rows(ranking, wanted)
    copied = get_ranking_cache().find_ranking_rows(head.digest or "", wanted)
    return copied or _read_requested_rows_from_postgres(head, wanted)


def _read_requested_rows_from_postgres(head: BoardWithLastVersion, wanted: LookupRequest) -> LookupResult:
    entries = read_stored_rows(_INDEX_ENTRIES, {"people": list(wanted.person_and_gone_ids), "roll_id": head.roll_id})
    places = [
        _unpack_place_of_person(person, bytes(entry["entry"]))
        for person, entry in zip(wanted.person_and_gone_ids, entries, strict=True)
    ]
    begins = max(places[0] - wanted.around, 1)
    around = (begins, places[0] + wanted.around - begins + 1) if places[0] else (1, 0)
    matches = [place for place in places if place]
    spans = [(wanted.first, wanted.count), around, *((place, 1) for place in matches)]
    page, near, *rows = _read_ranking_slices(head, wanted.ranking_size, spans)
    return LookupResult(PackedRows(wanted.first, page), PackedRows(begins, near), tuple(map(PackedRows, matches, rows)))


def _unpack_place_of_person(person_id: int, entry: bytes) -> int:
    entry_person, place = ENTRY.unpack(entry) if len(entry) == ENTRY.size else (0, 0)
    return place if entry_person == person_id else 0


def _read_ranking_slices(head: BoardWithLastVersion, people: int, spans: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    runs = [byte_range_of_rows(first, count, people) for first, count in spans]
    begins, lengths = zip(*runs, strict=True)
    parameters = {"begins": list(begins), "lengths": list(lengths), "roll_id": head.roll_id}
    return (bytes(row["rows"]) for row in read_stored_rows(_SLICES, parameters))


def _pick_own_row_and_neighbours(
    around: Sequence[RankedPerson], own_row: RankedPerson, half: int
) -> list[RankedPerson]:
    ahead = [row for row in around if row.place < own_row.place][-NEIGHBOURS:]
    behind = [row for row in around if own_row.place < row.place <= half][:NEIGHBOURS]
    return [*ahead, own_row, *behind]


def _build_own_position(
    own_row: RankedPerson | None, near: Sequence[RankedPerson], *, half: int, named: dict[int, str]
) -> OwnPosition | None:
    if own_row is None or own_row.person_id not in named:
        return None
    shown = [
        hide_rank_in_lower_half(_build_row_of_person(row, named, own_row.person_id), half)
        for row in near
        if row.place > half or row.person_id in named
    ]
    return OwnPosition(
        ahead=[row for row in shown if row.place < own_row.place],
        own_row=next(row for row in shown if row.is_mine),
        behind=[row for row in shown if row.place > own_row.place],
    )


def _read_shown_names_by_id(rows: Sequence[RankedPerson]) -> dict[int, str]:
    people = sorted({row.person_id for row in rows})
    if not people:
        return {}
    return {row["id"]: row["name"] for row in read_rows(_SHOWN_NAMES, {"people": people, "now": clock.now()})}


def _place_before_renumbering(row: RankedPerson, packed_page: Sequence[RankedPerson]) -> int:
    return next(other.place for other in packed_page if other.person_id == row.person_id)


def _build_row_of_person(row: RankedPerson, named: dict[int, str], person_id: int | None) -> BoardRow:
    name = named.get(row.person_id)
    return BoardRow(row.place, row.rank, name, float(row.score), row.person_id == person_id)


def _build_row_of_group(row: GroupStanding, own: str | None) -> BoardRow:
    is_detailed = row.rank is not None
    return BoardRow(
        place=row.place,
        rank=row.rank,
        name=row.name,
        score=row.score if is_detailed else None,
        is_mine=row.key == own,
        total=row.total if is_detailed else None,
        per_head=row.per_head if is_detailed else None,
        people=row.people,
        share=row.share or None,
    )
