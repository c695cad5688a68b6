"""Reads of what ambassadors agreed to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.kernel.database import session
from app.people.models import Member
from badges.ambassadors.models import Candidacy
from badges.ambassadors.publicity.models import AmbassadorListExport, AmbassadorPublicity
from badges.ambassadors.states import CandidacyState

_NAME = Member.given_name + " " + Member.family_name


@dataclass(frozen=True, kw_only=True)
class ShownAmbassador:
    """One line of the list; `sentence` is empty unless it was agreed to apart."""

    name: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ListExport:
    """A file that was taken."""

    by: str | None
    exported_at: datetime
    lines: int


def find_publicity(person_id: int) -> AmbassadorPublicity | None:
    """What a person agreed to, read anew."""
    own = select(AmbassadorPublicity).where(AmbassadorPublicity.person_id == person_id)
    return session().scalar(own.execution_options(populate_existing=True))


def list_shown_ambassadors() -> list[ShownAmbassador]:
    """The ambassadors whose term runs and who agree at this moment to be named, by family name."""
    shown = (
        select(_NAME.label("name"), AmbassadorPublicity.sentence)
        .join(AmbassadorPublicity, AmbassadorPublicity.person_id == Member.id)
        .join(Candidacy, Candidacy.person_id == Member.id)
        .where(Candidacy.state == CandidacyState.NAMED, AmbassadorPublicity.shows_name, Member.takes_part)
        .order_by(Member.family_name, Member.given_name, Member.id)
    )
    return [ShownAmbassador(name=name, sentence=sentence or "") for name, sentence in session().execute(shown)]


def list_latest_exports() -> Sequence[ListExport]:
    """Who took a file lately, the latest first."""
    columns = (_NAME.label("by"), AmbassadorListExport.exported_at, AmbassadorListExport.lines)
    taken = (
        select(*columns).select_from(AmbassadorListExport).outerjoin(Member, Member.id == AmbassadorListExport.by_id)
    )
    rows = session().execute(taken.order_by(AmbassadorListExport.id.desc()).limit(10))
    return [ListExport(**row) for row in rows.mappings()]
