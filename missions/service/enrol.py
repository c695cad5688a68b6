"""Opens missions to people: by joining, by a new path, and nobody twice."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from missions.models import Path
from missions.service.progress import measure

ENROL = text(
    """
    insert into enrolment (person_id, mission_id, opened_at, counts_from, counts_until)
    select p.id, m.id, :now, start.at, start.at + make_interval(days => m.within_days::int)
    from person p
    join choices c on c.person_id = p.id and c.joined_at is not null
    join site s on s.id = p.site_id
    cross join lateral (select greatest(
        p.arrived_on::timestamp at time zone s.time_zone,
        date_trunc('day', c.joined_at at time zone s.time_zone) at time zone s.time_zone) as at) as start
    join path on path.opens_on_joining and (cast(:path_id as bigint) is null or path.id = :path_id)
    join step on step.path_id = path.id
    join mission m on m.id = step.mission_id
    where p.left_on is null and (cast(:people as bigint[]) is null or p.id = any(:people))
    order by p.id, m.id
    on conflict (person_id, mission_id) do nothing
    returning id
    """
)
"""Windows start with the day of arrival, or of joining when that is later, in the time zone of the person's site."""


def open_on_joining(person_ids: Sequence[int]) -> list[int]:
    """Enrol these people, if they take part, on every path that opens by itself; the new enrolments' ids."""
    return _enrol(people=list(person_ids), path_id=None)


def open_to_all(path: Path) -> None:
    """Enrol everyone who takes part on a new path, and count what they did already."""
    measure(_enrol(people=None, path_id=path.id))


def _enrol(*, people: list[int] | None, path_id: int | None) -> list[int]:
    given = {"now": clock.now(), "people": people, "path_id": path_id}
    return list(session().execute(ENROL, given).scalars())
