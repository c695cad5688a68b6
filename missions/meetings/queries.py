"""Reads of meetings: the code that a person shows, whose a code is, and when two people last met for a mission."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from app.journal.models import Fact
from app.kernel.database import session
from missions.meetings.models import MeetingCode


def find_meeting_code(person_id: int, mission_id: int, now: datetime) -> MeetingCode | None:
    """The code that this person shows at this moment."""
    own_codes = select(MeetingCode).where(MeetingCode.person_id == person_id, MeetingCode.mission_id == mission_id)
    return session().scalars(own_codes.where(MeetingCode.shown_until > now)).first()


def find_code_owner_id(mission_id: int, digits: str, now: datetime) -> int | None:
    """Who shows these digits at this moment."""
    shown = select(MeetingCode.person_id).where(MeetingCode.mission_id == mission_id, MeetingCode.digits == digits)
    return session().scalar(shown.where(MeetingCode.shown_until > now))


def find_last_meeting_at(person_id: int, other_id: int, mission: str) -> datetime | None:
    """When two people last confirmed to each other that they met for that mission."""
    both = (Fact.actor_id == person_id, Fact.counterpart_id == other_id)
    met = select(func.max(Fact.occurred_at)).where(Fact.kind == "meeting.confirmed", Fact.object == mission, *both)
    return session().scalar(met)
