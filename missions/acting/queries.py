"""What acting on a mission needs to know: a person's turn at it, how often they did, and what its page shows of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from missions.acting.turn import ACTABLE, Turn
from missions.home.choosing import SeenMission
from missions.kind import Ask, Door, Hours, Note, get_kind
from missions.meetings.queries import find_code
from missions.reviews.asks import ANSWER
from missions.reviews.queries import Thread, find_thread, reviewers_beside

TURN = text(
    """
    select m.slug, m.id as mission_id, v.id as version_id, v.kind, v.settings, v.title,
           (select array_agg(mine.id order by mine.id) from enrolment mine
                where mine.person_id = e.person_id and mine.mission_id = e.mission_id) as enrolments
    from enrolment e
    join mission m on m.id = e.mission_id
    join mission_version v on v.id = e.version_id
    where e.person_id = :person_id and m.slug = :slug
    order by e.counts_from <= :now desc, e.counts_from desc limit 1
    """
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """What a mission's page shows of how one acts on it."""

    door: str
    notes: Sequence[Note]
    asks: Sequence[Ask]
    number: int
    is_open: bool
    hours: Hours | None
    thread: Thread | None
    reviewers: int
    code: str | None
    code_until: datetime | None
    reply: Ask = ANSWER


def find_turn(person_id: int, slug: str) -> Turn | None:
    """The person's turn at that mission, under the version that counts for them now; None when they have none."""
    given = {"person_id": person_id, "slug": slug, "now": clock.now()}
    row = session().execute(TURN, given).mappings().first()
    if row is None:
        return None
    return Turn(person_id=person_id, **(dict(row) | {"kind": get_kind(row["kind"])}))


def times_told(turn: Turn) -> int:
    """How often the journal was told that this person passed this mission, in all."""
    mine = (Fact.actor_id == turn.person_id, Fact.kind == turn.kind.tells, Fact.object == turn.itself)
    return session().scalar(select(func.count()).where(*mine)) or 0


def last_told_at(turn: Turn) -> datetime | None:
    """When they last did."""
    mine = (Fact.actor_id == turn.person_id, Fact.kind == turn.kind.tells, Fact.object == turn.itself)
    return session().scalar(select(func.max(Fact.occurred_at)).where(*mine))


def find_act(person_id: int, seen: SeenMission) -> Act | None:
    """How this person acts on the mission that they see; None when it is not theirs to act on."""
    turn = find_turn(person_id, seen.slug)
    if turn is None or seen.counts_from is None:
        return None
    now, door = clock.now(), turn.kind.door
    code = find_code(person_id, turn.mission_id, now) if door is Door.PAIR else None
    has_thread = door is Door.REVIEW or any(ask.is_kept for ask in turn.kind.asks(turn.settings))
    return Act(
        door=door.value,
        notes=turn.kind.notes(turn.settings),
        asks=turn.kind.asks(turn.settings),
        number=times_told(turn) + 1 if turn.kind.tells else 0,
        is_open=seen.state(now) in ACTABLE,
        hours=turn.hours,
        thread=find_thread(person_id, turn.mission_id) if has_thread else None,
        reviewers=reviewers_beside(person_id) if door is Door.REVIEW else 0,
        code=code.digits if code else None,
        code_until=code.shown_until if code else None,
    )
