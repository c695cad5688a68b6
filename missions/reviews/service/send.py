"""What an author does with evidence: send it, answer the reviewer, or keep it for themselves."""

from __future__ import annotations

from sqlalchemy import and_

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.lease import return_item_to_taker
from missions.attempts.answers import Answers, KeptAnswers, parse_answers, select_answers_to_store
from missions.attempts.attempt import MissionAttempt, MissionNotOpen
from missions.attempts.service import get_attempt, is_pass_already_recorded, lock_attempts, refuse_unless_person_may_act
from missions.progress.queries import get_person_mission
from missions.reviews.models import Evidence, EvidenceReply
from missions.reviews.queries import EVIDENCE_QUEUE, find_evidence_thread
from missions.reviews.questions import REPLY_TO_REVIEWER


class NoReplyExpected(Conflict):
    """No reviewer waits for an answer to this."""


def send_evidence(attempt: MissionAttempt, number: int, sent: Answers) -> None:
    """Put it in the queue of the reviewers; idempotent while one is under way."""
    lock_attempts([attempt])
    if is_pass_already_recorded(attempt, number) or _is_evidence_under_way(attempt):
        return
    refuse_unless_person_may_act(attempt)
    questions = attempt.kind.questions(attempt.settings)
    _save_evidence(attempt, select_answers_to_store(questions, parse_answers(questions, sent)), state="waiting")


def store_declaration_answers(attempt: MissionAttempt, kept: KeptAnswers) -> None:
    """Store what goes with a declaration, for its author alone."""
    if not kept.is_empty:
        _save_evidence(attempt, kept, state="declared")


def reply_to_reviewer(person_id: int, slug: str, sent: Answers) -> None:
    """Answer the reviewer: the evidence returns to that reviewer, and keeps its place in the queue for the others."""
    attempt = get_attempt(person_id, slug)
    mission = get_person_mission(person_id, slug)
    if mission.counts_from is None:
        raise MissionNotOpen(mission, clock.now())
    comment = parse_answers((REPLY_TO_REVIEWER,), sent)["reply"]
    evidence_id = _return_evidence_to_reviewer(attempt)
    if evidence_id is not None:
        session().add(EvidenceReply(evidence_id=evidence_id, is_authors=True, text=comment, written_at=clock.now()))
    elif not _is_evidence_under_way(attempt):
        raise NoReplyExpected("Nothing is asked about this any more: reload the page.")


def _return_evidence_to_reviewer(attempt: MissionAttempt) -> int | None:
    """Its id, after it was leased again to the reviewer who asked; None if nothing was asked."""
    is_theirs = and_(Evidence.person_id == attempt.person_id, Evidence.mission_id == attempt.mission_id)
    return return_item_to_taker(EVIDENCE_QUEUE, and_(is_theirs, Evidence.state == "asked"), clock.now())


def _is_evidence_under_way(attempt: MissionAttempt) -> bool:
    thread = find_evidence_thread(attempt.person_id, attempt.mission_id)
    return thread is not None and thread.is_under_way


def _save_evidence(attempt: MissionAttempt, kept: KeptAnswers, *, state: str) -> None:
    now = clock.now()
    session().add(
        Evidence(
            person_id=attempt.person_id,
            mission_id=attempt.mission_id,
            version_id=attempt.version_id,
            state=state,
            text=kept.text,
            link=kept.link,
            sent_at=now,
            decided_at=now if state == "declared" else None,
        )
    )
    session().flush()
