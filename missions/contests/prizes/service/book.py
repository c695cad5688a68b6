"""The records of hand-overs, for payroll: written once, and deleted when their retention ends."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import delete

from app.kernel.application import current_settings
from app.kernel.database import session
from app.people.models import Person
from missions.contests.models import Contest
from missions.contests.prizes.models import ContestPrize, ContestWin, PrizeHandOver
from missions.contests.prizes.queries import find_first_kept_day
from missions.contests.prizes.service.award import CENTS
from missions.contests.queries import get_terms


def record_hand_over(contest: Contest, win: ContestWin, prize: ContestPrize) -> None:
    """Keep what payroll books of a win that was just handed over; of a group's nothing, for nobody is paid it."""
    if win.person_id is None:
        return
    assert win.handed_over_at is not None, "The prize was handed over."
    terms, person = get_terms(contest), session().get_one(Person, win.person_id)
    title = next(listed.title for listed in terms.prizes if listed.key == prize.key)
    record = PrizeHandOver(win_id=win.id, person_id=person.id, external_id=person.external_id)
    record.given_name, record.family_name = person.given_name, person.family_name
    record.contest, record.prize = dict(terms.title), dict(title)
    record.value_cents, record.prize_class = win.value_cents, prize.prize_class
    record.handed_over_on = win.handed_over_at.astimezone(ZoneInfo(terms.calendar.zone)).date()
    record.ceiling_cents = current_settings().prize_ceiling * CENTS
    session().add(record)
    session().flush()


def delete_old_hand_overs() -> None:
    """Delete the records whose retention is over; done twice, it deletes nothing more."""
    session().execute(delete(PrizeHandOver).where(PrizeHandOver.handed_over_on < find_first_kept_day()))
