"""Who takes part since when, what they read and what they let others see: most say yes, some do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from app.kernel import clock
from app.people import queries
from app.people.audience import Audience
from app.people.charter import CURRENT
from app.people.service import participation
from seeds.demo import AMINATA, DEMO_SIGN_INS, MARC, SOFIA, THOMAS
from seeds.staff import Colleague
from seeds.workdays import LAUNCHED_AGO, during, workday

SAY_YES = 0.78
"""The share of people who take part."""

LEAVE = 3
"""How many stopped taking part."""
NAMED = {person.email for person in DEMO_SIGN_INS}
ON_BOARDS = {person.email for person in (AMINATA, THOMAS)}
"""The named people who chose to appear; the others keep everything private, as at first."""


@dataclass(frozen=True)
class Member:
    """Somebody who takes part: since when, and how readily they act (0 to 1)."""

    colleague: Colleague
    joined_at: datetime
    zeal: float


def invite(people: list[Colleague], now: datetime, chance: Random) -> list[Member]:
    """Ask everybody who is here; the answer holds those who said yes, and their choices are written."""
    members = list(_who_say_yes(people, now, chance))
    for member in members:
        _choose(member, chance)
    return members


def _who_say_yes(people: list[Colleague], now: datetime, chance: Random) -> Iterator[Member]:
    for colleague in people:
        zeal = 0.95 if colleague.email in NAMED else chance.betavariate(1.4, 2.4)
        day = _day_of_joining(colleague, now.date(), chance)
        joined_at = during(day, colleague.time_zone, chance)
        says_yes = colleague.email in NAMED or chance.random() < SAY_YES
        if says_yes and joined_at < now and colleague.email != SOFIA.email and colleague.left_on is None:
            yield Member(colleague, joined_at, zeal)


def _day_of_joining(colleague: Colleague, today: date, chance: Random) -> date:
    """Most within weeks of the launch, some later; newcomers within their first days."""
    launched_on = today - LAUNCHED_AGO
    if colleague.email == MARC.email:
        return colleague.arrived_on
    if colleague.arrived_on >= launched_on:
        return workday(colleague.arrived_on + timedelta(days=chance.randrange(0, 6)))
    waited = chance.randrange(0, 21) if chance.random() < 0.7 else chance.randrange(21, LAUNCHED_AGO.days)
    return max(launched_on, workday(launched_on + timedelta(days=waited)))


def _choose(member: Member, chance: Random) -> None:
    """Join, then read the charter and choose, within the minutes that follow. Private stays the rule."""
    person = queries.get_by_email(member.colleague.email)
    with clock.at(member.joined_at):
        participation.join(person)
    if chance.random() > 0.45 + member.zeal:
        return
    is_named = member.colleague.email in NAMED
    audience = Audience.ME if is_named else chance.choices(list(Audience), (82, 12, 6))[0]
    on_boards = member.colleague.email in ON_BOARDS or (not is_named and chance.random() < 0.16)
    with clock.at(member.joined_at + timedelta(minutes=chance.randrange(2, 25))):
        participation.accept_charter(person, CURRENT.version)
        if on_boards or audience is not Audience.ME:
            participation.choose(person, points_audience=audience, on_boards=on_boards)


def some_leave(members: list[Member], now: datetime, chance: Random) -> None:
    """A few stop, as anybody may: in one click, yesterday."""
    free = [
        member
        for member in members
        if member.colleague.email not in NAMED and member.joined_at < now - timedelta(days=7)
    ]
    for member in chance.sample(free, LEAVE):
        person = queries.get_by_email(member.colleague.email)
        with clock.at(now - timedelta(days=1)):
            participation.leave_game(person)
