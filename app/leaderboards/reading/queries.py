"""Every read of a published version: from the copy in Redis where there is one, else the same from PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import func, or_, select, text

from app.kernel.database import session
from app.leaderboards import statements
from app.leaderboards.comparison import MERGED
from app.leaderboards.models import Season, Standing
from app.leaderboards.packed_ranking import ENTRY, Cut, Glance, Placed, Seen, closed_up, rows_of, span
from app.leaderboards.queries import no_such_board
from app.leaderboards.ranking import upper_half
from app.leaderboards.ranking_cache import rolls
from app.leaderboards.reading.views import Around, Head, Row, Shown
from app.leaderboards.subject import subjects

MOST_GONE = 500
"""So many who stopped appearing since the last version are closed up at once; past it nobody of them is shown, but ranks wait for the next version."""
NEAR = 2
"""How many neighbours are shown on each side."""

_HEAD, _NAMES = text(statements.HEAD), text(statements.NAMES)
_FIND, _CUTS = text(statements.FIND), text(statements.CUTS)


def get_head(slug: str) -> Head:
    """The board of that name with its last version; NotFound when there is none, or when it has ended."""
    row = session().execute(_HEAD, {"slug": slug, "most_gone": MOST_GONE}).mappings().one_or_none()
    if row is None:
        raise no_such_board(slug)
    return Head(**row)


def list_rows(head: Head, person_id: int | None, *, after: int = 0, most: int) -> Shown:
    """Rows of a board from the place after `after` on, never past its upper half, with what is somebody's own."""
    if head.is_about_people:
        return list_people(head, person_id, after=after, most=most)
    own = [] if person_id is None else keys_of(head.subject, person_id)
    return list_groups(head, own, after=after, most=most)


def find_around(head: Head, person_id: int) -> Around | None:
    """Where somebody, or the best placed of their groups, stands; None when they are not on the board."""
    shown = list_rows(head, person_id, most=1)
    mine = next((row for row in shown.others if row.is_mine), None)
    return shown.around if mine is None else Around(ahead=[], mine=mine, behind=[])


def list_people(head: Head, person_id: int | None, *, after: int = 0, most: int) -> Shown:
    """Rows of a board of people from the place after `after` on, and where `person_id` stands; nobody of the lower half by name but oneself.

    Whoever has stopped appearing since the version is left out, and ranks close up.
    """
    seen = _glance(
        head,
        Glance(
            roll_of=head.people,
            first=after + 1,
            count=most + len(head.gone) + 1,
            around=NEAR + len(head.gone),
            person_id=person_id or 0,
            gone=head.gone,
        ),
    )
    found = {row.person_id: row for cut in seen.found for row in rows_of(cut)}
    gone = [found[one] for one in head.gone if one in found]
    half = upper_half(head.people - len(gone))
    there = rows_of(seen.page)
    rows = [row for row in closed_up(there, gone) if row.place <= half]
    mine = next(iter(closed_up([found[person_id]] if person_id in found else [], gone)), None)
    near = [] if mine is None else _near(closed_up(rows_of(seen.around), gone), mine, half)
    named = _names([*rows[:most], *(row for row in near if row.place <= half or row == mine)])
    shown = [_row(row, named, person_id) for row in rows[:most] if row.person_id in named]
    following = _place_of(rows[most - 1], there) if len(rows) > most else None
    return Shown(head=head, rows=shown, after=following, around=_around(mine, near, half=half, named=named))


def list_groups(head: Head, own: Collection[str], *, after: int = 0, most: int) -> Shown:
    """Rows of a board of groups from the place after `after` on; one's own and the merged ones wherever they stand."""
    if head.snapshot_id is None:
        return Shown(head=head, rows=())
    here = Standing.snapshot_id == head.snapshot_id
    has_some = here & Standing.rank.is_not(None) & (Standing.total > 0)
    half = upper_half(session().scalar(select(func.count()).where(has_some)) or 0)
    page = has_some & (Standing.place > after) & (Standing.place <= half)
    rows = session().scalars(select(Standing).where(page).order_by(Standing.place).limit(most + 1)).all()
    apart = or_(Standing.key == MERGED, Standing.key.in_(own)) & ((Standing.total > 0) | Standing.rank.is_(None))
    others = session().scalars(select(Standing).where(here, apart).order_by(Standing.place)).all()
    return Shown(
        head=head,
        rows=[_group_row(row, own) for row in rows[:most]],
        after=rows[most - 1].place if len(rows) > most else None,
        others=[_group_row(row, own) for row in others],
    )


