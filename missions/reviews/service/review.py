"""What a reviewer does with the evidence of others: take it, release it, accept it, or ask for more."""

from __future__ import annotations

from typing import NoReturn

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.lease import TAKEN, try_to_end_lease, try_to_release_item, try_to_take_item
from app.notices.kind import NoticeKind
from app.notices.service.notify import NewNotice, notify_people
from missions.attempts.answers import Answers, parse_answers
from missions.attempts.service import get_attempt, lock_attempts, record_pass_and_progress
from missions.reviews.models import Evidence, EvidenceReply
from missions.reviews.notice import ACCEPTED, MORE_ASKED
from missions.reviews.queries import (
    EVIDENCE_QUEUE,
    count_evidence_replies,
    get_others_evidence_and_mission_slug,
    get_version_title,
)
from missions.reviews.questions import REVIEWER_COMMENT, WHAT_IS_MISSING


class EvidenceAlreadyTaken(Conflict):
    """Another reviewer has taken it, or it has been answered."""


def take_evidence(reviewer_id: int, evidence_id: int) -> None:
    """Keep it for two hours; EvidenceAlreadyTaken if another reviewer was first, NoSuchEvidence for the reviewer's own."""
    if not try_to_take_item(EVIDENCE_QUEUE, evidence_id, reviewer_id, clock.now()):
        _check_taken_by_reviewer(reviewer_id, evidence_id)


def release_evidence(reviewer_id: int, evidence_id: int) -> None:
    """Put it back in its place in the queue; EvidenceAlreadyTaken if the reviewer has not taken it."""
    if not try_to_release_item(EVIDENCE_QUEUE, evidence_id, reviewer_id):
        _raise_already_taken(reviewer_id, evidence_id)


def accept_evidence(reviewer_id: int, evidence_id: int, sent: Answers) -> None:
    """Accept it, with or without a comment: the mission counts from the moment at which its author sent it."""
    _check_taken_by_reviewer(reviewer_id, evidence_id)
    comment = parse_answers((REVIEWER_COMMENT,), sent)["reply"]
    evidence, slug = get_others_evidence_and_mission_slug(reviewer_id, evidence_id)
    attempt = get_attempt(evidence.person_id, slug)
    lock_attempts([attempt])
    values = {Evidence.state: "accepted", Evidence.decided_at: clock.now(), Evidence.taken_by: None}
    if not try_to_end_lease(EVIDENCE_QUEUE, evidence_id, reviewer_id, values):
        _raise_already_taken(reviewer_id, evidence_id)
    if comment:
        _add_comment(evidence_id, comment)
    record_pass_and_progress(attempt, occurred_at=evidence.sent_at)
    _notify_author(evidence, slug, ACCEPTED)


def ask_author_for_more(reviewer_id: int, evidence_id: int, sent: Answers) -> None:
    """Ask its author for more; they answer when they like, and it returns to this reviewer."""
    _check_taken_by_reviewer(reviewer_id, evidence_id)
    comment = parse_answers((WHAT_IS_MISSING,), sent)["reply"]
    if not try_to_end_lease(EVIDENCE_QUEUE, evidence_id, reviewer_id, {Evidence.state: "asked"}):
        _raise_already_taken(reviewer_id, evidence_id)
    _add_comment(evidence_id, comment)
    _notify_author(*get_others_evidence_and_mission_slug(reviewer_id, evidence_id), MORE_ASKED)


def _notify_author(evidence: Evidence, slug: str, kind: NoticeKind) -> None:
    """Notify its author without the reviewer's name, once for each question and once for the acceptance."""
    key = f"{kind.name}:{evidence.id}:{count_evidence_replies(evidence.id)}"
    params = {"mission": get_version_title(evidence.version_id)}
    notify_people(
        [
            NewNotice(
                kind=kind.name,
                person_id=evidence.person_id,
                key=key,
                params=params,
                path=build_path("missions.show_mission", slug=slug),
            )
        ]
    )


def _add_comment(evidence_id: int, comment: str) -> None:
    session().add(EvidenceReply(evidence_id=evidence_id, is_authors=False, text=comment, written_at=clock.now()))
    session().flush()


def _check_taken_by_reviewer(reviewer_id: int, evidence_id: int) -> None:
    evidence, _ = get_others_evidence_and_mission_slug(reviewer_id, evidence_id)
    if evidence.state != TAKEN or evidence.taken_by != reviewer_id:
        raise EvidenceAlreadyTaken("Another reviewer has taken this, or it has been answered.")


def _raise_already_taken(reviewer_id: int, evidence_id: int) -> NoReturn:
    get_others_evidence_and_mission_slug(reviewer_id, evidence_id)
    raise EvidenceAlreadyTaken("Another reviewer has taken this, or it has been answered.")
