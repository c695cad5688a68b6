"""Draws small companies in which most limits let most people through, and each is met somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import EarlierAndDeclinedPairs, Offer, OfferedSkill, Slot, WantedSkill, Wish
from tests.mentoring.matching.people import WEEK_ON, Company

Value = TypeVar("Value")
SKILLS = ("power-bi", "linkedin", "video")
ZONES = ("Europe/Paris", "America/Toronto", "Asia/Kolkata", "Asia/Kathmandu")
UNITS = (("a",), ("a", "x"), ("a", "y"), ("b", "x"))
BOTH_SIDES = 4
"""From this id on, a senior may be among the juniors too."""


def draw_company(seed: int, seniors: int, juniors: int) -> Company:
    """The same for the same seed."""
    chance = Random(seed)
    wishes = [_draw_wish(chance, 1 + person) for person in range(seniors)]
    offers = [_draw_offer(chance, BOTH_SIDES + person) for person in range(juniors)]
    all_indices = [*{person.person_id for person in (*wishes, *offers)}, 50, 51]
    return Company(
        tuple(chance.sample(wishes, seniors)),
        tuple(chance.sample(offers, juniors)),
        _draw_limits(chance),
        {person: chance.choice([None, 99, 99, *all_indices]) for person in all_indices if chance.random() < 0.7},
        EarlierAndDeclinedPairs(_draw_pairs(chance, wishes, offers), _draw_pairs(chance, wishes, offers)),
    )


companies = st.builds(
    draw_company, st.integers(0, 2**32), st.sampled_from([5, 6, 4, 3, 2, 1, 0]), st.sampled_from([4, 5, 3, 2, 1, 0])
)
crowds = st.builds(draw_company, st.integers(0, 2**32), st.integers(8, 20), st.integers(6, 16))


def _draw_wish(chance: Random, person_id: int) -> Wish:
    return Wish(
        person_id=person_id,
        responsibility=chance.choice([3, 4, 5, 5]),
        wants=tuple(
            WantedSkill(skill, chance.randint(-1, 3), chance.randint(1, 6))
            for skill in chance.sample(SKILLS, chance.randint(0, 3))
        ),
        languages=_draw_languages(chance),
        slots=_draw_slots(chance),
        site=chance.choice(["paris", "lyon"]),
        unit=chance.choice(UNITS),
        zone=_draw_mostly(chance, ZONES),
        remote=chance.random() < 0.7,
        interests=_draw_some(chance, ["chess", "music", "food"]),
        avoids=_draw_few(chance),
        away=_draw_absences(chance),
    )


def _draw_offer(chance: Random, person_id: int) -> Offer:
    return Offer(
        person_id=person_id,
        responsibility=chance.choice([1, 1, 2, 3]),
        skills=tuple(
            OfferedSkill(skill, chance.randint(0, 6)) for skill in chance.sample(SKILLS, chance.randint(0, 3))
        ),
        capacity=chance.choice([0, 1, 1, 1, 2]),
        languages=_draw_languages(chance),
        slots=_draw_slots(chance),
        site=chance.choice(["paris", "lyon"]),
        unit=chance.choice(UNITS),
        zone=_draw_mostly(chance, ZONES),
        remote=chance.random() < 0.7,
        interests=_draw_some(chance, ["chess", "music", "food"]),
        avoids=_draw_few(chance),
        away=_draw_absences(chance),
    )


def _draw_limits(chance: Random) -> MatchingLimits:
    return MatchingLimits(
        week_on=chance.choice([WEEK_ON, date(2026, 3, 9), date(2026, 3, 23)]),
        gap=chance.choice([0, 1, 1, 2]),
        line_depth=chance.choice([None, 0, 1, 2]),
        other_unit=chance.random() < 0.2,
        session_minutes=chance.choice([30, 60, 90]),
        least_days=chance.choice([1, 30, 90]),
        floor=chance.choice([0.3, 0.6]),
    )


def _draw_languages(chance: Random) -> frozenset[str]:
    return frozenset(_draw_mostly(chance, [("fr",), ("fr", "en"), ("en",), ("de", "fr"), ("de",)]))


def _draw_slots(chance: Random) -> tuple[Slot, ...]:
    usual = Slot(chance.choice([0, 0, 1]), 540, 960)
    odd = Slot(chance.randint(0, 6), chance.choice([0, 615, 1380]), chance.choice([60, 735, 1440]))
    return tuple(chance.sample([usual, odd], chance.choice([0, 1, 2, 2, 2, 2, 2, 2])))


def _draw_pairs(chance: Random, wishes: Sequence[Wish], offers: Sequence[Offer]) -> frozenset[tuple[int, int]]:
    return frozenset((wish.person_id, offer.person_id) for wish in wishes for offer in offers if chance.random() < 0.05)


def _draw_few(chance: Random) -> frozenset[int]:
    return frozenset(chance.sample(range(1, 10), chance.choice([0, 0, 0, 0, 1])))


def _draw_some(chance: Random, words: Sequence[str]) -> frozenset[str]:
    return frozenset(chance.sample(words, chance.randint(0, len(words))))


def _draw_absences(chance: Random) -> tuple[tuple[date, date], ...]:
    firsts = [WEEK_ON + timedelta(days=chance.randint(-9, 200)) for _ in range(chance.choice([0, 0, 0, 1, 2]))]
    return tuple((first, first + timedelta(days=chance.choice([0, 20, 170]))) for first in firsts)


def _draw_mostly(chance: Random, values: Sequence[Value]) -> Value:
    return values[0] if chance.random() < 0.7 else chance.choice(values)
