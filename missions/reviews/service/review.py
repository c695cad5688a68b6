"""What a reviewer does with evidence of others: take it for two hours, release it, accept it, or ask for more."""

from __future__ import annotations

from sqlalchemy import func, select, update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.notices.kind import NoticeKind
from app.notices.service.notify import NewNotice, notify_people
from missions.attempts.answers import Answers, read_answers
from missions.attempts.service import get_attempt, lock_attempts, record_pass
from missions.models import Mission, MissionVersion
from missions.reviews.models import Evidence, EvidenceReply
from missions.reviews.notice import ACCEPTED, MORE_ASKED
from missions.reviews.queries import NoSuchEvidence, is_free
from missions.reviews.questions import REVIEWER_COMMENT, WHAT_IS_MISSING
from missions.reviews.service.send import TAKEN_FOR


class AlreadyTaken(Conflict):
    """Another reviewer has taken it, or it has been answered."""


def take_evidence(reviewer_id: int, evidence_id: int) -> None:
    """Hold it for two hours; TakenAlready when somebody else was first, NoSuchEvidence for one's own."""
    now = clock.now()
    others = (Evidence.id == evidence_id, Evidence.person_id != reviewer_id)
    taken = update(Evidence).where(*others, is_free(now))
    taken = taken.values(state="taken", taken_by=reviewer_id, taken_until=now + TAKEN_FOR).returning(Evidence.id)
    if session().execute(taken).first() is None:
        _check_taken_by(reviewer_id, evidence_id)


def release_evidence(reviewer_id: int, evidence_id: int) -> None:
    """Give it back to its place in the queue; TakenAlready when it is no longer theirs to give."""
    _change_taken(reviewer_id, evidence_id, state="waiting", taken_by=None, taken_until=None)


def accept_evidence(reviewer_id: int, evidence_id: int, sent: Answers) -> None:
    """Accept it, with a word or without: the mission counts from the moment at which its author sent it."""
    _check_taken_by(reviewer_id, evidence_id)
    comment = read_answers((REVIEWER_COMMENT,), sent)["reply"]
    evidence, slug = _get_evidence(reviewer_id, evidence_id)
    attempt = get_attempt(evidence.person_id, slug)
    lock_attempts([attempt])
    _change_taken(
        reviewer_id,
        evidence_id,
        state="accepted",
        decided_at=clock.now(),
        taken_by=None,
        taken_until=None,
        comment=comment,
    )
    record_pass(attempt, occurred_at=evidence.sent_at)
    _notify_author(evidence, slug, ACCEPTED)


def ask_for_more(reviewer_id: int, evidence_id: int, sent: Answers) -> None:
    """Ask its author for more; they answer when they like, and it comes back to whoever asked."""
    _check_taken_by(reviewer_id, evidence_id)
    comment = read_answers((WHAT_IS_MISSING,), sent)["reply"]
    _change_taken(reviewer_id, evidence_id, state="asked", taken_by=reviewer_id, taken_until=None, comment=comment)
    _notify_author(*_get_evidence(reviewer_id, evidence_id), MORE_ASKED)


def _notify_author(evidence: Evidence, slug: str, kind: NoticeKind) -> None:
    """Tell its author, who is not told by whom; each time that more is asked is told once."""
    title = session().scalar(select(MissionVersion.title).where(MissionVersion.id == evidence.version_id))
    comment = session().scalar(select(func.count()).where(EvidenceReply.evidence_id == evidence.id))
    key, params = f"{kind.name}:{evidence.id}:{comment}", {"mission": title}
    notify_people(
        [NewNotice(kind=kind.name, person_id=evidence.person_id, key=key, params=params, path=f"/missions/{slug}")]
    )


def _change_taken(reviewer_id: int, evidence_id: int, *, comment: str = "", **values: object) -> None:
    """Whoever took it decides, even past their two hours, as long as nobody else has taken it since."""
    taken = (Evidence.id == evidence_id, Evidence.state == "taken", Evidence.taken_by == reviewer_id)
    changed = update(Evidence).where(*taken).values(**values).returning(Evidence.id)
    if session().execute(changed).first() is None:
        _get_evidence(reviewer_id, evidence_id)
        raise AlreadyTaken("Another reviewer has taken this, or it has been answered.")
    if comment:
        session().add(EvidenceReply(evidence_id=evidence_id, is_authors=False, text=comment, written_at=clock.now()))
        session().flush()


def _check_taken_by(reviewer_id: int, evidence_id: int) -> None:
    evidence, _ = _get_evidence(reviewer_id, evidence_id)
    if evidence.state != "taken" or evidence.taken_by != reviewer_id:
        raise AlreadyTaken("Another reviewer has taken this, or it has been answered.")


def _get_evidence(reviewer_id: int, evidence_id: int) -> tuple[Evidence, str]:
    others = (Evidence.id == evidence_id, Evidence.person_id != reviewer_id)
    named = select(Evidence, Mission.slug).join(Mission, Mission.id == Evidence.mission_id).where(*others)
    row = session().execute(named.execution_options(populate_existing=True)).first()
    if row is None:
        raise NoSuchEvidence("There is no such evidence for you.")
    return row[0], row[1]
