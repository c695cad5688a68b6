"""The table of policies: what was off, where, from when until when, and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.audited import AuditedColumn, audit_changes
from app.kernel.database import Base, Id, Moment
from app.kernel.texts import N_
from app.people.policies.switches import FEATURE_LABELS, SCOPE_LABELS


class Policy(Base):
    """Something switched off for the company, a region, a site or a unit; `until` null: still off.

    Rows are never deleted, and never begin in the past: what a day's facts are worth does not change afterwards.
    `scope_id` is null for the company.
    """

    __tablename__ = "policy"

    id: Mapped[Id]
    feature: Mapped[str]
    scope: Mapped[str]
    scope_id: Mapped[int | None]
    since: Mapped[Moment]
    until: Mapped[datetime | None]
    reason: Mapped[str]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))

    __table_args__ = (
        CheckConstraint("feature in ('points', 'boards', 'badges', 'prizes')", name="feature"),
        CheckConstraint("scope in ('company', 'region', 'site', 'unit')", name="scope"),
        CheckConstraint("(scope = 'company') = (scope_id is null)", name="scope_id"),
        CheckConstraint("until >= since", name="until"),
        Index(
            "ix_policy_off",
            "feature",
            "scope",
            text("coalesce(scope_id, 0)"),
            unique=True,
            postgresql_where=text("until is null"),
        ),
        audit_changes(
            N_("Fonction coupée"),
            "feature",
            {
                "feature": AuditedColumn(N_("Ce qui s’arrête"), words=FEATURE_LABELS),
                "scope": AuditedColumn(N_("Portée"), words=SCOPE_LABELS),
                "scope_id": AuditedColumn(N_("Où"), table_in="scope"),
                "since": N_("Depuis"),
                "until": N_("Jusqu’à"),
                "reason": N_("Pourquoi"),
            },
        ),
    )
