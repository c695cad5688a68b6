"""Reads and locks of rounds, their daily cycle, and the names of regions, sites and units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.public_holidays import find_holiday_calendar_of_zone
from app.kernel.workplace import PlaceOfWork
from app.people.groups.queries import read_group_names_by_slug
from app.people.models import Region, Site, Unit
from app.people.queries import load_workplaces_by_person
from mentoring.rounds.daily_cycle import compute_last_cycle_time, compute_next_cycle_time
from mentoring.rounds.models import MentoringSkill, Round

_VOLUNTEER_OF_MAIN_SITE = text(
    """
    select min(p.id) from mentoring_volunteer v join person p on p.id = v.person_id join site s on s.id = p.site_id
    where v.round_id = :round_id group by s.time_zone, s.id
    order by sum(count(*)) over (partition by s.time_zone) desc, s.time_zone, count(*) desc, s.id limit 1
    """
)
"""A volunteer at the largest site in the time zone of most volunteers."""

COMPANY_ZONE = "Europe/Paris"
"""The clock of a round that has no volunteers yet."""


class NoSuchRound(NotFound):
    """No round has this slug, or none that concerns this person."""


def get_round(slug: str) -> Round:
    """The round with this slug; NoSuchRound otherwise."""
    round_ = find_round(slug)
    if round_ is None:
        raise NoSuchRound(f"No round is called {slug}.")
    return round_


def find_round(slug: str) -> Round | None:
    """The round with this slug."""
    return session().scalar(select(Round).where(Round.slug == slug))


def lock_round(round_id: int) -> Round:
    """The round, locked against change and other locks until the transaction ends."""
    query = select(Round).where(Round.id == round_id).with_for_update()
    return session().scalars(query.execution_options(populate_existing=True)).one()


def lock_round_shared(round_id: int) -> Round:
    """The round, locked against change until the transaction ends; others may take the same lock."""
    query = select(Round).where(Round.id == round_id).with_for_update(read=True)
    return session().scalars(query.execution_options(populate_existing=True)).one()


def lock_round_table() -> None:
    """Lock the table of rounds against other writers until the transaction ends, so that slugs stay unique."""
    session().execute(text("lock table mentoring_round in share row exclusive mode"))


def list_rounds() -> Sequence[Round]:
    """All rounds, the latest start first."""
    return session().scalars(select(Round).order_by(Round.starts_on.desc(), Round.slug)).all()


def has_listed_skills() -> bool:
    """Whether a skill is listed."""
    return session().scalar(select(select(MentoringSkill.id).where(MentoringSkill.state == "listed").exists())) or False


def read_region_names_by_slug() -> dict[str, str]:
    """The names of regions, by their slugs."""
    return read_group_names_by_slug(Region)


def read_site_names_by_slug() -> dict[str, str]:
    """The names of sites, by their slugs."""
    return read_group_names_by_slug(Site)


def read_unit_names_by_slug() -> dict[str, str]:
    """The names of units, by their slugs."""
    return read_group_names_by_slug(Unit)


def load_main_workplace_of_round(round_id: int) -> PlaceOfWork:
    """Where most volunteers of a round work: its hours and its public holidays are those of the daily cycle."""
    person_id = session().scalar(_VOLUNTEER_OF_MAIN_SITE, {"round_id": round_id})
    if person_id is not None:
        return load_workplaces_by_person([person_id])[person_id]
    holidays = find_holiday_calendar_of_zone(COMPANY_ZONE)
    return PlaceOfWork(zone=COMPANY_ZONE, hours=current_settings().working_hours, holidays=holidays)


def compute_last_cycle_time_of_round(round_id: int) -> datetime:
    """The latest daily cycle of a round."""
    return compute_last_cycle_time(clock.now(), load_main_workplace_of_round(round_id))


def compute_next_cycle_time_of_round(round_id: int) -> datetime:
    """The next daily cycle of a round."""
    return compute_next_cycle_time(clock.now(), load_main_workplace_of_round(round_id))
