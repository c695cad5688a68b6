"""Ends pairs: a person stops (and may withdraw that for ten minutes), leaves (until the next daily run), or all sessions were held."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import timedelta

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.notices.kind import NoticeKind
from app.notices.service.notify import notify_people
from mentoring.pairs.models import Pair
from mentoring.pairs.notice_texts import build_pair_notices
from mentoring.pairs.notices import PAIR_COMPLETED, PAIR_ENDED
from mentoring.pairs.queries.meetings import count_held_sessions, list_meetings_of_pair
from mentoring.pairs.queries.members import (
    PairWithPeople,
    has_leaver,
    list_leaver_ids_in_facts,
    load_pair_with_people,
    lock_active_pairs_of_people,
    lock_active_pairs_of_round,
    lock_own_pair,
    lock_pair_due_to_end,
    lock_pairs_with_all_sessions_held,
)
from mentoring.pairs.service.meetings import PairOver, cancel_sessions_and_build_notices
from mentoring.rounds.queries import compute_next_cycle_time_of_round

STOP_DELAY = timedelta(minutes=10)
"""How long a stop can be withdrawn before the pair ends."""

UNCLOSED_FOR = timedelta(days=14)
"""A pair that its people do not close is completed this long after its last session."""

BATCH_SIZE = 200


def request_stop(person_id: int, pair_id: int) -> None:
    """End the pair in ten minutes, with the same notice to both; idempotent."""
    pair = lock_own_pair(person_id, pair_id)
    if pair.state != "active":
        return
    mark = hash_stopping_person(person_id, pair_id)
    if mark not in pair.stop_marks:
        pair.stop_marks = [*pair.stop_marks, mark]
    ends_at = clock.now() + STOP_DELAY
    pair.ending_at = min(pair.ending_at or ends_at, ends_at)
    session().flush()


def withdraw_stop(person_id: int, pair_id: int) -> None:
    """Withdraw one's own stop; raises PairOver once the pair has ended. A stop of the other person stays."""
    pair = lock_own_pair(person_id, pair_id)
    if pair.state != "active":
        raise PairOver("This pair is over.")
    pair.stop_marks = [mark for mark in pair.stop_marks if mark != hash_stopping_person(person_id, pair_id)]
    if not pair.stop_marks:
        pair.ending_at = compute_next_cycle_time_of_round(pair.round_id) if has_leaver(pair) else None
    session().flush()


def has_requested_stop(person_id: int, pair: Pair) -> bool:
    """Whether this person has asked to stop."""
    return hash_stopping_person(person_id, pair.id) in pair.stop_marks


def hash_stopping_person(person_id: int, pair_id: int) -> str:
    """The mark of a person who stops; only the secret key of the service links it to the person."""
    secret = current_settings().secret_key.encode()
    return hmac.new(secret, f"stop:{pair_id}:{person_id}".encode(), "sha256").hexdigest()


def end_pair(pair: Pair) -> None:
    """End a locked pair: its planned sessions are cancelled, and both can be matched with others at once."""
    if pair.state == "active":
        _end_pair_and_notify(load_pair_with_people(pair), "stopped", PAIR_ENDED)


def complete_pair(pair: Pair) -> None:
    """Complete a locked pair, with a completion fact for each person."""
    if pair.state != "active":
        return
    both = load_pair_with_people(pair)
    _end_pair_and_notify(both, "completed", PAIR_COMPLETED)
    append_facts([_pair_completed_fact(both, person.id) for person in both.people])


def schedule_ending_for_leavers_in_facts(fact_ids: Sequence[int]) -> None:
    """Let the pairs of the people of these facts end with the next daily run, unless they come back before; idempotent.

    Until then nobody is told anything: a departure may be a mistake of the directory.
    """
    gone = list_leaver_ids_in_facts(fact_ids)
    for pair in lock_active_pairs_of_people(gone) if gone else ():
        pair.ending_at = pair.ending_at or compute_next_cycle_time_of_round(pair.round_id)
    session().flush()


def end_or_complete_pairs_of_round(round_id: int) -> None:
    """End the pairs of a round that closes; a pair that held at least half of its sessions counts as completed."""
    for pair in lock_active_pairs_of_round(round_id):
        if 2 * count_held_sessions(pair.id) >= pair.sessions:
            complete_pair(pair)
        else:
            end_pair(pair)


def end_pair_if_due(pair_id: int) -> None:
    """End a pair whose ten minutes or whose daily run has come; idempotent. It goes on if whoever had left is back."""
    pair = lock_pair_due_to_end(pair_id, clock.now())
    if pair is None:
        return
    if pair.stop_marks or has_leaver(pair):
        end_pair(pair)
    else:
        pair.ending_at = None


def complete_unclosed_pairs() -> int:
    """Complete the pairs that held their last session two weeks ago or earlier; returns how many."""
    silent = lock_pairs_with_all_sessions_held(clock.now() - UNCLOSED_FOR, BATCH_SIZE)
    for pair in silent:
        complete_pair(pair)
    return len(silent)


def _end_pair_and_notify(both: PairWithPeople, state: str, kind: NoticeKind) -> None:
    pair = both.pair
    pair.state, pair.ended_at, pair.ending_at, pair.stop_marks = state, clock.now(), None, []
    cancelled = cancel_sessions_and_build_notices(both, list_meetings_of_pair(pair.id))
    session().flush()
    append_facts([_pair_ended_fact(both)])
    notify_people([*build_pair_notices(kind, both, key=str(pair.id)), *cancelled])


def _pair_ended_fact(both: PairWithPeople) -> NewFact:
    return NewFact(
        kind="pairing.ended",
        source_key=f"pairing:{both.pair.id}:ended",
        occurred_at=clock.now(),
        actor_id=both.senior.id,
        counterpart_id=both.junior.id,
        object=f"round:{both.round.slug}",
    )


def _pair_completed_fact(both: PairWithPeople, person_id: int) -> NewFact:
    return NewFact(
        kind="mentoring.completed",
        source_key=f"mentoring:{both.pair.id}:{person_id}:completed",
        occurred_at=clock.now(),
        actor_id=person_id,
        counterpart_id=both.other(person_id).id,
        object=f"round:{both.round.slug}",
    )
