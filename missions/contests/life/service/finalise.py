"""Makes a provisional result final: a snapshot with its digest, and the prizes offered, once."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.database import session
from missions.contests.life import queries
from missions.contests.life.models import ContestResult
from missions.contests.life.outcome import build_snapshot, encode_moment, hash_document
from missions.contests.life.service.announcements import append_contest_fact, notify_participants
from missions.contests.models import Contest
from missions.contests.notices import FINALISED
from missions.contests.prizes.queries import list_wins, lock_prizes
from missions.contests.prizes.service.award import offer_prizes
from missions.contests.queries import lock_contest
from missions.contests.regulation.queries import get_regulation
from missions.contests.states import CONTEST_LIFECYCLE, ContestState


def finalise_contest_if_due(contest_id: int) -> None:
    """Make final a result whose time for objections is over and whose objections have all their answer. Idempotent."""
    contest = lock_contest(contest_id)
    if not queries.is_contest_due(contest, ContestState.PROVISIONAL) or queries.has_open_objection(contest_id):
        return
    contest.state = CONTEST_LIFECYCLE.state_after_step("finalise", contest.state)
    contest.finalised_at, contest.due_at = clock.now(), None
    result = queries.get_last_result(contest.id)
    snapshot = _build_snapshot(contest, result)
    result.snapshot, result.snapshot_sha256 = snapshot.decode(), hash_document(snapshot)
    session().flush()
    append_contest_fact(contest, "contest.finalised", at=contest.finalised_at)
    offer_prizes(contest)
    notify_participants(contest, FINALISED, "once")


def _build_snapshot(contest: Contest, result: ContestResult) -> bytes:
    regulation, objections = get_regulation(contest.id), queries.list_objections(contest.id)
    head = {
        "contest": contest.slug,
        "result": result.number,
        "regulation": {"version": regulation.version, "sha256": regulation.sha256},
        "entries_sha256": result.entries_sha256,
        "minutes_sha256": result.minutes_sha256,
        "seed": result.seed,
        "objections": {"made": len(objections), "upheld": sum(bool(each.is_upheld) for each in objections)},
        "closed_at": encode_moment(contest.closed_at),
        "finalised_at": encode_moment(contest.finalised_at),
    }
    holders: dict[int, list[str]] = {}
    for win in list_wins(contest.id):
        holders.setdefault(win.prize_id, []).append(win.holder)
    prizes = [
        {
            "prize": prize.key,
            "stock": prize.stock,
            "value_cents": prize.value_cents,
            "class": prize.prize_class,
            "winners": holders.get(prize.id, []),
        }
        for prize in lock_prizes(contest.id)
    ]
    return build_snapshot(head, prizes)
