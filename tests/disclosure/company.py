"""Draws a small company: sites, units, days of arrival, who takes part, what they do and for what they volunteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from app.journal.service import append_facts
from app.kernel.database import session
from app.people.models import Choices, Person, Region, Site, Unit
from tests.makers import make_people
from tests.missions.company import make_post

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
JOINED_AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ARRIVALS = tuple(date(2026, 1, day) for day in range(5, 11))


@dataclass(frozen=True)
class Kind:
    """What everybody may know of a person: where they work, and since when."""

    region: str
    site: str
    unit: str
    arrived_on: date


@dataclass(frozen=True)
class Company:
    """How many people are of each kind, and their ids."""

    people: dict[Kind, list[int]]

    def list_kinds(self, audience: dict[str, object]) -> list[Kind]:
        """The kinds that an audience reaches."""
        return [kind for kind in self.people if _is_reached(kind, audience)]

    def count_people(self, kinds: Sequence[Kind]) -> int:
        """How many people are of these kinds."""
        return sum(len(self.people[kind]) for kind in kinds)


def draw_company(chance: Random) -> Company:
    """Two regions, three sites and three units; cells are small, or large, or all take part, by chance."""
    sites = _make_sites()
    units = [Unit(slug=f"u{number}", name=f"U{number}") for number in range(3)]
    session().add_all(units)
    session().flush()
    people: dict[Kind, list[int]] = {}
    for (region, site), unit in [(site, unit) for site in sites for unit in units]:
        eagerness = chance.choice((0.0, 0.4, 0.8, 1.0, 1.0))
        for _ in range(chance.choice((0, 1, 3, 9, 10, 10, 13, 22))):
            arrived_on = chance.choice(ARRIVALS)
            (person,) = make_people(1, site=site, unit=unit, joined_at=None)
            session().get_one(Person, person).arrived_on = arrived_on
            if chance.random() < eagerness:
                session().get_one(Choices, person).joined_at = JOINED_AT
            people.setdefault(Kind(region.slug, site.slug, unit.slug, arrived_on), []).append(person)
    session().flush()
    _draw_posts(chance)
    return Company(people)


def list_audiences(chance: Random, number: int) -> list[dict[str, object]]:
    """Everyone, each part of the company, and so many audiences drawn among all that a form allows."""
    sites, units = _name_parts("sites"), _name_parts("units")
    cells = [site | unit for site in sites for unit in units]
    parts: list[dict[str, object]] = [{}, {"regions": ["r0"]}, {"regions": ["r1"]}, *sites, *units, *cells]
    return [*parts, *(_draw_audience(chance) for _ in range(number))]


def _name_parts(name: str) -> list[dict[str, object]]:
    return [{name: [f"{name[0]}{number}"]} for number in range(3)]


def _draw_audience(chance: Random) -> dict[str, object]:
    drawn: dict[str, object] = {}
    for name, slugs in (("sites", ("s0", "s1", "s2")), ("units", ("u0", "u1", "u2"))):
        if chance.random() < 0.6:
            drawn[name] = chance.sample(slugs, chance.randint(1, 2))
    if chance.random() < 0.8:
        drawn[chance.choice(("arrived_from", "arrived_until"))] = chance.choice(ARRIVALS).isoformat()
    return drawn


def _make_sites() -> list[tuple[Region, Site]]:
    regions = [Region(slug=f"r{number}", name=f"R{number}") for number in range(2)]
    session().add_all(regions)
    session().flush()
    placed = [
        (region, Site(slug=f"s{n}", name=f"S{n}", region_id=region.id, time_zone="Europe/Paris"))
        for n, region in enumerate((regions[0], regions[0], regions[1]))
    ]
    session().add_all(site for _, site in placed)
    session().flush()
    return placed


def _draw_posts(chance: Random) -> None:
    """Zero to three posts in the last weeks of everybody who takes part."""
    taking_part = session().query(Choices.person_id).where(Choices.joined_at.is_not(None)).order_by(Choices.person_id)
    append_facts(
        [
            make_post(f"{person}-{number}", person, NOW - timedelta(days=chance.randint(4, 20)))
            for (person,) in taking_part.all()
            for number in range(chance.choice((0, 1, 1, 3)))
        ]
    )


def _is_reached(kind: Kind, audience: dict[str, object]) -> bool:
    places = all(
        getattr(kind, part) in audience[name]  # type: ignore[operator]  # lists of slugs
        for name, part in (("regions", "region"), ("sites", "site"), ("units", "unit"))
        if name in audience
    )
    day = kind.arrived_on.isoformat()
    return places and str(audience.get("arrived_from", day)) <= day <= str(audience.get("arrived_until", day))
