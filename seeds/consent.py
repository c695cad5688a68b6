"""Which colleagues take part since when, whether they read the charter, and what they share: most join, some do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from app.kernel import clock
from app.people import queries
from app.people.charter import CURRENT
from app.people.service import participation
from seeds.demo import AMINATA, DEMO_SIGN_INS, MARC, SOFIA, THOMAS
from seeds.staff import Colleague
from seeds.workdays import LAUNCHED_AGO, draw_working_moment, workday_on_or_before

JOINING_SHARE = 0.78
"""The share of people who take part."""
STOPPING_MEMBERS = 3
"""How many members stopped taking part."""
PERSONA_EMAILS = {person.email for person in DEMO_SIGN_INS}
EMAILS_ON_BOARDS = {person.email for person in (AMINATA, THOMAS)}
"""The personas who chose to appear on boards; the others keep everything private, which is the default."""


@dataclass(frozen=True)
class DemoMember:
    """A colleague who takes part: since when, and how readily they act (0 to 1)."""

    colleague: Colleague
    joined_at: datetime
    zeal: float


def make_colleagues_join(people: list[Colleague], now: datetime, chance: Random) -> list[DemoMember]:
    """Write the choices of the colleagues who take part, and return them."""
    members = list(_draw_members(people, now, chance))
    for member in members:
        _join_and_write_choices(member, chance)
    return members


def _draw_members(people: list[Colleague], now: datetime, chance: Random) -> Iterator[DemoMember]:
    for colleague in people:
        zeal = 0.95 if colleague.email in PERSONA_EMAILS else chance.betavariate(1.4, 2.4)
        day = _draw_joining_day(colleague, now.date(), chance)
        joined_at = draw_working_moment(day, colleague.time_zone, chance)
        says_yes = colleague.email in PERSONA_EMAILS or chance.random() < JOINING_SHARE
        if says_yes and joined_at < now and colleague.email != SOFIA.email and colleague.left_on is None:
            yield DemoMember(colleague, joined_at, zeal)


def _draw_joining_day(colleague: Colleague, today: date, chance: Random) -> date:
    """Most join within weeks of the launch, some later; newcomers join within their first days."""
    launched_on = today - LAUNCHED_AGO
    if colleague.email == MARC.email:
        return colleague.arrived_on
    if colleague.arrived_on >= launched_on:
        return workday_on_or_before(colleague.arrived_on + timedelta(days=chance.randrange(0, 6)))
    waited = chance.randrange(0, 21) if chance.random() < 0.7 else chance.randrange(21, LAUNCHED_AGO.days)
    return max(launched_on, workday_on_or_before(launched_on + timedelta(days=waited)))


def _join_and_write_choices(member: DemoMember, chance: Random) -> None:
    """The member joins, and most read the charter within minutes, and some choose to appear on boards."""
    person = queries.get_person_by_email(member.colleague.email)
    with clock.freeze_at(member.joined_at):
        participation.join_game(person)
    if chance.random() > 0.45 + member.zeal:
        return
    is_persona = member.colleague.email in PERSONA_EMAILS
    on_boards = member.colleague.email in EMAILS_ON_BOARDS or (not is_persona and chance.random() < 0.16)
    with clock.freeze_at(member.joined_at + timedelta(minutes=chance.randrange(2, 25))):
        participation.accept_charter(person, CURRENT.version)
        participation.choose_visibility(person, on_boards=on_boards)


def make_some_members_leave(members: list[DemoMember], now: datetime, chance: Random) -> None:
    """A few members stopped taking part yesterday."""
    free = [
        member
        for member in members
        if member.colleague.email not in PERSONA_EMAILS and member.joined_at < now - timedelta(days=7)
    ]
    for member in chance.sample(free, STOPPING_MEMBERS):
        person = queries.get_person_by_email(member.colleague.email)
        with clock.freeze_at(now - timedelta(days=1)):
            participation.leave_game(person)
