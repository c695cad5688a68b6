"""Makes up the people: who works where, reports to whom, arrived when; the same ones every time for a given day."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from datetime import date, timedelta
from random import Random

from app.people.directory.cells import slug
from seeds.name_lists import DEPARTMENTS, FAMILY_NAMES, GIVEN_NAMES, MAIL_DOMAIN, PLACES, Department, Place
from seeds.workdays import workday

TEAM = 8
"""How many people report to one team leader, about."""
SAME_SITE = 0.7
"""The share of a team that works where its leader does."""
RECENT = 0.22
"""The share of people who arrived within the last year."""


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A line of the people file."""

    external_id: str
    email: str
    given_name: str
    family_name: str
    locale: str = "fr"
    site: str
    region: str
    time_zone: str
    unit: str
    manager: str = ""
    job_title: str
    arrived_on: date
    left_on: date | None = None
    roles: str = ""


class Staff:
    """Hires one person after the other, by chance and without two of one name."""

    def __init__(self, today: date, chance: Random) -> None:
        self.today = today
        self.chance = chance
        self.hired: list[Colleague] = []
        self._names: set[tuple[str, str]] = set()

    def hire(
        self, department: Department, job_title: str, manager: Colleague | None = None, near: str | None = None
    ) -> Colleague:
        """One more colleague of that department; most work at the site `near`, when there is one."""
        given_name, family_name = self._name()
        place = self._place(department, near)
        colleague = Colleague(
            external_id=f"R{len(self.hired) + 1:04}",
            email=email_of(given_name, family_name),
            given_name=given_name,
            family_name=family_name,
            locale="en" if self.chance.random() < 0.06 else "fr",
            site=place.name,
            region=place.region,
            time_zone=place.time_zone,
            unit=department.name,
            manager=manager.external_id if manager else "",
            job_title=job_title,
            arrived_on=self._arrival(),
        )
        self.hired.append(colleague)
        return colleague

    def _name(self) -> tuple[str, str]:
        while True:
            name = (self.chance.choice(GIVEN_NAMES), self.chance.choice(FAMILY_NAMES).replace("-", " "))
            if name not in self._names:
                self._names.add(name)
                return name

    def _place(self, department: Department, near: str | None) -> Place:
        places = [place for place in PLACES if not department.sites or place.name in department.sites]
        if self.chance.random() < SAME_SITE:
            places = [place for place in places if place.name == near] or places
        return self.chance.choices(places, [place.weight for place in places])[0]

    def _arrival(self) -> date:
        recent = self.chance.random() < RECENT
        days = self.chance.randrange(1, 365) if recent else self.chance.randrange(366, 18 * 365)
        return workday(self.today - timedelta(days=days))


def email_of(given_name: str, family_name: str) -> str:
    """The company's way of writing an e-mail."""
    return f"{slug(given_name)}.{slug(family_name)}@{MAIL_DOMAIN}"


def recruit(today: date, chance: Random) -> list[Colleague]:
    """Everybody: a direction, its departments with their directors, team leaders and teams."""
    staff = Staff(today, chance)
    head = staff.hire(DEPARTMENTS[0], "Direction générale")
    for department in DEPARTMENTS:
        director = (
            head if department is DEPARTMENTS[0] else staff.hire(department, f"Direction, {department.name}", head)
        )
        _fill(staff, department, director)
    return staff.hired


def _fill(staff: Staff, department: Department, director: Colleague) -> None:
    left = department.size - 1
    leaders = [staff.hire(department, "Responsable d’équipe", director) for _ in range(left // (TEAM + 1))]
    managers = leaders or [director]
    for number in range(left - len(leaders)):
        manager = managers[number % len(managers)]
        staff.hire(department, staff.chance.choice(department.jobs), manager, near=manager.site)


def as_csv(people: list[Colleague]) -> bytes:
    """The people file that the directory's import reads."""
    written = io.StringIO()
    rows = csv.DictWriter(written, [one.name for one in fields(Colleague)])
    rows.writeheader()
    rows.writerows({one.name: getattr(person, one.name) for one in fields(Colleague)} for person in people)
    return written.getvalue().encode()
