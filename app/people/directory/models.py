"""The table of imports: a file that waits for its answers, then what was written, for as long as it can be undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.audited import audit_changes
from app.kernel.database import Base, Id, Json, Moment
from app.kernel.texts import N_


class PeopleImport(Base):
    """A file of people. `content` goes when it is written, or after a day; `changes`, by which it is undone, after thirty days."""

    __tablename__ = "people_import"

    id: Mapped[Id]
    file_name: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    answers: Mapped[Json] = mapped_column(server_default=text("'{}'"))
    people: Mapped[int] = mapped_column(server_default=text("0"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    uploaded_at: Mapped[Moment] = mapped_column(server_default=func.now())
    written_at: Mapped[datetime | None]
    changes: Mapped[Json | None]
    undone_at: Mapped[datetime | None]

    __table_args__ = (
        audit_changes(
            N_("Import de personnes"),
            "file_name",
            {
                "file_name": N_("Fichier"),
                "people": N_("Personnes"),
                "written_at": N_("Enregistré"),
                "undone_at": N_("Annulé"),
            },
        ),
    )
