"""Reads of volunteers: a person's own answers, and whether a round has volunteers on both sides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from app.kernel.database import in_ids_condition, session
from app.people.models import Choices, Member, Person
from app.people.queries import has_name_condition
from mentoring.rounds.models import MentoringSkill
from mentoring.volunteers.models import AvoidanceText, Volunteer, VolunteerSkill
from mentoring.volunteers.preferences import PresentAndWantedLevel, VolunteerPreferences, VolunteerSide, decode_absences


def lock_volunteer(round_id: int, person_id: int) -> Volunteer | None:
    """A person's row for a round, withdrawn or not, locked until the transaction ends."""
    volunteer = select(Volunteer).where(Volunteer.round_id == round_id, Volunteer.person_id == person_id)
    return session().scalar(volunteer.with_for_update().execution_options(populate_existing=True))


def load_volunteer_preferences(volunteer: Volunteer) -> VolunteerPreferences:
    """The terms that a volunteer saved, with the names that they wrote to avoid."""
    return VolunteerPreferences(
        side=VolunteerSide(volunteer.side),
        languages=tuple(volunteer.languages),
        slots=tuple((day, start, end) for day, start, end in volunteer.slots),
        skills=_load_skill_levels_by_volunteer([volunteer.id]).get(volunteer.id, {}),
        remote=volunteer.remote,
        away=decode_absences(volunteer.away),
        interests=tuple(volunteer.interests),
        hopes=volunteer.hopes,
        capacity=volunteer.capacity,
        avoids=list_avoidance_lines(volunteer.person_id),
    )


def list_chosen_skill_slugs(volunteer_id: int) -> Collection[str]:
    """The slugs of the skills that a volunteer wishes for or offers."""
    return _load_skill_levels_by_volunteer([volunteer_id]).get(volunteer_id, {}).keys()


def list_avoidance_lines(person_id: int) -> tuple[str, ...]:
    """The names and addresses that a person wrote to avoid, line by line as typed."""
    return tuple(session().scalar(select(AvoidanceText.lines).where(AvoidanceText.person_id == person_id)) or ())


def list_person_ids_by_name_or_email(lines: Sequence[str], *, other_than: int) -> Sequence[int]:
    """The ids of all people whose e-mail or full name is one of these lines; namesakes are all included."""
    lowered = [func.lower(line) for line in lines]
    called = or_(Person.email.in_(lowered), has_name_condition(lines))
    return session().scalars(select(Person.id).where(called, Person.id != other_than)).all()


def has_accepted_charter(person_id: int) -> bool:
    """Whether a person has accepted a charter, which is all that volunteering needs."""
    return session().scalar(select(Choices.charter_version).where(Choices.person_id == person_id)) is not None


def read_earlier_preparation(person_id: int) -> tuple[list[str], datetime | None]:
    """The pages that a person read for another round, and the moment when all were read; ([], None) if there is none."""
    volunteer = select(Volunteer.preparation, Volunteer.prepared_at).where(Volunteer.person_id == person_id)
    row = (
        session()
        .execute(volunteer.order_by(Volunteer.prepared_at.nulls_last(), Volunteer.id.desc()).limit(1))
        .one_or_none()
    )
    return ([], None) if row is None else (list(row.preparation), row.prepared_at)


def _load_skill_levels_by_volunteer(volunteer_ids: Sequence[int]) -> dict[int, dict[str, PresentAndWantedLevel]]:
    statement = (
        select(VolunteerSkill.volunteer_id, MentoringSkill.slug, VolunteerSkill.level, VolunteerSkill.wanted)
        .join(MentoringSkill, MentoringSkill.id == VolunteerSkill.skill_id)
        .where(in_ids_condition(VolunteerSkill.volunteer_id, volunteer_ids))
        .order_by(MentoringSkill.slug)
    )
    skills: dict[int, dict[str, PresentAndWantedLevel]] = {}
    for row in session().execute(statement):
        skills.setdefault(row.volunteer_id, {})[row.slug] = PresentAndWantedLevel(level=row.level, wanted=row.wanted)
    return skills


def has_ready_senior_and_junior(round_id: int) -> bool:
    """Whether a round has a senior and a prepared junior who have neither withdrawn nor left."""
    ready = or_(Volunteer.side == "senior", Volunteer.prepared_at.is_not(None))
    here = and_(Volunteer.round_id == round_id, Volunteer.state == "open", Member.is_here, ready)
    sides = select(func.count(Volunteer.side.distinct())).join(Member, Member.id == Volunteer.person_id).where(here)
    return session().scalar(sides) == 2
