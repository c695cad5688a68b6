"""The tables of webhooks: endpoints, deliveries and attempts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.audited import AuditedColumn, audit_changes
from app.kernel.database import Base, Id, Json, Moment
from app.kernel.texts import N_
from app.webhooks.wording import FORM_LABELS, KIND_LABELS


class Endpoint(Base):
    """An address to which some kinds of facts are sent."""

    __tablename__ = "endpoint"

    id: Mapped[Id]
    url: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    kinds: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    secret: Mapped[str]
    old_secret: Mapped[str | None]
    old_secret_until: Mapped[datetime | None]
    older_secrets: Mapped[list[list[str]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    """Those before `old_secret`, and replaced signing keys, the latest first: each with the moment until which it signs too (ISO 8601)."""
    form: Mapped[str] = mapped_column(server_default="standard")
    """What the body of a message is: `standard`, as Standard Webhooks has it, or `cloudevents`."""
    signing_key: Mapped[str | None]
    """The Ed25519 key that signs beside the secret, for receivers that hold the public one."""
    last_test: Mapped[Json | None]
    """When a test was sent and what came back, as the answers of the API say it."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    failing_since: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    disabled_because: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("form in ('standard', 'cloudevents')", name="form"),
        audit_changes(
            N_("Webhook"),
            "url",
            {
                "url": N_("Adresse"),
                "description": N_("Description"),
                "kinds": AuditedColumn(N_("Événements"), words=KIND_LABELS),
                "disabled_at": N_("Désactivé"),
                "disabled_because": N_("Pourquoi"),
                "!secret": N_("Secret"),
                "form": AuditedColumn(N_("Forme des messages"), words=FORM_LABELS),
                "!signing_key": N_("Clé de signature"),
            },
        ),
    )


class Delivery(Base):
    """One message to one endpoint. `message_id` is the same in every attempt: the receiver's idempotency key."""

    __tablename__ = "delivery"

    id: Mapped[Id]
    endpoint_id: Mapped[int] = mapped_column(ForeignKey("endpoint.id", ondelete="cascade"))
    fact_id: Mapped[int]
    message_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    body: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="due")
    tries: Mapped[int] = mapped_column(server_default=text("0"))
    due_at: Mapped[Moment]
    claimed_until: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    attempts: Mapped[list[Attempt]] = relationship(viewonly=True, lazy="raise", order_by="Attempt.id")

    __table_args__ = (
        UniqueConstraint("endpoint_id", "fact_id"),
        CheckConstraint("state in ('due', 'delivered', 'given_up')", name="state"),
        Index("ix_delivery_due", "endpoint_id", "due_at", postgresql_where=text("state = 'due'")),
    )


class Attempt(Base):
    """One attempt at one delivery: what came back, and how long it took in milliseconds."""

    __tablename__ = "attempt"

    id: Mapped[Id]
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id", ondelete="cascade"), index=True)
    at: Mapped[Moment]
    status: Mapped[int | None]
    error: Mapped[str | None]
    milliseconds: Mapped[int]
