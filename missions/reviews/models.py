"""The tables of evidence: what a person sent for a mission, and the messages between its author and its reviewer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class Evidence(Base):
    """What a person sent for a mission: read by a reviewer, or kept for its author alone (`declared`).

    `taken_by` holds it until `taken_until`, when it lapses by itself; while more is asked of the author, it is who
    asked. Its texts go some weeks after `decided_at`; the row stays and says nothing more than that it was.
    """

    __tablename__ = "evidence"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("mission_version.id"))
    state: Mapped[str] = mapped_column(server_default="waiting")
    text: Mapped[str | None]
    link: Mapped[str | None]
    sent_at: Mapped[Moment]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    taken_until: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("state in ('waiting', 'taken', 'asked', 'accepted', 'declared', 'withdrawn')", name="state"),
        CheckConstraint("(state in ('accepted', 'declared', 'withdrawn')) = (decided_at is not null)", name="decided"),
        CheckConstraint("(state = 'taken') = (taken_until is not null)", name="taken"),
        Index(
            "ix_evidence_under_way",
            "person_id",
            "mission_id",
            unique=True,
            postgresql_where=sql_text("state in ('waiting', 'taken', 'asked')"),
        ),
        Index("ix_evidence_queue", "sent_at", "id", postgresql_where=sql_text("state in ('waiting', 'taken')")),
        Index(
            "ix_evidence_decided",
            "decided_at",
            postgresql_where=sql_text("decided_at is not null and (text is not null or link is not null)"),
        ),
    )


class EvidenceReply(Base):
    """A message about a piece of evidence, by its author or its reviewer; neither knows who the other is."""

    __tablename__ = "evidence_reply"

    id: Mapped[Id]
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id", ondelete="cascade"), index=True)
    is_authors: Mapped[bool]
    text: Mapped[str]
    written_at: Mapped[Moment] = mapped_column("said_at")
