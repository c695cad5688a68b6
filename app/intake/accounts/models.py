"""The tables of unknown accounts: that a network named them, and for seven days what they did."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.audited import audit_changes
from app.kernel.database import Base, Id, Moment
from app.kernel.texts import N_


class UnknownAccount(Base):
    """An account of a network that is no person here. `acts` is how many acts came, each once; those of an ignored account are not counted.

    The audit log keeps that IT ignored it, or no longer; each act changes a row, and is nobody's administration.
    """

    __tablename__ = "unknown_account"

    source: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    first_seen_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    acts: Mapped[int]
    ignored_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_unknown_account_last_seen_at", "last_seen_at"),
        audit_changes(
            N_("Compte inconnu d’un réseau"), "source", {"ignored_at": N_("Ignoré depuis")}, is_only_updated=True
        ),
    )


class ActOfUnknownAccount(Base):
    """An event of an unknown account as it was read, without words: it counts when the account is mapped within seven days."""

    __tablename__ = "unknown_act"

    id: Mapped[Id]
    source: Mapped[str]
    account: Mapped[str]
    event: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[Moment]

    __table_args__ = (
        Index("ix_unknown_act_account", "source", "account", "id"),
        Index("ix_unknown_act_kept_at", "kept_at"),
    )
