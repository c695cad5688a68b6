"""The intake's table: the networks that are connected by a kind of source."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.audited import audit_changes
from app.kernel.database import Base, Id, Json
from app.kernel.texts import N_


class Source(Base):
    """A connected network. `name` signs its facts and ends its address; the secret is sealed under `secret_key`.

    Until `earlier_secret_until` the secret of before is accepted too. `heard_at` is its last sign of life, to some seconds. While it is paused, what it sends is kept and not read. `poll_due_at`
    is set where its kind is polled; `poll_failure` says why the last call failed, and is empty after one that did not.
    """

    __tablename__ = "source"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    secret_key: Mapped[str | None]
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    earlier_secret_key: Mapped[str | None]
    earlier_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    earlier_secret_until: Mapped[datetime | None]
    options: Mapped[Json] = mapped_column(server_default=text("'{}'"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    heard_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    poll_due_at: Mapped[datetime | None]
    poll_failure: Mapped[str] = mapped_column(server_default="")

    __table_args__ = (
        CheckConstraint("(secret_key is null) = (secret is null)", name="secret"),
        CheckConstraint(
            "num_nulls(earlier_secret_key, earlier_secret, earlier_secret_until) in (0, 3)", name="earlier_secret"
        ),
        audit_changes(
            N_("Réseau connecté"),
            "name",
            {
                "name": N_("Nom du réseau"),
                "kind": N_("Sorte"),
                "options": N_("Réglages"),
                "paused_at": N_("En pause depuis"),
                "!secret": N_("Secret"),
            },
        ),
    )
