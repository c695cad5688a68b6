"""A pair begins: both said yes, the first two dates are booked, and both are told with an invitation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select

from app.journal.service import NewFact, append
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import is_one_of, session
from app.notices.service.notify import notify_people
from app.people.models import Person
from mentoring.pairs.models import MentoringSession, Pair
from mentoring.pairs.notices import BOOKED, STARTED
from mentoring.pairs.plan import theme_of
from mentoring.pairs.queries.meetings import busy_spells, length_of, next_shared_starts
from mentoring.pairs.queries.members import Together, find_pair, together
from mentoring.pairs.slots import Spell
from mentoring.pairs.telling import about_session, beginning
from mentoring.rounds.models import Round

FIRST_DATES = 2


def start_pair(round_id: int, senior_id: int, junior_id: int, starts: Sequence[datetime]) -> Pair:
    """Begin a pair of two people who both said yes; asked again, it is the same pair and nobody is told twice.

    `starts` (aware) are the first two dates. One that is past, or that one of the two has promised to another pair meanwhile,
    gives way to their next common slot.
    """
    _hold([senior_id, junior_id])
    found = find_pair(round_id, senior_id, junior_id)
    if found is not None:
        return found
    round_ = session().get_one(Round, round_id)
    pair = Pair(
        round_id=round_id,
        senior_id=senior_id,
        junior_id=junior_id,
        started_at=clock.now(),
        sessions=round_.sessions,
    )
    session().add(pair)
    session().flush()
    _begin(together(pair), starts)
    return pair


def book(both: Together, number: int, starts_at: datetime) -> MentoringSession:
    """Give a session its first date; its name in calendars is for ever."""
    pair = both.pair
    host = urlsplit(current_settings().public_url).hostname or "localhost"
    meeting = MentoringSession(
        pair_id=pair.id,
        number=number,
        guide=theme_of(number, pair.sessions),
        starts_at=starts_at,
        ends_at=starts_at + length_of(both.round),
        uid=f"{pair.id}.{number}.{int(pair.started_at.timestamp())}@{host}",
        sequence=0,
        changed_at=clock.now(),
        state="planned",
    )
    session().add(meeting)
    session().flush()
    return meeting


def _begin(both: Together, starts: Sequence[datetime]) -> None:
    dates = _dates(both, starts)[: min(FIRST_DATES, both.pair.sessions)]
    booked = [book(both, number, date) for number, date in enumerate(dates, 1)]
    pair = both.pair
    append(
        [
            NewFact(
                kind="pairing.started",
                source_key=f"pairing:{pair.id}:started",
                occurred_at=pair.started_at,
                object=f"round:{both.round.slug}",
            )
        ]
    )
    notify_people(
        [
            *beginning(STARTED, both, booked[0] if booked else None),
            *(told for meeting in booked[1:] for told in about_session(BOOKED, both, meeting)),
        ]
    )


def _dates(both: Together, starts: Sequence[datetime]) -> list[datetime]:
    now, lasts = clock.now(), length_of(both.round)
    busy = busy_spells([both.senior.id, both.junior.id], now)
    free = [start for start in starts if start > now and not _is_taken(Spell(start, start + lasts), busy)]
    if len(free) < FIRST_DATES:
        chosen = [Spell(start, start + lasts) for start in free]
        others = next_shared_starts(both, now, FIRST_DATES + len(free))
        free += [start for start in others if not _is_taken(Spell(start, start + lasts), chosen)]
    return sorted(free[:FIRST_DATES])


def _is_taken(spell: Spell, busy: Sequence[Spell]) -> bool:
    return any(spell.meets(other) for other in busy)


def _hold(person_ids: Sequence[int]) -> None:
    """Two pairs that begin at once with one of these people take turns, so that no date is promised twice."""
    held = select(Person.id).where(is_one_of(Person.id, person_ids)).order_by(Person.id)
    session().execute(held.with_for_update(key_share=True))
