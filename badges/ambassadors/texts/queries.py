"""Reads of proposed texts: one's own, and those of others without their authors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from badges.ambassadors.texts.models import ProposedText


class NoSuchText(NotFound):
    """This text does not wait, or is the reader's own."""


others_texts = OwnRows(
    ProposedText,
    lambda reviewer_id: ProposedText.person_id != reviewer_id,
    lambda: NoSuchText("This text does not wait for you, or no longer."),
)
"""What a person of HR may take up or leave: never their own."""


@dataclass(frozen=True, kw_only=True)
class TextForReview:
    """A text as HR reads it: not whose it is, for the level that lets somebody write is private."""

    id: int
    language: str
    text: str


def find_own_text(person_id: int) -> ProposedText | None:
    """What a person proposed and waits, read anew."""
    own = select(ProposedText).where(ProposedText.person_id == person_id)
    return session().scalar(own.execution_options(populate_existing=True))


def list_texts_to_review(reviewer_id: int) -> Sequence[TextForReview]:
    """What waits, the oldest first, without what the reviewer proposed."""
    waiting = select(ProposedText.id, ProposedText.language, ProposedText.text)
    rows = session().execute(waiting.where(others_texts.belongs_to(reviewer_id)).order_by(ProposedText.id))
    return [TextForReview(**row) for row in rows.mappings()]


def count_waiting_texts() -> int:
    """How many texts wait for HR."""
    return session().scalar(select(func.count()).select_from(ProposedText)) or 0
