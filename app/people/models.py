"""People's tables: places and units, persons, roles, choices, and the tokens of machines; and the view `member`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.audited import audit_changes
from app.kernel.database import Base, DatabaseView, Id, Json, Moment
from app.kernel.texts import N_
from app.people.wording import ALIAS_COLUMNS, GROUP_COLUMNS, ROLE_COLUMNS, SITE_COLUMNS, TOKEN_COLUMNS


class Region(Base):
    """A part of the country or of the world that the company names so.

    A group keeps its `slug` for ever. `spellings` are the slugs of its other names: later ones, and those of groups that were
    merged into it. A merged group stays as a row without people.
    """

    __tablename__ = "region"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    spellings: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default="{}")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))

    __table_args__ = (audit_changes(N_("Région"), "name", GROUP_COLUMNS),)


class Site(Base):
    """A place where people work; its time zone (IANA name) is that of its people.

    Its working hours, when it has its own: spells of `work_minutes` that begin at the minute `work_starts` of
    each of `work_days` (1 is Monday). Null: the company's. `holidays` is the calendar of its public holidays ("FR",
    "DE-BY", "none"). Null: that of the country of its time zone.
    """

    __tablename__ = "site"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    time_zone: Mapped[str] = mapped_column(server_default="Europe/Paris")
    spellings: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default="{}")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    work_days: Mapped[list[int] | None] = mapped_column(ARRAY(SmallInteger))
    work_starts: Mapped[int | None]
    work_minutes: Mapped[int | None]
    holidays: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("num_nulls(work_days, work_starts, work_minutes) in (0, 3)", name="work"),
        CheckConstraint("work_starts between 0 and 1439 and work_minutes between 1 and 1440", name="work_minutes"),
        audit_changes(N_("Site"), "name", SITE_COLUMNS),
    )


class Unit(Base):
    """A team or department of the organisation chart."""

    __tablename__ = "unit"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    spellings: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default="{}")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    __table_args__ = (audit_changes(N_("Équipe"), "name", GROUP_COLUMNS),)


class Person(Base):
    """Anyone with an account. No date of birth, no pay, no appraisal: never, in no column.

    `manager_id` serves mentoring alone: its limits, and the line that a proposal tells its two people. The e-mail of somebody who left is free for others.
    """

    __tablename__ = "person"

    id: Mapped[Id]
    external_id: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    given_name: Mapped[str]
    family_name: Mapped[str]
    locale: Mapped[str] = mapped_column(server_default="fr")
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    job_title: Mapped[str] = mapped_column(server_default="")
    arrived_on: Mapped[date]
    left_on: Mapped[date | None]
    password_hash: Mapped[str | None]
    session_version: Mapped[int] = mapped_column(server_default=text("1"))

    __table_args__ = (
        CheckConstraint("locale in ('fr', 'en')", name="locale"),
        CheckConstraint("email = lower(email)", name="email"),
        CheckConstraint("manager_id <> id", name="manager"),
        Index("uq_person_email", "email", unique=True, postgresql_where=text("left_on is null")),
        Index("ix_person_name", "family_name", "given_name", "id"),
        Index("ix_person_name_key", text("full_name_key(given_name, family_name)")),
        Index("ix_person_reversed_name_key", text("full_name_key(family_name, given_name)")),
    )


class EndedSession(Base):
    """A session that was signed out of: a copy of its cookie opens nothing. Kept for as long as a session can last."""

    __tablename__ = "ended_session"

    id: Mapped[str] = mapped_column(primary_key=True)
    ended_at: Mapped[Moment] = mapped_column(index=True)


class ActorAlias(Base):
    """A name by which one network calls a person, beside their external_id: an account, a login, an e-mail."""

    __tablename__ = "actor_alias"

    source: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), index=True)

    __table_args__ = (audit_changes(N_("Nom d’une personne sur un réseau"), "source", ALIAS_COLUMNS),)


class PeopleFileFormat(Base):
    """How one HR system writes its people files: the headings, the order in dates, the encoding. No person is in it."""

    __tablename__ = "people_file_format"

    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[Json]
    kept_at: Mapped[Moment]


class PersonRole(Base):
    """A role that a person holds beside being a colleague."""

    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    given_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (audit_changes(N_("Rôle d’une personne"), "role", ROLE_COLUMNS),)


class Choices(Base):
    """What a person accepted and who sees what: private by default."""

    __tablename__ = "choices"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    joined_at: Mapped[datetime | None]
    charter_version: Mapped[int | None]
    charter_accepted_at: Mapped[datetime | None]
    on_boards: Mapped[bool] = mapped_column(server_default=text("false"))
    pseudonym: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("not on_boards or joined_at is not null", name="on_boards"),
        Index(
            "uq_choices_pseudonym",
            text("name_key(pseudonym)"),
            unique=True,
            postgresql_where=text("pseudonym is not null"),
        ),
    )


class Member(DatabaseView):
    """A person with their place and their choices, read-only: the one place that says who is here and who takes part.

    The SQL function `member_at(moment)` adds what depends on the moment: `is_paused`, `is_in_crisis`, `features_off`.
    """

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    given_name: Mapped[str]
    family_name: Mapped[str]
    locale: Mapped[str]
    job_title: Mapped[str]
    arrived_on: Mapped[date]
    unit_id: Mapped[int]
    site_id: Mapped[int]
    region_id: Mapped[int]
    time_zone: Mapped[str]
    work_days: Mapped[list[int] | None] = mapped_column(ARRAY(SmallInteger))
    work_starts: Mapped[int | None]
    work_minutes: Mapped[int | None]
    joined_at: Mapped[datetime | None]
    is_here: Mapped[bool]
    takes_part: Mapped[bool]


class Presence(Base):
    """The last day on which a person opened Passerelle: it decides when e-mail stops. No page shows it, but for the door of a demo."""

    __tablename__ = "presence"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    last_seen_on: Mapped[date]


class PersonalToken(Base):
    """What lets a program of a person's own choice fetch what is theirs; one each, of which only a SHA-256 is kept.

    `subject` is drawn: it is what the program may call the person.
    """

    __tablename__ = "personal_token"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    secret_sha256: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    created_at: Mapped[Moment]


class ServiceToken(Base):
    """What a machine shows to come in. Only a SHA-256 of the secret is kept; `source` signs its facts."""

    __tablename__ = "service_token"

    id: Mapped[Id]
    name: Mapped[str]
    secret_sha256: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    created_at: Mapped[Moment] = mapped_column(server_default=func.now())
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("name"),
        audit_changes(N_("Jeton d’une machine"), "name", TOKEN_COLUMNS),
    )
