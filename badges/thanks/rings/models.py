"""The tables of rings: that a week was looked at, and the shapes that it had; no person is in them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class ThanksLook(Base):
    """The thanks of the weeks before this Monday were looked at. Only the latest look is kept."""

    __tablename__ = "thanks_look"

    until_on: Mapped[date] = mapped_column(primary_key=True)
    looked_at: Mapped[Moment]


class ThanksRing(Base):
    """A ring as a shape: how many people, how many thanks, which share stays inside, and who is tied, by places of the drawing."""

    __tablename__ = "thanks_ring"

    id: Mapped[Id]
    until_on: Mapped[date] = mapped_column(ForeignKey("thanks_look.until_on", ondelete="cascade"), index=True)
    people: Mapped[int]
    thanks: Mapped[int]
    share: Mapped[int]
    ties: Mapped[list[tuple[int, int]]] = mapped_column(JSONB)
