"""Fills an empty Passerelle with a believable company, in one transaction; running it again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from random import Random

from app.intake.activities import CloudEvent
from app.intake.request_body import MAX_ITEMS
from app.intake.service.accept import accept_items
from app.kernel import clock
from app.kernel.transaction import transaction
from app.people import queries
from app.people.directory.service.imports import apply_import
from app.people.models import Person
from app.people.roles import AMBASSADOR, ANIMATOR, HR, IT, REPRESENTATIVE
from seeds import activity, ambassadors, consent, contests, gifts, mentoring, programme, second_path, thanks
from seeds.consent import PERSONA_EMAILS, DemoMember
from seeds.demo import DEMO_SIGN_INS
from seeds.personas import replace_colleagues_with_personas
from seeds.staff import Colleague, encode_people_csv, generate_colleagues
from seeds.workdays import LAUNCHED_AGO, workday_on_or_before

Report = Callable[[str], None]

RANDOM_SEED = 1_848
"""The same moment gives the same company."""
SOURCE = "rse"
"""The name that signs the activity of the demo's network."""
ROLES = {AMBASSADOR: 7, ANIMATOR: 2, HR: 2, IT: 1, REPRESENTATIVE: 2}
"""How many people have each role, personas not counted."""
ROLE_UNITS = {ANIMATOR: "Communication", HR: "Ressources humaines", IT: "Informatique"}
"""The unit that these roles are drawn from; the other roles are drawn from all units."""
PRACTICE_AUTHORS = 2
"""How many people have sent a practice that waits for a review."""
LEAVERS = 5
"""How many people of the import file have left the company."""


class DatabaseNotEmpty(Exception):
    """The database holds people of its own, and the seeds would mix with them."""


def fill_demo_company(report: Report) -> None:
    """Write the company, its programme and some months of activity. Raises DatabaseNotEmpty if other people are there already."""
    with transaction():
        if queries.find_person_by_email(DEMO_SIGN_INS[0].email) is not None:
            report("The demo company is already there: nothing to do.")
            return
        if queries.count_people_by_unit():
            raise DatabaseNotEmpty(
                "This Passerelle has people of its own: the demo company only goes into an empty one."
            )
        _write_company_and_activity(report)


def _write_company_and_activity(report: Report) -> None:
    now, chance = clock.now(), Random(RANDOM_SEED)
    people = _draw_people(now.date(), chance)
    reading = apply_import(encode_people_csv(people))
    assert reading.plan is not None, "\n".join(map(str, reading.problems))
    report(
        f"  {len(people)} people, {len(reading.plan.regions)} regions, {len(reading.plan.sites)} sites, {len(reading.plan.units)} units"
    )
    programme.publish_programme(now - LAUNCHED_AGO - timedelta(days=1))
    second_path.publish_path_and_weekly_mission()
    report("  two paths, eleven missions, four badges, four rules of points, three boards")
    members = consent.make_colleagues_join(people, now, chance)
    report(f"  {len(members)} people take part")
    gifts.give_demo_badge(now)
    ambassadors.make_demo_ambassadors(now)
    pairs, volunteers = mentoring.create_demo_rounds(members, now)
    report(f"  two rounds of mentoring, {pairs} pairs that meet, {volunteers} volunteers for the second")
    report(
        f"  {_send_events_to_intake(activity.simulate_activity_events(members, now, chance)):,} activities of the network"
    )
    report(f"  {contests.write_demo_contests(members, now)} contests")
    consent.make_some_members_leave(members, now, chance)
    thanks.give_demo_thanks(now)
    second_path.submit_practices_for_review(_list_practice_authors(members, now.date()))


def _draw_people(today: date, chance: Random) -> list[Colleague]:
    people = replace_colleagues_with_personas(generate_colleagues(today, chance), today)
    return _mark_some_as_left(_give_roles(people, chance), today, chance)


def _give_roles(people: list[Colleague], chance: Random) -> list[Colleague]:
    given: dict[str, str] = {}
    for role, times in ROLES.items():
        unit = ROLE_UNITS.get(role)
        free = [
            person
            for person in people
            if person.email not in PERSONA_EMAILS and person.external_id not in given and unit in (None, person.unit)
        ]
        given |= {person.external_id: role for person in chance.sample(free, times)}
    return [replace(person, roles=given.get(person.external_id, person.roles)) for person in people]


def _mark_some_as_left(people: list[Colleague], today: date, chance: Random) -> list[Colleague]:
    managers = {person.manager for person in people}
    free = [
        person.external_id
        for person in people
        if person.email not in PERSONA_EMAILS and person.external_id not in managers and not person.roles
    ]
    gone = set(chance.sample(free, LEAVERS))
    return [
        replace(person, left_on=_draw_last_day(person, today, chance)) if person.external_id in gone else person
        for person in people
    ]


def _draw_last_day(person: Colleague, today: date, chance: Random) -> date:
    return max(person.arrived_on, workday_on_or_before(today - timedelta(days=chance.randrange(5, 90))))


def _list_practice_authors(members: list[DemoMember], today: date) -> list[Person]:
    """Members without a role who arrived long enough ago for every mission to be open to them, personas left out."""
    long_ago = today - timedelta(days=90)
    ordinary = [
        member.colleague
        for member in members
        if member.colleague.email not in PERSONA_EMAILS and not member.colleague.roles
    ]
    people = (queries.get_person_by_email(colleague.email) for colleague in ordinary if colleague.arrived_on < long_ago)
    return list(islice((person for person in people if _is_taking_part(person)), PRACTICE_AUTHORS))


def _is_taking_part(person: Person) -> bool:
    choices = queries.find_choices(person.id)
    return choices is not None and choices.joined_at is not None


def _send_events_to_intake(events: list[CloudEvent]) -> int:
    batches = [events[start : start + MAX_ITEMS] for start in range(0, len(events), MAX_ITEMS)]
    answers = [accept_items(batch, SOURCE, clock.now()) for batch in batches]
    return sum(answer.accepted for answer in answers)
