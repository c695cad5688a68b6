"""Reads of volunteers: a person's own answers, and whether a round has volunteers on both sides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from app.kernel.database import is_one_of, session
from app.people.models import Choices, Member, Person
from mentoring.rounds.models import MentoringSkill
from mentoring.volunteers.models import AvoidanceSaid, Volunteer, VolunteerSkill
from mentoring.volunteers.terms import Level, Side, Terms


def held_volunteer(round_id: int, person_id: int) -> Volunteer | None:
    """What a person said for a round, withdrawn or not; held until the transaction ends."""
    mine = select(Volunteer).where(Volunteer.round_id == round_id, Volunteer.person_id == person_id)
    return session().scalar(mine.with_for_update().execution_options(populate_existing=True))


def terms_of_volunteer(mine: Volunteer) -> Terms:
    """What a person said, as they said it, with whom they wrote that they would rather avoid."""
    return Terms(
        side=Side(mine.side),
        languages=tuple(mine.languages),
        slots=tuple((day, start, end) for day, start, end in mine.slots),
        skills=_skills_of([mine.id]).get(mine.id, {}),
        remote=mine.remote,
        interests=tuple(mine.interests),
        hopes=mine.hopes,
        capacity=mine.capacity,
        avoids=lines_of(mine.person_id),
    )


def skills_held_by(volunteer_id: int) -> Collection[str]:
    """The slugs of the skills that somebody wished for or offers."""
    return _skills_of([volunteer_id]).get(volunteer_id, {}).keys()


def lines_of(person_id: int) -> tuple[str, ...]:
    """Whom a person wrote that they would rather avoid, in their own words."""
    return tuple(session().scalar(select(AvoidanceSaid.lines).where(AvoidanceSaid.person_id == person_id)) or ())


def people_called(lines: Sequence[str], *, other_than: int) -> Sequence[int]:
    """Everybody whose e-mail or whole name is one of these lines; every one of them when several bear a name."""
    told = [func.lower(line) for line in lines]
    named = (
        Person.email,
        func.lower(Person.given_name + " " + Person.family_name),
        func.lower(Person.family_name + " " + Person.given_name),
    )
    called = or_(*(name.in_(told) for name in named))
    return session().scalars(select(Person.id).where(called, Person.id != other_than)).all()


def has_accepted_charter(person_id: int) -> bool:
    """Whether a person has accepted a charter; volunteering asks for nothing more."""
    return session().scalar(select(Choices.charter_version).where(Choices.person_id == person_id)) is not None


def earlier_preparation(person_id: int) -> tuple[list[str], datetime | None]:
    """The pages that a person read for another round, and when they had read all of them."""
    mine = select(Volunteer.preparation, Volunteer.prepared_at).where(Volunteer.person_id == person_id)
    row = (
        session().execute(mine.order_by(Volunteer.prepared_at.nulls_last(), Volunteer.id.desc()).limit(1)).one_or_none()
    )
    return ([], None) if row is None else (list(row.preparation), row.prepared_at)


def _skills_of(volunteer_ids: Sequence[int]) -> dict[int, dict[str, Level]]:
    asked = (
        select(VolunteerSkill.volunteer_id, MentoringSkill.slug, VolunteerSkill.level, VolunteerSkill.wanted)
        .join(MentoringSkill, MentoringSkill.id == VolunteerSkill.skill_id)
        .where(is_one_of(VolunteerSkill.volunteer_id, volunteer_ids))
        .order_by(MentoringSkill.slug)
    )
    found: dict[int, dict[str, Level]] = {}
    for row in session().execute(asked):
        found.setdefault(row.volunteer_id, {})[row.slug] = Level(level=row.level, wanted=row.wanted)
    return found


def has_both_sides(round_id: int) -> bool:
    """Whether there is a senior and a prepared junior, neither of whom withdrew or left."""
    ready = or_(Volunteer.side == "senior", Volunteer.prepared_at.is_not(None))
    here = and_(Volunteer.round_id == round_id, Volunteer.state == "open", Member.is_here, ready)
    sides = select(func.count(Volunteer.side.distinct())).join(Member, Member.id == Volunteer.person_id).where(here)
    return session().scalar(sides) == 2
