"""Starts a pair after both accepted: books the first two sessions and sends the invitations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.notices.service.notify import notify_people
from mentoring.pairs.models import MentoringSession, Pair
from mentoring.pairs.notice_texts import build_pair_start_notices, build_session_notices
from mentoring.pairs.notices import PAIR_STARTED, SESSION_BOOKED
from mentoring.pairs.plan import default_theme_of_session_number
from mentoring.pairs.queries.meetings import (
    list_shared_free_starts,
    load_session_date_rules,
    session_length_of_round,
)
from mentoring.pairs.queries.members import (
    PairWithPeople,
    find_pair_of_senior_and_junior,
    load_pair_with_people,
    lock_people,
)
from mentoring.pairs.service.levels import record_levels_at_start
from mentoring.pairs.slots import TimeSpan
from mentoring.rounds.models import Round

FIRST_DATES = 2


def start_pair(round_id: int, senior_id: int, junior_id: int, starts: Sequence[datetime]) -> Pair:
    """Start the pair of two people who both accepted; idempotent, and notices are sent once.

    `starts` (aware) are the first two dates. A date that has passed or that another pair has taken meanwhile is replaced by
    the next common slot.
    """
    lock_people([senior_id, junior_id])
    existing = find_pair_of_senior_and_junior(round_id, senior_id, junior_id)
    if existing is not None:
        return existing
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
    record_levels_at_start(pair)
    _book_first_sessions_and_announce_pair(load_pair_with_people(pair), starts)
    return pair


def book_session(both: PairWithPeople, number: int, starts_at: datetime) -> MentoringSession:
    """Give a session its first date, with the uid that calendars keep."""
    pair = both.pair
    host = urlsplit(current_settings().public_url).hostname or "localhost"
    meeting = MentoringSession(
        pair_id=pair.id,
        number=number,
        guide=default_theme_of_session_number(number, pair.sessions),
        starts_at=starts_at,
        ends_at=starts_at + session_length_of_round(both.round),
        uid=f"{pair.id}.{number}.{int(pair.started_at.timestamp())}@{host}",
        sequence=0,
        changed_at=clock.now(),
        state="planned",
    )
    session().add(meeting)
    session().flush()
    return meeting


def _book_first_sessions_and_announce_pair(both: PairWithPeople, starts: Sequence[datetime]) -> None:
    dates = _choose_first_dates(both, starts)[: min(FIRST_DATES, both.pair.sessions)]
    booked = [book_session(both, number, date) for number, date in enumerate(dates, 1)]
    pair = both.pair
    append_facts(
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
            *build_pair_start_notices(PAIR_STARTED, both, booked[0] if booked else None),
            *(notice for meeting in booked[1:] for notice in build_session_notices(SESSION_BOOKED, both, meeting)),
        ]
    )


def _choose_first_dates(both: PairWithPeople, starts: Sequence[datetime]) -> list[datetime]:
    now, lasts = clock.now(), session_length_of_round(both.round)
    rules = load_session_date_rules(both, now)
    free = [start for start in starts if rules.find_refusal(TimeSpan(start, start + lasts), now) is None]
    if len(free) < FIRST_DATES:
        chosen = [TimeSpan(start, start + lasts) for start in free]
        others = list_shared_free_starts(both, now, FIRST_DATES + len(free))
        free += [
            start for start in others if not any(TimeSpan(start, start + lasts).overlaps(taken) for taken in chosen)
        ]
    return sorted(free[:FIRST_DATES])
