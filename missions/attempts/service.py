"""Tells the journal that a person passed a mission, once for each time, and measures their progress at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.journal.service import NewFact, append
from app.kernel import clock
from app.kernel.errors import Invalid
from app.people.queries import get_person
from missions.attempts.queries import find_turn, times_told
from missions.attempts.turn import NotOpen, Turn, refuse_closed
from missions.kind import Door
from missions.progress.queries import get_seen_mission
from missions.queries import lock_enrolments
from missions.service.progress import measure


def get_turn(person_id: int, slug: str) -> Turn:
    """The person's turn at that mission; NoSuchMission when there is none, NotOpen when it is not theirs."""
    turn = find_turn(person_id, slug)
    if turn is None:
        raise NotOpen(get_seen_mission(person_id, slug), clock.now())
    return turn


def get_turn_behind(door: Door, person_id: int, slug: str) -> Turn:
    """Their turn, where the version that counts for them has that door; NotOpen when it is another."""
    turn = get_turn(person_id, slug)
    if turn.kind.door is not door:
        raise NotOpen(get_seen_mission(person_id, slug), clock.now())
    return turn


def hold(turns: Sequence[Turn]) -> None:
    """Let nobody else act for these people on these missions until the transaction ends."""
    lock_enrolments(sorted({enrolment for turn in turns for enrolment in turn.enrolments}))


def is_told(turn: Turn, number: int) -> bool:
    """Whether the time that a form speaks of was told already: a second click, another window. To be asked while held."""
    if number < 1:
        raise Invalid("Say which time this is, counted from 1: the page does.")
    return number <= times_told(turn)


def check_open(turn: Turn) -> None:
    """NotOpen or NotTheHour, unless this person may act on it now; to be asked while held."""
    refuse_closed(get_seen_mission(turn.person_id, turn.slug), turn.hours, clock.now())


def tell(turn: Turn, *, occurred_at: datetime, counterpart_id: int | None = None) -> None:
    """Append the fact and measure, while held: the reader that hears of it later finds nothing to add.

    The fact is named by how many came before it, so that what is told twice is kept once.
    """
    assert turn.kind.emits is not None, "Only a kind with a door of ours tells anything."
    number = times_told(turn) + 1
    unit = None if counterpart_id is None else get_person(counterpart_id).unit_id
    fact = NewFact(
        kind=turn.kind.emits,
        source_key=f"{turn.kind.emits}:{turn.slug}:{turn.person_id}:{number}",
        occurred_at=occurred_at,
        actor_id=turn.person_id,
        counterpart_id=counterpart_id,
        object=turn.itself,
        body={} if unit is None else {"counterpart_unit": str(unit)},
    )
    append([fact])
    measure(turn.enrolments)
