"""Gives the people whom the demo names a place in the company: somebody's, of their unit and rank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from seeds.demo import DEMO_SIGN_INS, DemoPerson, Rank
from seeds.name_lists import PLACES
from seeds.staff import Colleague
from seeds.workdays import workday


def cast(people: list[Colleague], today: date) -> list[Colleague]:
    """The same company in which the people of the demo have taken somebody's place, each at their rank and unit."""
    cast_as: dict[str, Colleague] = {}
    for person in DEMO_SIGN_INS:
        place = next(one for one in people if one.external_id not in cast_as and _fits(one, person, people))
        cast_as[place.external_id] = _renamed(place, person, today)
    others = [one for one in people if one.external_id not in cast_as]
    return _numbered([*cast_as.values(), *others])


def _numbered(people: list[Colleague]) -> list[Colleague]:
    """The same people under numbers that follow this order, so that the named ones come first wherever people are listed."""
    numbers = {one.external_id: f"R{place:04}" for place, one in enumerate(people, 1)}
    return [replace(one, external_id=numbers[one.external_id], manager=numbers.get(one.manager, "")) for one in people]


def _fits(one: Colleague, person: DemoPerson, people: list[Colleague]) -> bool:
    return one.unit == person.unit and _rank(one, people) is person.rank


def _rank(one: Colleague, people: list[Colleague]) -> Rank:
    if not one.manager:
        return Rank.HEAD
    if one.job_title.startswith("Direction"):
        return Rank.DIRECTOR
    leads = any(other.manager == one.external_id for other in people)
    return Rank.LEADER if leads else Rank.TEAM


def _renamed(place: Colleague, person: DemoPerson, today: date) -> Colleague:
    site = next(site for site in PLACES if site.name == person.site)
    return replace(
        place,
        email=person.email,
        given_name=person.given_name,
        family_name=person.family_name,
        locale=person.locale,
        site=site.name,
        region=site.region,
        time_zone=site.time_zone,
        job_title=person.job_title,
        arrived_on=workday(today - timedelta(days=person.arrived_for)),
        roles=person.role,
    )
