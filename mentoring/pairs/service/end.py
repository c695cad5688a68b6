"""How a pair ends: somebody stops and may think again for a moment, one leaves, or all sessions were held."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import timedelta

from app.journal.service import NewFact, append
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.notices.kind import NoticeKind
from app.notices.service.notify import notify_people
from mentoring.pairs.models import Pair
from mentoring.pairs.notices import COMPLETED, ENDED
from mentoring.pairs.queries.meetings import count_held, list_meetings
from mentoring.pairs.queries.members import (
    Together,
    locked_endings,
    locked_pair,
    locked_pairs_of,
    locked_pairs_under_way,
    locked_silent,
    people_gone,
    together,
)
from mentoring.pairs.service.meet import PairOver, call_off
from mentoring.pairs.telling import about_pair

A_MOMENT = timedelta(minutes=10)
"""How long whoever stops may think again, before anything is told."""

SILENCE = timedelta(days=14)
"""After the last session, how long a pair that nobody closes stays open."""

AT_ONCE = 200


def stop(person_id: int, pair_id: int) -> None:
    """Stop, without a reason: in ten minutes both hear the same. Until then nothing has changed; asked again, nothing more does."""
    pair = locked_pair(person_id, pair_id)
    if pair.state != "active":
        return
    mark = mark_of(person_id, pair_id)
    if mark not in pair.stop_marks:
        pair.stop_marks = [*pair.stop_marks, mark]
    pair.ending_at = pair.ending_at or clock.now() + A_MOMENT
    session().flush()


def think_again(person_id: int, pair_id: int) -> None:
    """Go on after all; PairOver when the moment has passed. That the other one stops too is not undone."""
    pair = locked_pair(person_id, pair_id)
    if pair.state != "active":
        raise PairOver("This pair is over.")
    pair.stop_marks = [mark for mark in pair.stop_marks if mark != mark_of(person_id, pair_id)]
    pair.ending_at = pair.ending_at if pair.stop_marks else None
    session().flush()


def is_stopping(person_id: int, pair: Pair) -> bool:
    """Whether this person, and not perhaps the other one, has asked to stop."""
    return mark_of(person_id, pair.id) in pair.stop_marks


def mark_of(person_id: int, pair_id: int) -> str:
    """What stands for a person for ten minutes: only whoever has the service's secret can tell for whom."""
    secret = current_settings().secret_key.encode()
    return hmac.new(secret, f"stop:{pair_id}:{person_id}".encode(), "sha256").hexdigest()


def release(pair: Pair) -> None:
    """End a pair that the caller holds: dates to come are called off, and both are free to be matched, with others, at once."""
    if pair.state == "active":
        _end(together(pair), "stopped", ENDED)


def complete(pair: Pair) -> None:
    """Close a pair that the caller holds and that went to its end: each of the two has completed it."""
    if pair.state != "active":
        return
    both = together(pair)
    _end(both, "completed", COMPLETED)
    append([_completed(both, person.id) for person in both.people])


def end_pairs_of(person_id: int, round_id: int | None = None) -> None:
    """End the pairs of somebody who leaves or withdraws, in one round or everywhere; the others hear that it is over, not why."""
    _release_all(locked_pairs_under_way([person_id], round_id))


def end_pairs_of_leavers(fact_ids: Sequence[int]) -> None:
    """The same for whoever these facts say is gone, and who has not come back since."""
    gone = people_gone(fact_ids)
    if gone:
        _release_all(locked_pairs_under_way(gone))


def close_pairs(round_id: int) -> None:
    """End the pairs of a round that closes: those who met at least half as often as they meant to have completed it."""
    for pair in locked_pairs_of(round_id):
        if 2 * count_held(pair.id) >= pair.sessions:
            complete(pair)
        else:
            release(pair)


def settle_endings() -> int:
    """End the pairs whose moment to think again has passed; how many."""
    due = locked_endings(clock.now(), AT_ONCE)
    _release_all(due)
    return len(due)


def complete_the_silent() -> int:
    """Close the pairs that held all their sessions two weeks ago, and that nobody closed; how many."""
    silent = locked_silent(clock.now() - SILENCE, AT_ONCE)
    for pair in silent:
        complete(pair)
    return len(silent)


def _release_all(pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        release(pair)


def _end(both: Together, state: str, kind: NoticeKind) -> None:
    pair = both.pair
    pair.state, pair.ended_at, pair.ending_at, pair.stop_marks = state, clock.now(), None, []
    cancelled = call_off(both, list_meetings(pair.id))
    session().flush()
    append([_ended(both)])
    notify_people([*about_pair(kind, both, key=str(pair.id)), *cancelled])


def _ended(both: Together) -> NewFact:
    return NewFact(
        kind="pairing.ended",
        source_key=f"pairing:{both.pair.id}:ended",
        occurred_at=clock.now(),
        actor_id=both.senior.id,
        counterpart_id=both.junior.id,
        object=f"round:{both.round.slug}",
    )


def _completed(both: Together, person_id: int) -> NewFact:
    return NewFact(
        kind="mentoring.completed",
        source_key=f"mentoring:{both.pair.id}:{person_id}:completed",
        occurred_at=clock.now(),
        actor_id=person_id,
        counterpart_id=both.other(person_id).id,
        object=f"round:{both.round.slug}",
    )
