"""The tables of the inbox: what waits to be read, what was read lately, and what kinds remember of each source."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Sequence, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment

NUMBERS = Sequence("inbox_item_number", metadata=Base.metadata, data_type=BigInteger)


class InboxBatch(Base):
    """What one request of a network brought, until it is read: JSON of pairs, the native id of an item and its content.

    The content of an item that was too large is null. `id` is the number of the last item: as many numbers are drawn as there
    are items, so that two ids tell how many items may wait between them. The same batch again is no second one.
    """

    __tablename__ = "inbox_batch"

    id: Mapped[int] = mapped_column(NUMBERS, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="cascade"))
    items: Mapped[bytes] = mapped_column(LargeBinary)
    item_count: Mapped[int]
    received_at: Mapped[Moment]

    __table_args__ = (
        Index("ix_inbox_batch_source_id", "source_id", "id"),
        Index("uq_inbox_batch_items", "source_id", text("sha256(items)"), unique=True),
    )


class InboxItem(Base):
    """One item that was read: its id, and what became of it, in the words of an answer of the intake. It is deleted seven days later."""

    __tablename__ = "inbox_item"

    id: Mapped[Id]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="cascade"))
    native_id: Mapped[str]
    received_at: Mapped[Moment]
    read_at: Mapped[Moment]
    outcome: Mapped[str]
    effect: Mapped[str | None]
    code: Mapped[str | None]
    reason: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("source_id", "native_id"),
        Index("ix_inbox_item_latest", "source_id", "id"),
        Index("ix_inbox_item_read_at", "read_at"),
    )


class SourceMemoryEntry(Base):
    """A small value that the kind of a source remembers: JSON as text, for a network may send what `jsonb` refuses."""

    __tablename__ = "source_memory"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="cascade"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    kept_at: Mapped[datetime] = mapped_column(server_default=func.now())
