"""The tables of thanks: what people wrote to one another, and from whom somebody wants no more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment

UNGUESSABLE = "gen_random_uuid()::text"


class Thanks(Base):
    """What one person wrote to another. The journal knows its `token` alone: neither who received it, nor its words.

    `submission` was drawn for the form, so that a second click is the same thanks. `delivered_at` null: the receiver does
    not know of it yet, and the giver may take it back. `audience` is the receiver's choice. `removed_at`: the receiver put
    it away; the giver still reads their own words, until they are old. `giver_id` null: the giver left.
    `quote_state`: whether the receiver wishes to show the words publicly, and what the giver said to it; `is_list_agreed`: the giver
    was told that communications may quote them too. `is_on_sheet` and `is_on_list`: the receiver attached them.
    """

    __tablename__ = "thanks"

    id: Mapped[Id]
    token: Mapped[str] = mapped_column(server_default=text(UNGUESSABLE), unique=True)
    giver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    reason: Mapped[str]
    effect: Mapped[str | None]
    submission: Mapped[str]
    given_at: Mapped[Moment]
    delivered_at: Mapped[datetime | None]
    audience: Mapped[str] = mapped_column(server_default="private")
    removed_at: Mapped[datetime | None]
    quote_state: Mapped[str | None]
    is_list_agreed: Mapped[bool] = mapped_column(server_default=false())
    is_on_sheet: Mapped[bool] = mapped_column(server_default=false())
    is_on_list: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (
        UniqueConstraint("giver_id", "submission"),
        CheckConstraint("giver_id <> receiver_id", name="giver"),
        CheckConstraint("audience in ('private', 'team', 'everybody')", name="audience"),
        CheckConstraint("audience = 'private' or (delivered_at is not null and removed_at is null)", name="shown"),
        CheckConstraint("quote_state in ('wished', 'declined', 'agreed')", name="quote_state"),
        Index("ix_thanks_receiver", "receiver_id", "given_at"),
        Index("ix_thanks_giver", "giver_id", "given_at"),
        Index("ix_thanks_waiting", "given_at", postgresql_where=text("delivered_at is null")),
        Index("ix_thanks_removed", "given_at", postgresql_where=text("removed_at is not null")),
        Index("ix_thanks_shown", "given_at", postgresql_where=text("audience <> 'private'")),
    )


class ThanksRefusal(Base):
    """A person wants no thanks from this colleague; with themselves as the colleague, from nobody. The colleague is not told."""

    __tablename__ = "thanks_refusal"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)

    __table_args__ = (Index("ix_thanks_refusal_giver", "giver_id"),)
