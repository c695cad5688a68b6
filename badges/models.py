"""Badges' tables: what can be earned, and who holds it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Json, Localised, Moment


class Badge(Base):
    """What can be earned: a criterion (code) with its settings, a name and a text in both languages.

    `counted_kinds`, `counted_by`, `among` and `wanted` are what the criterion made of its settings.
    """

    __tablename__ = "badge"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Localised] = mapped_column(JSONB)
    description: Mapped[Localised] = mapped_column(JSONB)
    icon: Mapped[str] = mapped_column(server_default="award")
    criterion: Mapped[str]
    settings: Mapped[Json] = mapped_column(JSONB)
    counted_kinds: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    counted_by: Mapped[str]
    among: Mapped[list[str] | None] = mapped_column(ARRAY(TEXT))
    wanted: Mapped[int]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    published_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Award(Base):
    """A badge held by a person: once, perhaps withdrawn, and given back if what it rested on comes back.

    `announcements` counts the times that the journal was told of it, so that each telling has a name.
    """

    __tablename__ = "award"

    id: Mapped[Id]
    badge_id: Mapped[int] = mapped_column(ForeignKey("badge.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    awarded_at: Mapped[Moment]
    criterion_version: Mapped[int]
    announcements: Mapped[int] = mapped_column(server_default=text("1"))
    revoked_at: Mapped[datetime | None]
    revoked_because: Mapped[str | None]

    __table_args__ = (UniqueConstraint("badge_id", "person_id"), Index("ix_award_person", "person_id"))
