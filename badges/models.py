"""The tables of badges: what can be earned, and who was awarded it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from app.journal.counter import WAYS_OF_COUNTING
from app.kernel.database import Base, Id, Json, Localised, Moment
from badges.medal import MedalColour, MedalShape, quote_names


class BadgeGroup(Base):
    """A theme under which the catalogue shows badges, in the order of `place`; its slug is permanent."""

    __tablename__ = "badge_group"

    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[Localised] = mapped_column(JSONB)
    place: Mapped[int]


class Badge(Base):
    """A badge with a permanent slug; its texts and its rule are in its versions.

    `state`: a draft is shown to nobody yet; a paused one is awarded to nobody new; an ended one counts nothing that happens
    after `ended_at`. What was awarded stays. `past_position`: the last person whose past was judged since a version was
    published, null when everybody's was. `holder_count`: how many people hold it, counted again every few minutes.
    """

    __tablename__ = "badge"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(server_default="draft")
    ended_at: Mapped[datetime | None]
    past_position: Mapped[int | None] = mapped_column(BigInteger)
    holder_count: Mapped[int] = mapped_column(server_default=text("0"))

    __table_args__ = (
        CheckConstraint("state in ('draft', 'published', 'paused', 'ended')", name="state"),
        CheckConstraint("(state = 'ended') = (ended_at is not null)", name="ended"),
    )


class BadgeVersion(Base):
    """What a badge says and takes: a criterion (code) with its settings, a name and a text in both languages, a drawing.

    `published_at` null: the draft of the next version; one at most. A counted rule is kept in `counted_kinds` to `until_on`.
    A composed one counts no kind: it stands in BadgeRequirement, and `wanted` is how many badges it takes.
    """

    __tablename__ = "badge_version"

    id: Mapped[Id]
    badge_id: Mapped[int] = mapped_column(ForeignKey("badge.id", ondelete="cascade"))
    number: Mapped[int]
    name: Mapped[Localised] = mapped_column(JSONB)
    description: Mapped[Localised] = mapped_column(JSONB)
    icon: Mapped[str] = mapped_column(server_default="award")
    shape: Mapped[str] = mapped_column(server_default="round")
    colour: Mapped[str] = mapped_column(server_default="petrole")
    criterion: Mapped[str]
    settings: Mapped[Json] = mapped_column(JSONB)
    counted_kinds: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    counted_by: Mapped[str]
    among: Mapped[list[str] | None] = mapped_column(ARRAY(TEXT))
    communities: Mapped[list[str] | None] = mapped_column(ARRAY(TEXT))
    wanted: Mapped[int]
    within_days: Mapped[int | None]
    until_on: Mapped[date | None]
    valid_months: Mapped[int | None]
    group_slug: Mapped[str | None] = mapped_column(ForeignKey("badge_group.slug", ondelete="set null"))
    published_at: Mapped[datetime | None]
    is_current: Mapped[bool] = mapped_column(server_default=text("false"))

    __table_args__ = (
        UniqueConstraint("badge_id", "number"),
        CheckConstraint(f"counted_by in ({WAYS_OF_COUNTING})", name="counted_by"),
        CheckConstraint(f"shape in ({quote_names(MedalShape)})", name="shape"),
        CheckConstraint(f"colour in ({quote_names(MedalColour)})", name="colour"),
        CheckConstraint("wanted >= 1", name="wanted"),
        CheckConstraint("valid_months >= 1", name="valid_months"),
        CheckConstraint("not is_current or published_at is not null", name="current"),
        Index("ix_badge_version_current", "badge_id", unique=True, postgresql_where=text("is_current")),
        Index("ix_badge_version_draft", "badge_id", unique=True, postgresql_where=text("published_at is null")),
        Index("ix_badge_version_group", "group_slug"),
        Index("ix_badge_version_counted_kinds", "counted_kinds", postgresql_using="gin"),
    )


class BadgeRequirement(Base):
    """A composed version needs another badge; badges never need one another in a circle."""

    __tablename__ = "badge_requirement"

    version_id: Mapped[int] = mapped_column(ForeignKey("badge_version.id", ondelete="cascade"), primary_key=True)
    required_id: Mapped[int] = mapped_column(ForeignKey("badge.id"), primary_key=True)

    __table_args__ = (Index("ix_badge_requirement_required", "required_id"),)


class BadgeGiver(Base):
    """Somebody who may give a badge that people give by hand."""

    __tablename__ = "badge_giver"

    badge_id: Mapped[int] = mapped_column(ForeignKey("badge.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)

    __table_args__ = (Index("ix_badge_giver_person", "person_id"),)


class Award(Base):
    """A badge of a person for one term: awarded once, revoked when what earned it is undone, and restored with it.

    It rests on the version of the badge that it was awarded by (`criterion_version` is its number), whatever is published
    later. `announcements` counts the facts `badge.awarded` about this person and badge, in all terms: the number is part of
    the name of each. `expires_at` is when the term ends, null for ever; `expired_at` is set when it did, and from then on
    nothing changes this row; the person was told before at `reminded_at`. `reason` and `evidence` are what a giver wrote. `is_barred`: it was revoked by hand, and no fact
    awards it again. `is_named`: its holder agreed to stand under their name on the page of the badge, for this term.
    """

    __tablename__ = "award"

    id: Mapped[Id]
    badge_id: Mapped[int] = mapped_column(ForeignKey("badge.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    awarded_at: Mapped[Moment]
    criterion_version: Mapped[int]
    announcements: Mapped[int] = mapped_column(server_default=text("1"))
    expires_at: Mapped[datetime | None]
    expired_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    reason: Mapped[str | None]
    evidence: Mapped[str | None]
    revoked_at: Mapped[datetime | None]
    revoked_because: Mapped[str | None]
    is_barred: Mapped[bool] = mapped_column(server_default=text("false"))
    is_named: Mapped[bool] = mapped_column(server_default=text("false"))

    __table_args__ = (
        CheckConstraint("expired_at is null or revoked_at is null", name="expired"),
        CheckConstraint("not is_barred or revoked_at is not null", name="barred"),
        CheckConstraint("not is_named or (revoked_at is null and expired_at is null)", name="named"),
        Index("ix_award_term", "badge_id", "person_id", unique=True, postgresql_where=text("expired_at is null")),
        Index("ix_award_person", "person_id"),
        Index("ix_award_expires_at", "expires_at", postgresql_where=text("expired_at is null and revoked_at is null")),
    )


class BadgeCount(Base):
    """How far a person is with a counted badge, since when it is complete, and what the count remembers so that a later fact adds to it.

    `counted_as` null: it is made anew with the next fact. All of it is derived.
    """

    __tablename__ = "badge_count"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    badge_id: Mapped[int] = mapped_column(ForeignKey("badge.id", ondelete="cascade"), primary_key=True)
    counted: Mapped[int]
    reached_at: Mapped[datetime | None]
    counted_as: Mapped[int | None]
    last_counted_at: Mapped[datetime | None]
    counted_keys: Mapped[list[str] | None] = mapped_column(ARRAY(TEXT))
