"""The tables of notices: the inbox, every e-mail with its outcome, and what each person chose."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Json, Moment

UNGUESSABLE = "replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')"
"""Drawn by PostgreSQL from its strong source of chance."""


class Notice(Base):
    """One notice to one person: its kind (code), the params of its texts, and its link. The key is unique for the person.

    `written_at` is when it came here, which digests go by: a late activity writes notices of what happened long before.
    """

    __tablename__ = "notice"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    kind: Mapped[str]
    key: Mapped[str]
    params: Mapped[Json] = mapped_column(JSONB)
    path: Mapped[str]
    happened_at: Mapped[Moment]
    written_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_notice_inbox", "person_id", "id"),
        Index("ix_notice_unread", "person_id", "kind", postgresql_where=text("read_at is null")),
        Index("ix_notice_happened_at", "happened_at"),
    )


class Mail(Base):
    """One e-mail to one person. The row is committed as `sending` before a server gets it.

    A notice's mail says what its notice says; `params` holds the items of a digest until it is sent. A trial says that mail arrives.
    """

    __tablename__ = "mail"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    key: Mapped[str]
    kind: Mapped[str]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id", ondelete="set null"))
    params: Mapped[Json] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    state: Mapped[str] = mapped_column(server_default="waiting")
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    due_at: Mapped[Moment]
    started_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    because: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        CheckConstraint("kind in ('notice', 'digest', 'welcome', 'trial')", name="kind"),
        CheckConstraint("state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')", name="state"),
        Index("ix_mail_due", "due_at", postgresql_where=text("state = 'waiting'")),
        Index("ix_mail_started", "started_at", postgresql_where=text("state = 'sending'")),
        Index("ix_mail_notice_id", "notice_id"),
        Index("ix_mail_created_at", "created_at"),
        Index(
            "uq_mail_pending",
            "person_id",
            unique=True,
            postgresql_where=text("kind in ('digest', 'welcome') and state in ('waiting', 'sending')"),
        ),
    )


class MailChoices(Base):
    """What a person chose about e-mail, and what was sent to them.

    `written_at` is when the last digest or welcome (`written_by`) began to leave: the next waits seven days.
    `news_until` is the moment up to which the last digest that arrived said what is new: the next begins there.
    `unseen` counts those in a row after which the person did not come. `refused_email` is the address that the mail
    server refused last, with its answer: while it is still the person's, nothing reaches them.
    """

    __tablename__ = "mail_choices"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, server_default=text(UNGUESSABLE))
    rhythm: Mapped[str] = mapped_column(server_default="weekly")
    weekday: Mapped[int] = mapped_column(SmallInteger, server_default=text("2"))
    transactional: Mapped[bool] = mapped_column(server_default=text("true"))
    considered_on: Mapped[date | None]
    written_at: Mapped[datetime | None]
    written_by: Mapped[int | None]
    unseen: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    welcomed_at: Mapped[datetime | None]
    news_until: Mapped[datetime | None]
    refused_email: Mapped[str | None]
    refused_because: Mapped[str | None]
    refused_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("rhythm in ('weekly', 'monthly', 'never')", name="rhythm"),
        CheckConstraint("weekday between 1 and 5", name="weekday"),
    )
