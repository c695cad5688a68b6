"""Erases evidence: thirty days after the decision, and at once when its author no longer takes part."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_, update

from app.kernel import clock
from app.kernel.database import session
from missions.reviews.models import Evidence, EvidenceReply
from missions.reviews.queries import UNDER_WAY, evidence_of_leaver_condition

KEPT_FOR = timedelta(days=30)


def withdraw_and_erase_leavers_evidence() -> None:
    """Take the evidence of people who no longer take part out of the queue."""
    gone = (Evidence.state.in_(UNDER_WAY), evidence_of_leaver_condition())
    values = {"state": "withdrawn", "decided_at": clock.now(), "taken_by": None, "taken_until": None}
    withdrawn = update(Evidence).where(*gone).values(text=None, link=None, **values).returning(Evidence.id)
    _delete_replies(list(session().execute(withdrawn).scalars()))


def erase_old_evidence() -> None:
    """Erase the texts that were decided thirty days ago or earlier; the rows stay."""
    old = (Evidence.decided_at <= clock.now() - KEPT_FOR, or_(Evidence.text.is_not(None), Evidence.link.is_not(None)))
    forgotten = update(Evidence).where(*old).values(text=None, link=None).returning(Evidence.id)
    _delete_replies(list(session().execute(forgotten).scalars()))


def _delete_replies(evidence_ids: list[int]) -> None:
    session().execute(delete(EvidenceReply).where(EvidenceReply.evidence_id.in_(evidence_ids)))
