"""The table of questions that an ambassador took, or that animators were told of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment


class QuestionTurn(Base):
    """Whose turn it is to see to a question; without a row it is anybody's. Deleted once the question is too old to be listed.

    `taken_by` holds it until `taken_until`, when it lapses by itself. ANSWERED is what an ambassador saw on the network: an
    answer that Passerelle knows needs no row. `announced_at` is when animators were told that nobody answers it.
    """

    __tablename__ = "question_turn"

    fact_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), index=True)
    asked_at: Mapped[Moment] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(server_default="waiting")
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"), index=True)
    taken_until: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("state in ('waiting', 'taken', 'answered')", name="state"),
        CheckConstraint("(state = 'taken') = (taken_until is not null)", name="taken"),
    )
