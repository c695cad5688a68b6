"""What an author does with evidence: send it, answer what is asked about it, or keep it for themselves."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import case, null, update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from missions.attempts.answers import Answers, Kept, kept_of, read
from missions.attempts.service import check_open, get_turn, hold, is_told
from missions.attempts.turn import NotOpen, Turn
from missions.progress.queries import get_seen_mission
from missions.reviews.asks import ANSWER
from missions.reviews.models import Evidence, EvidenceReply
from missions.reviews.queries import find_thread

HOLD = timedelta(hours=2)
"""How long a reviewer holds what they took."""


class NothingAsked(Conflict):
    """Nobody asked anything about this, or it has been answered."""


def send(turn: Turn, number: int, sent: Answers) -> None:
    """Put it in the reviewers' queue; while one is under way, sending again changes nothing."""
    hold([turn])
    if is_told(turn, number) or _is_under_way(turn):
        return
    check_open(turn)
    asks = turn.kind.asks(turn.settings)
    _write(turn, kept_of(asks, read(asks, sent)), state="waiting")


def keep(turn: Turn, kept: Kept) -> None:
    """Keep what goes with the person's word, for them alone."""
    if not kept.is_empty:
        _write(turn, kept, state="declared")


def answer(person_id: int, slug: str, sent: Answers) -> None:
    """Answer what is asked about it: it goes back to whoever asked, and keeps its place in the queue of all the others."""
    turn = get_turn(person_id, slug)
    seen = get_seen_mission(person_id, slug)
    if seen.counts_from is None:
        raise NotOpen(seen, clock.now())
    said = read((ANSWER,), sent)["reply"]
    evidence_id = _give_back(turn)
    if evidence_id is not None:
        session().add(EvidenceReply(evidence_id=evidence_id, is_authors=True, text=said, said_at=clock.now()))
    elif not _is_under_way(turn):
        raise NothingAsked("Nothing is asked about this any more: reload the page.")


def _give_back(turn: Turn) -> int | None:
    """Held again by whoever asked, for as long as anything taken; when nobody else did meanwhile, it lapses to all."""
    has_reader = Evidence.taken_by.is_not(None)
    asked = (Evidence.person_id == turn.person_id, Evidence.mission_id == turn.mission_id, Evidence.state == "asked")
    back = update(Evidence).where(*asked)
    back = back.values(
        state=case((has_reader, "taken"), else_="waiting"),
        taken_until=case((has_reader, clock.now() + HOLD), else_=null()),
    )
    return session().execute(back.returning(Evidence.id)).scalar_one_or_none()


def _is_under_way(turn: Turn) -> bool:
    thread = find_thread(turn.person_id, turn.mission_id)
    return thread is not None and thread.is_under_way


def _write(turn: Turn, kept: Kept, *, state: str) -> None:
    now = clock.now()
    session().add(
        Evidence(
            person_id=turn.person_id,
            mission_id=turn.mission_id,
            version_id=turn.version_id,
            state=state,
            text=kept.text,
            link=kept.link,
            sent_at=now,
            decided_at=now if state == "declared" else None,
        )
    )
    session().flush()
