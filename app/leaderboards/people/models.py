"""The table of changes that boards of people must read again, and that no fact tells of."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id


class BoardChange(Base):
    """One person who may appear or disappear: triggers write it when they move, arrive or leave. Without a person: everybody.

    Each board reads the rows of the transactions since its last version; what all have read is deleted.
    """

    __tablename__ = "board_change"

    id: Mapped[Id]
    tx: Mapped[int] = mapped_column(BigInteger, server_default=text("(pg_current_xact_id()::text::bigint)"))
    person_id: Mapped[int | None]

    __table_args__ = (Index("ix_board_change_tx", "tx"),)