def all_groups(head: Head) -> list[Row]:
    """Every group of the last version that is large enough to be told, in order, the merged ones last."""
    rows = session().scalars(select(Standing).where(Standing.snapshot_id == head.snapshot_id).order_by(Standing.place))
    return [_group_row(row, ()) for row in rows]


def keys_of(subject: str, person_id: int) -> list[str]:
    """Which groups of that sort a person is in."""
    mine = text(f"select member.key from ({subjects()[subject].members}) as member where member.person_id = :person_id")
    return list(session().scalars(mine, {"person_id": person_id}))


def season_of(head: Head) -> Season | None:
    """The season that a board looks at, if it looks at one."""
    return None if head.season_id is None else session().get_one(Season, head.season_id)


def _glance(head: Head, wanted: Glance) -> Seen:
    if head.digest is None or head.people == 0:
        return Seen(Cut(1, b""), Cut(1, b""), ())
    return rolls().glance(head.digest, wanted) or _glance_at_the_database(head, wanted)


def _glance_at_the_database(head: Head, wanted: Glance) -> Seen:
    entries = session().execute(_FIND, {"people": list(wanted.people), "snapshot_id": head.snapshot_id})
    places = [_place(person, entry.entry) for person, entry in zip(wanted.people, entries, strict=True)]
    begins = max(places[0] - wanted.around, 1)
    around = (begins, places[0] + wanted.around - begins + 1) if places[0] else (1, 0)
    found = [place for place in places if place]
    spans = [(wanted.first, wanted.count), around, *((place, 1) for place in found)]
    page, near, *rows = _cuts(head, spans)
    return Seen(Cut(wanted.first, page), Cut(begins, near), tuple(map(Cut, found, rows)))


def _place(person_id: int, entry: bytes) -> int:
    told, place = ENTRY.unpack(entry) if len(entry) == ENTRY.size else (0, 0)
    return place if told == person_id else 0


def _cuts(head: Head, spans: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    runs = [span(first, count, head.people) for first, count in spans]
    begins, lengths = zip(*runs, strict=True)
    asked = {"begins": list(begins), "lengths": list(lengths), "snapshot_id": head.snapshot_id}
    return (bytes(row.rows) for row in session().execute(_CUTS, asked))


def _near(around: Sequence[Placed], mine: Placed, half: int) -> list[Placed]:
    ahead = [row for row in around if row.place < mine.place][-NEAR:]
    behind = [row for row in around if mine.place < row.place <= half][:NEAR]
    return [*ahead, mine, *behind]


def _around(mine: Placed | None, near: Sequence[Placed], *, half: int, named: dict[int, str]) -> Around | None:
    if mine is None or mine.person_id not in named:
        return None
    told = [_row(row, named, mine.person_id) for row in near if row.place > half or row.person_id in named]
    return Around(
        ahead=[row for row in told if row.place < mine.place],
        mine=next(row for row in told if row.is_mine),
        behind=[row for row in told if row.place > mine.place],
    )


def _names(rows: Sequence[Placed]) -> dict[int, str]:
    people = sorted({row.person_id for row in rows})
    return {row.id: row.name for row in session().execute(_NAMES, {"people": people})} if people else {}


def _place_of(row: Placed, there: Sequence[Placed]) -> int:
    return next(one.place for one in there if one.person_id == row.person_id)


def _row(row: Placed, named: dict[int, str], person_id: int | None) -> Row:
    name = named.get(row.person_id)
    return Row(place=row.place, rank=row.rank, name=name, score=float(row.score), is_mine=row.person_id == person_id)


def _group_row(row: Standing, own: Collection[str]) -> Row:
    return Row(
        place=row.place,
        rank=row.rank,
        name=row.name,
        score=row.score,
        is_mine=row.key in own and row.key != MERGED,
        total=row.total,
        per_head=row.per_head,
        people=row.people,
        share=row.share,
    )
