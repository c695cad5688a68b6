"""Invents the colleagues with their sites, managers and arrival dates; a given day always gives the same ones."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from datetime import date, timedelta
from random import Random

from app.people.directory.cells import make_slug
from seeds.name_lists import DEPARTMENTS, FAMILY_NAMES, GIVEN_NAMES, MAIL_DOMAIN, WORKPLACES, Department, Workplace
from seeds.workdays import workday_on_or_before

TEAM_SIZE = 8
"""About how many people report to one team leader."""
SAME_SITE_SHARE = 0.7
"""The share of a team that works where its leader does."""
RECENT_SHARE = 0.22
"""The share of people who arrived within the last year."""


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A line of the import file of people."""

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


class ColleagueGenerator:
    """Adds random colleagues one after the other, never two of the same name."""

    def __init__(self, today: date, chance: Random) -> None:
        self.today = today
        self.chance = chance
        self.colleagues: list[Colleague] = []
        self._names: set[tuple[str, str]] = set()

    def add_colleague(
        self, department: Department, job_title: str, manager: Colleague | None = None, near: str | None = None
    ) -> Colleague:
        """One more colleague of that department; most work at the site `near`, if it is given."""
        given_name, family_name = self._draw_name()
        place = self._draw_workplace(department, near)
        colleague = Colleague(
            external_id=f"R{len(self.colleagues) + 1:04}",
            email=build_email_address(given_name, family_name),
            given_name=given_name,
            family_name=family_name,
            locale="en" if self.chance.random() < 0.06 else "fr",
            site=place.name,
            region=place.region,
            time_zone=place.time_zone,
            unit=department.name,
            manager=manager.external_id if manager else "",
            job_title=job_title,
            arrived_on=self._draw_arrival_day(),
        )
        self.colleagues.append(colleague)
        return colleague

    def _draw_name(self) -> tuple[str, str]:
        while True:
            name = (self.chance.choice(GIVEN_NAMES), self.chance.choice(FAMILY_NAMES).replace("-", " "))
            if name not in self._names:
                self._names.add(name)
                return name

    def _draw_workplace(self, department: Department, near: str | None) -> Workplace:
        places = [place for place in WORKPLACES if not department.sites or place.name in department.sites]
        if self.chance.random() < SAME_SITE_SHARE:
            places = [place for place in places if place.name == near] or places
        return self.chance.choices(places, [place.weight for place in places])[0]

    def _draw_arrival_day(self) -> date:
        recent = self.chance.random() < RECENT_SHARE
        days = self.chance.randrange(1, 365) if recent else self.chance.randrange(366, 18 * 365)
        return workday_on_or_before(self.today - timedelta(days=days))


def build_email_address(given_name: str, family_name: str) -> str:
    """The e-mail address that the company gives to a name."""
    return f"{make_slug(given_name)}.{make_slug(family_name)}@{MAIL_DOMAIN}"


def generate_colleagues(today: date, chance: Random) -> list[Colleague]:
    """All colleagues: a head, and departments with their directors, team leaders and teams."""
    recruiter = ColleagueGenerator(today, chance)
    head = recruiter.add_colleague(DEPARTMENTS[0], "Direction générale")
    for department in DEPARTMENTS:
        director = (
            head
            if department is DEPARTMENTS[0]
            else recruiter.add_colleague(department, f"Direction, {department.name}", head)
        )
        _add_colleagues_of_department(recruiter, department, director)
    return recruiter.colleagues


def _add_colleagues_of_department(recruiter: ColleagueGenerator, department: Department, director: Colleague) -> None:
    remaining = department.size - 1
    leaders = [
        recruiter.add_colleague(department, "Responsable d’équipe", director)
        for _ in range(remaining // (TEAM_SIZE + 1))
    ]
    managers = leaders or [director]
    for number in range(remaining - len(leaders)):
        manager = managers[number % len(managers)]
        recruiter.add_colleague(department, recruiter.chance.choice(department.jobs), manager, near=manager.site)


def encode_people_csv(people: list[Colleague]) -> bytes:
    """The file that the directory's import reads."""
    columns = [column.name for column in fields(Colleague)]
    file = io.StringIO()
    rows = csv.DictWriter(file, columns)
    rows.writeheader()
    rows.writerows({column: getattr(person, column) for column in columns} for person in people)
    return file.getvalue().encode()
