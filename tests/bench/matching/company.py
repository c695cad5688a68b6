"""A made-up company for matching: levels, sites, languages, a week of slots, a reporting tree and a dozen skills, from one seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from mentoring.matching.problem import MatchingProblem, build_problem
from mentoring.matching.reporting_tree import ReportingTree, build_reporting_tree
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import Offer, OfferedSkill, Slot, WantedSkill, Wish

SKILLS = tuple(f"skill-{number}" for number in range(12))
INTERESTS = tuple(f"interest-{number}" for number in range(15))
ZONES = {"berlin": "Europe/Berlin", "montreal": "America/Toronto", "porto": "Europe/Lisbon"}
SITES = (*ZONES, "lille", "lyon", "nantes", "paris", "rennes")
SPOKEN = (("fr",), ("fr", "en"), ("fr", "en"), ("en",), ("en", "de"), ("fr", "pt"))
HOURS = tuple(Slot(day, 60 * hour, 60 * hour + 60) for day in range(5) for hour in (9, 10, 11, 12, 14, 15, 16, 17))
WEEK_ON = date(2026, 3, 2)
REPORTS = 8
"""How many people report to each manager."""


@dataclass(frozen=True)
class Company:
    """Volunteers of both sides, and the line of everybody."""

    wishes: tuple[Wish, ...]
    offers: tuple[Offer, ...]
    tree: ReportingTree

    def problem(self, limits: MatchingLimits | None = None) -> MatchingProblem:
        """The round of all of them."""
        return build_problem(
            self.wishes, self.offers, limits or MatchingLimits(week_on=WEEK_ON), tree=self.tree, seed="bench"
        )


def make_company(seniors: int, juniors: int, seed: int = 1) -> Company:
    """Seniors hold the first places of the tree, juniors those below."""
    chance = Random(seed)
    managers = {person: None if person == 0 else (person - 1) // REPORTS for person in range(seniors + juniors)}
    return Company(
        tuple(_draw_wish(chance, person) for person in range(seniors)),
        tuple(_draw_offer(chance, seniors + person) for person in range(juniors)),
        build_reporting_tree(managers),
    )


def _draw_wish(chance: Random, person_id: int) -> Wish:
    terms = _draw_terms(chance)
    wants = tuple(
        WantedSkill(skill, present, min(present + chance.randint(1, 3), 5))
        for skill, present in zip(chance.sample(SKILLS, chance.randint(1, 3)), (0, 1, 2), strict=False)
    )
    return Wish(
        person_id=person_id,
        responsibility=chance.randint(4, 6),
        wants=wants,
        languages=terms.languages,
        slots=terms.slots,
        site=terms.site,
        unit=terms.unit,
        zone=terms.zone,
        remote=terms.remote,
        interests=terms.interests,
    )


def _draw_offer(chance: Random, person_id: int) -> Offer:
    terms = _draw_terms(chance)
    return Offer(
        person_id=person_id,
        responsibility=chance.randint(1, 4),
        skills=tuple(
            OfferedSkill(skill, chance.randint(1, 5)) for skill in chance.sample(SKILLS, chance.randint(2, 5))
        ),
        capacity=chance.choice((1, 1, 1, 2)),
        languages=terms.languages,
        slots=terms.slots,
        site=terms.site,
        unit=terms.unit,
        zone=terms.zone,
        remote=terms.remote,
        interests=terms.interests,
    )


@dataclass(frozen=True)
class _DrawnTerms:
    languages: frozenset[str]
    slots: tuple[Slot, ...]
    site: str
    unit: tuple[str, ...]
    zone: str
    remote: bool
    interests: frozenset[str]


def _draw_terms(chance: Random) -> _DrawnTerms:
    site = chance.choice(SITES)
    return _DrawnTerms(
        languages=frozenset(chance.choice(SPOKEN)),
        slots=tuple(chance.sample(HOURS, chance.randint(6, 16))),
        site=site,
        unit=(f"branch-{chance.randrange(5)}", f"team-{chance.randrange(8)}"),
        zone=ZONES.get(site, "Europe/Paris"),
        remote=chance.random() < 0.8,
        interests=frozenset(chance.sample(INTERESTS, chance.randint(1, 4))),
    )
