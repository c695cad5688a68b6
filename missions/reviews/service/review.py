"""What a reviewer does with evidence of others: take it for two hours, release it, accept it, or ask for more."""

from __future__ import annotations

from sqlalchemy import func, select, update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.notices.kind import NoticeKind
from app.notices.service.notify import NewNotice, notify_people
from missions.attempts.answers import Answers, read
from missions.attempts.service import get_turn, hold, tell
from missions.models import Mission, MissionVersion
from missions.reviews.asks import MISSING, WORD
from missions.reviews.models import Evidence, EvidenceReply
from missions.reviews.notice import ACCEPTED, ASKED
from missions.reviews.queries import NoSuchEvidence, is_free
from missions.reviews.service.send import HOLD


class TakenAlready(Conflict):
    """Another reviewer has taken it, or it has been answered."""


def take(reviewer_id: int, evidence_id: int) -> None:
    """Hold it for two hours; TakenAlready when somebody else was first, NoSuchEvidence for one's own."""
    now = clock.now()
    others = (Evidence.id == evidence_id, Evidence.person_id != reviewer_id)
    taken = update(Evidence).where(*others, is_free(now))
    taken = taken.values(state="taken", taken_by=reviewer_id, taken_until=now + HOLD).returning(Evidence.id)
    if session().execute(taken).first() is None:
        _check_held(reviewer_id, evidence_id)


def release(reviewer_id: int, evidence_id: int) -> None:
    """Give it back to its place in the queue; TakenAlready when it is no longer theirs to give."""
    _decide(reviewer_id, evidence_id, state="waiting", taken_by=None, taken_until=None)


def accept(reviewer_id: int, evidence_id: int, sent: Answers) -> None:
    """Accept it, with a word or without: the mission counts from the moment at which its author sent it."""
    _check_held(reviewer_id, evidence_id)
    said = read((WORD,), sent)["reply"]
    evidence, slug = _get(reviewer_id, evidence_id)
    turn = get_turn(evidence.person_id, slug)
    hold([turn])
    _decide(
        reviewer_id, evidence_id, state="accepted", decided_at=clock.now(), taken_by=None, taken_until=None, said=said
    )
    tell(turn, occurred_at=evidence.sent_at)
    _notify(evidence, slug, ACCEPTED)


def ask(reviewer_id: int, evidence_id: int, sent: Answers) -> None:
    """Ask its author for more; they answer when they like, and it comes back to whoever asked."""
    _check_held(reviewer_id, evidence_id)
    said = read((MISSING,), sent)["reply"]
    _decide(reviewer_id, evidence_id, state="asked", taken_by=reviewer_id, taken_until=None, said=said)
    _notify(*_get(reviewer_id, evidence_id), ASKED)


def _notify(evidence: Evidence, slug: str, kind: NoticeKind) -> None:
    """Tell its author, who is not told by whom; each time that more is asked is told once."""
    title = session().scalar(select(MissionVersion.title).where(MissionVersion.id == evidence.version_id))
    said = session().scalar(select(func.count()).where(EvidenceReply.evidence_id == evidence.id))
    key, params = f"{kind.name}:{evidence.id}:{said}", {"mission": title}
    notify_people(
        [NewNotice(kind=kind.name, person_id=evidence.person_id, key=key, params=params, path=f"/missions/{slug}")]
    )


def _decide(reviewer_id: int, evidence_id: int, *, said: str = "", **values: object) -> None:
    """Whoever took it decides, even past their two hours, as long as nobody else has taken it since."""
    mine = (Evidence.id == evidence_id, Evidence.state == "taken", Evidence.taken_by == reviewer_id)
    changed = update(Evidence).where(*mine).values(**values).returning(Evidence.id)
    if session().execute(changed).first() is None:
        _get(reviewer_id, evidence_id)
        raise TakenAlready("Another reviewer has taken this, or it has been answered.")
    if said:
        session().add(EvidenceReply(evidence_id=evidence_id, is_authors=False, text=said, said_at=clock.now()))
        session().flush()


def _check_held(reviewer_id: int, evidence_id: int) -> None:
    evidence, _ = _get(reviewer_id, evidence_id)
    if evidence.state != "taken" or evidence.taken_by != reviewer_id:
        raise TakenAlready("Another reviewer has taken this, or it has been answered.")


def _get(reviewer_id: int, evidence_id: int) -> tuple[Evidence, str]:
    others = (Evidence.id == evidence_id, Evidence.person_id != reviewer_id)
    named = select(Evidence, Mission.slug).join(Mission, Mission.id == Evidence.mission_id).where(*others)
    row = session().execute(named.execution_options(populate_existing=True)).first()
    if row is None:
        raise NoSuchEvidence("There is no such evidence for you.")
    return row[0], row[1]
