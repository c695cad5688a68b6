"""Fills an empty Passerelle with a believable company, in one transaction; the second time it changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from app.intake.limits import MOST_ITEMS
from app.intake.service import take_items_in
from app.intake.shapes import CloudEvent
from app.kernel import clock
from app.kernel.transaction import transaction
from app.people import queries
from app.people.directory.service import apply_import
from app.people.models import Person
from app.people.roles import AMBASSADOR, ANIMATOR, HR, IT, REPRESENTATIVE
from seeds import activity, consent, mentoring, programme, second_path
from seeds.consent import NAMED, Member
from seeds.demo import DEMO_SIGN_INS
from seeds.personas import cast
from seeds.staff import Colleague, as_csv, recruit
from seeds.workdays import LAUNCHED_AGO, workday

Say = Callable[[str], None]

CHANCE = 1_848
"""The seed of chance: the same moment gives the same company."""
SOURCE = "rse"
"""The name that signs the activity of the demo's network."""
ROLES = {AMBASSADOR: 7, ANIMATOR: 2, HR: 2, IT: 1, REPRESENTATIVE: 2}
"""How many people hold each role beside those whom the demo names."""
ROLE_UNITS = {ANIMATOR: "Communication", HR: "Ressources humaines", IT: "Informatique"}
"""Where some roles are found; the others are found everywhere."""
WRITERS = 2
"""How many people have sent a practice that waits for a reader."""
LEFT = 5
"""How many people of the file have left the company."""


class NotEmpty(Exception):
    """There are people already, and they are not ours: seeds would mix with them."""


def seed(say: Say) -> None:
    """Write the company, its programme and some months of activity; NotEmpty where other people live already."""
    with transaction():
        if queries.find_by_email(DEMO_SIGN_INS[0].email) is not None:
            say("The demo company is already there: nothing to do.")
            return
        if queries.headcounts():
            raise NotEmpty("This Passerelle has people of its own: the demo company only goes into an empty one.")
        _write(say)


def _write(say: Say) -> None:
    now, chance = clock.now(), Random(CHANCE)
    people = _people(now.date(), chance)
    reading = apply_import(as_csv(people))
    assert reading.plan is not None, "\n".join(map(str, reading.problems))
    say(
        f"  {len(people)} people, {len(reading.plan.regions)} regions, {len(reading.plan.sites)} sites, {len(reading.plan.units)} units"
    )
    programme.publish(now - LAUNCHED_AGO - timedelta(days=1))
    second_path.publish()
    say("  two paths, eleven missions, two badges, four rules of points, three boards")
    members = consent.invite(people, now, chance)
    say(f"  {len(members)} people take part")
    pairs, volunteers = mentoring.open_rounds(members, now)
    say(f"  two rounds of mentoring, {pairs} pairs that meet, {volunteers} volunteers for the second")
    say(f"  {_tell(activity.events(members, now, chance)):,} activities of the network")
    consent.some_leave(members, now, chance)
    second_path.send_practices(_settled(members, now.date()))


def _people(today: date, chance: Random) -> list[Colleague]:
    people = cast(recruit(today, chance), today)
    return _some_leave(_with_roles(people, chance), today, chance)


def _with_roles(people: list[Colleague], chance: Random) -> list[Colleague]:
    given: dict[str, str] = {}
    for role, times in ROLES.items():
        unit = ROLE_UNITS.get(role)
        free = [
            one
            for one in people
            if one.email not in NAMED and one.external_id not in given and unit in (None, one.unit)
        ]
        given |= {one.external_id: role for one in chance.sample(free, times)}
    return [replace(one, roles=given.get(one.external_id, one.roles)) for one in people]


def _some_leave(people: list[Colleague], today: date, chance: Random) -> list[Colleague]:
    managers = {one.manager for one in people}
    free = [
        one.external_id
        for one in people
        if one.email not in NAMED and one.external_id not in managers and not one.roles
    ]
    gone = set(chance.sample(free, LEFT))
    return [replace(one, left_on=_last_day(one, today, chance)) if one.external_id in gone else one for one in people]


def _last_day(one: Colleague, today: date, chance: Random) -> date:
    return max(one.arrived_on, workday(today - timedelta(days=chance.randrange(5, 90))))


def _settled(members: list[Member], today: date) -> list[Person]:
    """Some who take part, have been here long enough for everything to be open, and are nobody whom the demo names."""
    long_ago = today - timedelta(days=90)
    known = [one.colleague for one in members if one.colleague.email not in NAMED and not one.colleague.roles]
    people = [queries.get_by_email(one.email) for one in known if one.arrived_on < long_ago]
    return [person for person in people if _takes_part(person)][:WRITERS]


def _takes_part(person: Person) -> bool:
    choices = queries.find_choices(person.id)
    return choices is not None and choices.joined_at is not None


def _tell(events: list[CloudEvent]) -> int:
    answers = [take_items_in(events[start : start + MOST_ITEMS], SOURCE) for start in range(0, len(events), MOST_ITEMS)]
    return sum(answer.accepted for answer in answers)
