"""The tables of the list for communications: what each ambassador agreed to, and who took a file of it."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.audited import audit_changes
from app.kernel.database import Base, Id, Moment
from app.kernel.texts import N_


class AmbassadorPublicity(Base):
    """What one ambassador lets be shown, as long as their term runs; `sentence` null: none. Without a row: nothing."""

    __tablename__ = "ambassador_publicity"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    shows_name: Mapped[bool]
    sentence: Mapped[str | None]


class AmbassadorListExport(Base):
    """Somebody took a file of the list: who, when and how many lines; never its content. The audit log keeps it as well."""

    __tablename__ = "ambassador_list_export"

    id: Mapped[Id]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"), index=True)
    exported_at: Mapped[Moment]
    lines: Mapped[int]

    __table_args__ = (
        audit_changes(N_("Liste d’ambassadeurs prise"), "id", {"exported_at": N_("Prise"), "lines": N_("Lignes")}),
    )


class AmbassadorPhoto(Base):
    """The photo that an ambassador lets be shown, as a square PNG; deleted as soon as they take it back, and with their term."""

    __tablename__ = "ambassador_photo"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    picture: Mapped[bytes]
