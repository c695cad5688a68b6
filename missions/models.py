"""Missions' tables: what is invited, in which version, the routes it stands on, and how far each person got."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, INTERVAL, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from app.journal.counter import WAYS_OF_COUNTING
from app.kernel.database import Base, Id, Json, Localised, Moment


class Mission(Base):
    """An invitation to act, with a permanent slug; its texts and settings are in its versions.

    `state`: a draft invites nobody yet; a paused one is proposed to nobody new, and whoever began goes on;
    an ended one counts nothing that happens after `ended_at`.
    """

    __tablename__ = "mission"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(server_default="draft")
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("state in ('draft', 'published', 'paused', 'ended')", name="state"),
        CheckConstraint("(state = 'ended') = (ended_at is not null)", name="ended"),
    )


class MissionVersion(Base):
    """The texts and settings of a mission. `published_at` null: the draft of the next version; one at most.

    `kind` is code and validates `settings`; `counted_kinds` to `within_days` are what it made of them: how
    many different keys, among effective facts that are those events (about `among`, in `communities`), within so many days.
    `times` per `period` is how often it may be completed: once, or n per day, week or month where the person works.
    `standalone` opens it by itself, whether it stands on a path or not.
    """

    __tablename__ = "mission_version"

    id: Mapped[Id]
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id", ondelete="cascade"))
    number: Mapped[int]
    kind: Mapped[str]
    settings: Mapped[Json] = mapped_column(JSONB)
    title: Mapped[Localised] = mapped_column(JSONB)
    why: Mapped[Localised] = mapped_column(JSONB)
    who_sees: Mapped[Localised] = mapped_column(JSONB)
    minutes: Mapped[int]
    points: Mapped[int]
    link: Mapped[str | None]
    rehearsal: Mapped[bool] = mapped_column(server_default=text("false"))
    standalone: Mapped[bool] = mapped_column(server_default=text("false"))
    audience: Mapped[Json] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    times: Mapped[int] = mapped_column(server_default=text("1"))
    period: Mapped[str] = mapped_column(server_default="once")
    counted_kinds: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    counted_by: Mapped[str]
    among: Mapped[list[str] | None] = mapped_column(ARRAY(TEXT))
    communities: Mapped[list[str] | None] = mapped_column(ARRAY(TEXT))
    wanted: Mapped[int]
    within_days: Mapped[int | None]
    published_at: Mapped[datetime | None]
    is_current: Mapped[bool] = mapped_column(server_default=text("false"))

    __table_args__ = (
        UniqueConstraint("mission_id", "number"),
        CheckConstraint("minutes between 1 and 60", name="minutes"),
        CheckConstraint("points >= 0", name="points"),
        CheckConstraint("wanted >= 1", name="wanted"),
        CheckConstraint("period in ('once', 'day', 'week', 'month')", name="period"),
        CheckConstraint("times >= 1 and (period <> 'once' or times = 1)", name="times"),
        CheckConstraint(f"counted_by in ({WAYS_OF_COUNTING})", name="counted_by"),
        CheckConstraint("not is_current or published_at is not null", name="current"),
        Index("ix_mission_version_current", "mission_id", unique=True, postgresql_where=text("is_current")),
        Index("ix_mission_version_draft", "mission_id", unique=True, postgresql_where=text("published_at is null")),
        Index("ix_mission_version_counted_kinds", "counted_kinds", postgresql_using="gin"),
    )


class Path(Base):
    """Missions in an order, for an audience; if it opens on joining, people who take part are enrolled automatically.

    `objective` is what the company wants from it, `sponsor` who stands for it: both are required before publication.
    `past_position`: the last person for whom it was judged since it changed or lost a mission, null when everybody was.
    """

    __tablename__ = "path"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Localised] = mapped_column(JSONB)
    why: Mapped[Localised] = mapped_column(JSONB)
    objective: Mapped[Localised] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    sponsor: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="published")
    audience: Mapped[Json] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    opens_on_joining: Mapped[bool] = mapped_column(server_default=text("false"))
    past_position: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (CheckConstraint("state in ('draft', 'published', 'ended')", name="state"),)


class PathStep(Base):
    """A mission's place on a path, and how many days after a person's arrival it opens."""

    __tablename__ = "step"

    path_id: Mapped[int] = mapped_column(ForeignKey("path.id", ondelete="cascade"), primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"), primary_key=True)
    place: Mapped[int]
    opens_after_days: Mapped[int] = mapped_column(server_default=text("0"))

    __table_args__ = (
        UniqueConstraint("path_id", "place"),
        CheckConstraint("opens_after_days between 0 and 366", name="opens_after_days"),
        Index("ix_step_mission", "mission_id"),
    )


class Prerequisite(Base):
    """On a path, one mission is proposed only after another; what counts for it counts all the same."""

    __tablename__ = "prerequisite"

    path_id: Mapped[int] = mapped_column(ForeignKey("path.id", ondelete="cascade"), primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"), primary_key=True)
    needs_id: Mapped[int] = mapped_column(ForeignKey("mission.id"), primary_key=True)

    __table_args__ = (CheckConstraint("needs_id <> mission_id", name="itself"),)


class Enrolment(Base):
    """One person on one version of a mission: the window that counts, and the progress derived from the facts in it.

    `done` and `times_done` are those of `period_on`, the latest period with something in it; `completed_at` is the
    moment of the fact that made the latest completion. `counted_as`, `last_counted_at` and `counted_keys` are what the count
    remembers so that a later fact adds to it; null: it is made anew. All seven are derived. `skipped_at` and `later_until` are the person's.
    """

    __tablename__ = "enrolment"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("mission_version.id"))
    opened_at: Mapped[Moment]
    opens_at: Mapped[Moment]
    counts_from: Mapped[Moment]
    counts_until: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(server_default=text("0"))
    times_done: Mapped[int] = mapped_column(server_default=text("0"))
    period_on: Mapped[date | None]
    completed_at: Mapped[datetime | None]
    counted_as: Mapped[int | None]
    last_counted_at: Mapped[datetime | None]
    counted_keys: Mapped[list[str] | None] = mapped_column(ARRAY(TEXT))
    later_until: Mapped[datetime | None]
    skipped_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("person_id", "mission_id", "version_id"),
        Index("ix_enrolment_version", "version_id"),
        Index("ix_enrolment_mission", "mission_id", "completed_at"),
    )


class Completion(Base):
    """The nth completion of an enrolment in one period (the first of its days; the year 1 when it is done once).

    `completed_at` null: it was taken back, because what it rested on was. `announcements` counts the facts appended about it.
    """

    __tablename__ = "completion"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="cascade"), primary_key=True)
    period_on: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    completed_at: Mapped[datetime | None]
    announcements: Mapped[int] = mapped_column("tellings", server_default=text("0"))


class PathCompletion(Base):
    """How a person who completed a mission of a path stands with the path. Its row is locked while it is judged.

    `completed_at` null: not completed, or taken back. `mission_ids` are those that the first completion rested on: with all of
    them the path is completed, whatever is added to it later. `announcements` counts the facts `path.completed` about it.
    """

    __tablename__ = "path_completion"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    path_id: Mapped[int] = mapped_column(ForeignKey("path.id", ondelete="cascade"), primary_key=True)
    completed_at: Mapped[datetime | None]
    mission_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'::bigint[]"))
    announcements: Mapped[int] = mapped_column(server_default=text("0"))


class EnrolmentExtension(Base):
    """So much more time for an enrolment, for one pause (the name of the fact that ended it); never twice for the same."""

    __tablename__ = "extension"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="cascade"), primary_key=True)
    cause: Mapped[str] = mapped_column(primary_key=True)
    added_for: Mapped[timedelta] = mapped_column(INTERVAL)
