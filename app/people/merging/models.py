"""The table of merges: which person of the directory became which, and the figures of both."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.audited import AuditedColumn, audit_changes
from app.kernel.database import Base, Json, Moment
from app.kernel.texts import N_

FIGURE_LABELS = {
    "kept": N_("compte gardé"),
    "merged": N_("compte fusionné"),
    "acts": N_("actes"),
    "names": N_("noms sur les réseaux"),
    "roles": N_("rôles"),
    "rows": N_("lignes en tout"),
}
"""What the names inside `before` and `after` mean."""


class MergedPerson(Base):
    """A person who became another one. Their row of the directory stays for its external_id, and nobody signs in with it.

    `email` is the address that they had: networks that still use it mean the person who was kept. `before` and `after` are figures by name.
    """

    __tablename__ = "person_merge"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="cascade"), primary_key=True, autoincrement=False
    )
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), index=True)
    email: Mapped[str]
    merged_at: Mapped[Moment]
    before: Mapped[Json]
    after: Mapped[Json]

    __table_args__ = (
        Index("ix_person_merge_email", "email"),
        audit_changes(
            N_("Fusion de deux personnes"),
            "person_id",
            {
                "person_id": N_("Personne"),
                "kept_id": N_("Compte gardé"),
                "before": AuditedColumn(N_("Chiffres avant"), words=FIGURE_LABELS),
                "after": AuditedColumn(N_("Chiffres après"), words=FIGURE_LABELS),
            },
        ),
    )
