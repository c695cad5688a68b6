"""The table of forms that are not sent yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Json


class FormDraft(Base):
    """The answers of one person in one form. Only that person ever sees them, and they count nowhere before they are sent.

    `form` names the form and what it is about. `fields` holds the answer to each field as JSON; it is empty before the first save.
    `page` names the page, opened in one window, that saved last.
    """

    __tablename__ = "form_draft"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[Json] = mapped_column(JSONB)
    page: Mapped[str]
    saved_at: Mapped[datetime]

    __table_args__ = (Index("ix_form_draft_saved", "saved_at"),)
