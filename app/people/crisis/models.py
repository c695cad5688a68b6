"""The table of crises: why, for whom, and from when until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.audited import audit_changes
from app.kernel.database import Base, Id, Localised, Moment
from app.kernel.texts import N_
from app.people.models import Site


class Crisis(Base):
    """A pause for everyone (no site) or for one site. `ended_at` is set when HR ends it early or calls it off; `over_at` is the earlier of both ends.

    `announced` says which facts the journal has of it: nothing, started, or ended.
    """

    __tablename__ = "crisis"

    id: Mapped[Id]
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    reason: Mapped[Localised] = mapped_column(JSONB)
    link: Mapped[str | None]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    ended_at: Mapped[datetime | None]
    over_at: Mapped[Moment] = mapped_column(Computed("least(ends_at, ended_at)", persisted=True))
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    opened_at: Mapped[datetime] = mapped_column(server_default=func.now())
    announced: Mapped[str] = mapped_column("told", server_default="nothing")
    site: Mapped[Site | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="dates"),
        CheckConstraint("told in ('nothing', 'started', 'ended')", name="told"),
        Index("ix_crisis_ends_at", "ends_at"),
        audit_changes(
            N_("Crise"),
            "id",
            {
                "site_id": N_("Site"),
                "reason": N_("Pourquoi"),
                "link": N_("Lien"),
                "starts_at": N_("Début"),
                "ends_at": N_("Fin prévue"),
                "ended_at": N_("Fin anticipée"),
            },
        ),
    )
