"""The tables of credentials: public keys, places in the lists of revoked ones, what was signed, and pages that holders opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.audited import audit_changes
from app.kernel.database import Base, Json, Moment
from app.kernel.texts import N_
from badges.credentials.status_list import PLACES


class IssuerKey(Base):
    """The public half of a key that signs or signed, served for ever; the private half is never in the database."""

    __tablename__ = "issuer_key"

    name: Mapped[str] = mapped_column(primary_key=True)
    jwk: Mapped[Json] = mapped_column(JSONB)
    published_at: Mapped[Moment]

    __table_args__ = (audit_changes(N_("Clé de signature"), "name", {"name": N_("Nom de la clé")}),)


class StatusListPlace(Base):
    """A bit of a public list, given to one announcement of one award.

    It outlives the award: a place without an award, or whose award was revoked or announced again, is a revoked credential.
    The trigger `mark_revoked_places` keeps `is_revoked` as the award stands, so that a list is read without its awards.
    """

    __tablename__ = "status_list_place"

    list_number: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    award_id: Mapped[int | None] = mapped_column(ForeignKey("award.id", ondelete="set null"))
    announcement: Mapped[int]
    is_revoked: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (
        UniqueConstraint("award_id", "announcement"),
        CheckConstraint(f"place >= 0 and place < {PLACES}", name="place"),
        Index(
            "ix_status_list_place_revoked",
            "list_number",
            "place",
            postgresql_where=text("is_revoked or award_id is null"),
        ),
    )


class Credential(Base):
    """What was signed for one announcement of an award, as it was signed; it goes with the award.

    `subject` is the name of the award for the outside, the same each time it is announced.
    """

    __tablename__ = "credential"

    award_id: Mapped[int] = mapped_column(ForeignKey("award.id", ondelete="cascade"), primary_key=True)
    announcement: Mapped[int] = mapped_column(primary_key=True)
    list_number: Mapped[int]
    place: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("badge_version.id"))
    subject: Mapped[str]
    document: Mapped[str]
    jwt: Mapped[str]
    signed_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["list_number", "place"], ["status_list_place.list_number", "status_list_place.place"]),
        UniqueConstraint("list_number", "place"),
        Index("ix_credential_version", "version_id"),
    )


class BadgePage(Base):
    """A public page that a holder opened for one award; closing it deletes the row, and with it the address.

    Search engines may list it where `is_listed`, which its holder asks for apart.
    """

    __tablename__ = "badge_page"

    award_id: Mapped[int] = mapped_column(ForeignKey("award.id", ondelete="cascade"), primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    opened_at: Mapped[Moment]
    is_listed: Mapped[bool] = mapped_column(server_default=false())
