"""The tables of signals: what was counted of each person, and who switched detection off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base


class AmbassadorSignals(Base):
    """The signals of one person over the year before `counted_at`; `unit_ids` are the other teams that they helped.

    Whoever takes part and left detection on has one; `counted_at` null: it waits for the first count.
    `level` is the responsibility that counts earned, now or earlier; it sleeps while `is_idle`, which is a year without a sign.
    """

    __tablename__ = "ambassador_signals"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    counted_at: Mapped[datetime | None] = mapped_column(index=True)
    helped: Mapped[int]
    animated: Mapped[int]
    wrote: Mapped[int]
    thanked: Mapped[int]
    unit_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    is_supported: Mapped[bool] = mapped_column(server_default=text("false"))
    level: Mapped[str | None]
    is_idle: Mapped[bool] = mapped_column(server_default=text("false"))

    __table_args__ = (CheckConstraint("level in ('contributor', 'animator')", name="level"),)


class SignalRefusal(Base):
    """Somebody switched detection off: nothing about them is counted. The choice is all that is kept, without its day."""

    __tablename__ = "signal_refusal"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
