"""The tables of the inbox: what waits to be read or was read lately, and what kinds remember of each source."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class InboxItem(Base):
    """One item that a network sent. `content` is deleted when it is read, the row seven days later.

    `outcome`, `effect`, `code` and `reason` are those of an answer of the intake, once it is read.
    """

    __tablename__ = "inbox_item"

    id: Mapped[Id]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="cascade"))
    native_id: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[Moment]
    read_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    effect: Mapped[str | None]
    code: Mapped[str | None]
    reason: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("source_id", "native_id"),
        CheckConstraint("(content is null) = (read_at is not null)", name="content"),
        CheckConstraint("(outcome is null) = (read_at is null)", name="outcome"),
        Index("ix_inbox_item_waiting", "source_id", "id", postgresql_where=text("read_at is null")),
        Index("ix_inbox_item_latest", "source_id", "id", postgresql_where=text("read_at is not null")),
        Index("ix_inbox_item_read_at", "read_at", postgresql_where=text("read_at is not null")),
    )


class SourceMemoryEntry(Base):
    """A small value that the kind of a source remembers: JSON as text, for a network may send what `jsonb` refuses."""

    __tablename__ = "source_memory"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="cascade"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
