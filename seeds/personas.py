"""Gives each persona of the demo a place in the company: that of a colleague of the same unit and rank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from seeds.demo import DEMO_SIGN_INS, DemoPerson, StaffLevel
from seeds.name_lists import WORKPLACES
from seeds.staff import Colleague
from seeds.workdays import workday_on_or_before


def replace_colleagues_with_personas(people: list[Colleague], today: date) -> list[Colleague]:
    """The same company, personas first: each replaces a colleague of the same unit and rank."""
    replaced: dict[str, Colleague] = {}
    for persona in DEMO_SIGN_INS:
        free = (colleague for colleague in people if colleague.external_id not in replaced)
        place = next(colleague for colleague in free if _fits_persona(colleague, persona, people))
        replaced[place.external_id] = _replace_with_persona(place, persona, today)
    others = [colleague for colleague in people if colleague.external_id not in replaced]
    return _renumber_colleagues([*replaced.values(), *others])


def _renumber_colleagues(people: list[Colleague]) -> list[Colleague]:
    """The same people with numbers in this order, so that personas come first in lists of people."""
    numbers = {colleague.external_id: f"R{position:04}" for position, colleague in enumerate(people, 1)}
    return [
        replace(colleague, external_id=numbers[colleague.external_id], manager=numbers.get(colleague.manager, ""))
        for colleague in people
    ]


def _fits_persona(colleague: Colleague, persona: DemoPerson, people: list[Colleague]) -> bool:
    return colleague.unit == persona.unit and _deduce_staff_level(colleague, people) is persona.rank


def _deduce_staff_level(colleague: Colleague, people: list[Colleague]) -> StaffLevel:
    if not colleague.manager:
        return StaffLevel.HEAD
    if colleague.job_title.startswith("Direction"):
        return StaffLevel.DIRECTOR
    leads = any(other.manager == colleague.external_id for other in people)
    return StaffLevel.LEADER if leads else StaffLevel.TEAM


def _replace_with_persona(place: Colleague, persona: DemoPerson, today: date) -> Colleague:
    site = next(site for site in WORKPLACES if site.name == persona.site)
    return replace(
        place,
        email=persona.email,
        given_name=persona.given_name,
        family_name=persona.family_name,
        locale=persona.locale,
        site=site.name,
        region=site.region,
        time_zone=site.time_zone,
        job_title=persona.job_title,
        arrived_on=workday_on_or_before(today - timedelta(days=persona.arrived_for)),
        roles=persona.role,
    )
