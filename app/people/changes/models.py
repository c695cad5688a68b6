"""The table of people who changed and at whom a reader has not looked again."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from app.kernel.database import Base, Id


class PersonChange(Base):
    """One change of one person, for one reader, which deletes the row in the transaction in which it looks at the person.

    Triggers write it with the change: of the site, the unit, the language, the day of arrival or of leaving, of taking part, of
    a role that is given, and of the region of a site. There may be several rows of one person, and the person may be gone.
    """

    __tablename__ = "person_change"

    id: Mapped[Id]
    reader: Mapped[str]
    person_id: Mapped[int]

    __table_args__ = (
        CheckConstraint("reader in ('enrolments', 'headcounts')", name="reader"),
        Index("ix_person_change_reader", "reader"),
    )
