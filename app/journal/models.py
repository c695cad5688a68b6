"""The journal's tables: facts, and how far each reader got."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Computed, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.audited import AuditedColumn, audit_changes
from app.kernel.database import Base, Id, Json, Moment
from app.kernel.texts import N_

SHARDS = 4
"""In how many parts a reader's work is shared out, by the person's id."""


class Fact(Base):
    """One thing that happened. Appended, never edited.

    `tx` is the id of the transaction that wrote the row: readers order by (tx, id) and stop
    before the oldest transaction still under way, so none that commits late is jumped over.
    """

    __tablename__ = "fact"

    id: Mapped[Id]
    tx: Mapped[int] = mapped_column(BigInteger, server_default=text("(pg_current_xact_id()::text::bigint)"))
    shard: Mapped[int] = mapped_column(
        SmallInteger, Computed(f"mod(coalesce(actor_id, 0), {SHARDS})::smallint", persisted=True)
    )
    kind: Mapped[str]
    actor_id: Mapped[int | None]
    counterpart_id: Mapped[int | None]
    object: Mapped[str | None]
    community: Mapped[str | None]
    occurred_at: Mapped[Moment]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
    source: Mapped[str]
    source_key: Mapped[str]
    undoes: Mapped[str | None]
    body: Mapped[Json] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))

    __table_args__ = (
        UniqueConstraint("source", "source_key"),
        Index("ix_fact_order", "shard", "tx", "id"),
        Index("ix_fact_house", "tx", "id", postgresql_where=text("source = 'passerelle'")),
        Index("ix_fact_story", "actor_id", "kind", "occurred_at"),
        Index(
            "ix_fact_creation",
            "object",
            postgresql_where=text("kind in ('answer.created', 'comment.created', 'post.created')"),
        ),
        Index("ix_fact_about", "counterpart_id", postgresql_where=text("counterpart_id is not null")),
        Index("ix_fact_credited", "counterpart_id", "occurred_at", postgresql_where=text("kind = 'answer.accepted'")),
        Index(
            "ix_fact_choices",
            "tx",
            "id",
            postgresql_where=text(
                "kind in ('choices.changed', 'person.departed', 'person.left_game', 'person.paused')"
            ),
        ),
        Index(
            "ix_fact_gesture",
            text("gesture_target(kind, object, community, counterpart_id)"),
            text("COALESCE(actor_id, 0::bigint)"),
            postgresql_where=text(
                "kind in ('answer.accepted', 'community.joined', 'person.followed', 'post.liked', 'post.shared')"
            ),
        ),
        Index("ix_fact_answered", text("(body ->> 'answers')"), postgresql_where=text("kind = 'answer.created'")),
        Index(
            "ix_fact_written",
            "community",
            "occurred_at",
            postgresql_where=text(
                "kind in ('answer.created', 'comment.created', 'post.created') and community is not null"
            ),
        ),
        Index("ix_fact_ending", "object", postgresql_where=text("kind = 'mission.ended'")),
        Index("ix_fact_undoes", "undoes", postgresql_where=text("undoes is not null")),
    )


class Position(Base):
    """How far a reader got in one shard of the journal, the version of the reader that read it, and whether it reads facts again until it reaches the end."""

    __tablename__ = "position"

    reader: Mapped[str] = mapped_column(primary_key=True)
    shard: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    tx: Mapped[int] = mapped_column(server_default=text("0"))
    fact_id: Mapped[int] = mapped_column(server_default=text("0"))
    moved_at: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(server_default=text("1"))
    is_read_again: Mapped[bool] = mapped_column(server_default=text("false"))

    __table_args__ = (CheckConstraint(f"shard between 0 and {SHARDS - 1}", name="shard"),)


class Rebuild(Base):
    """When a reader of the journal, or a board, was last asked to be made anew from the facts."""

    __tablename__ = "rebuild"

    what: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    requested_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("what in ('board', 'reader')", name="what"),
        audit_changes(
            N_("Remise à neuf"),
            "name",
            {
                "what": AuditedColumn(
                    N_("Quoi"), words={"board": N_("Un classement"), "reader": N_("Un lecteur du journal")}
                ),
                "name": N_("Nom technique"),
                "requested_at": N_("Demandé"),
            },
        ),
    )
