"""The demo's round of mentoring: the curated skills, and leaders and colleagues who volunteered; some have prepared, some not yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from app.people.models import Person
from app.people.queries import get_by_email
from mentoring.preparation.contents import SLUGS
from mentoring.preparation.service import mark_read
from mentoring.rounds.models import Round
from mentoring.rounds.service import create_round, open_round
from mentoring.rounds.writing import Writing
from mentoring.skills.curated import CURATED
from mentoring.skills.service import add_curated
from mentoring.volunteers.queries import has_accepted_charter
from mentoring.volunteers.service import keep_wishes
from mentoring.volunteers.terms import INTERESTS, Level, Side, Terms
from seeds.consent import NAMED, Member

CHANCE = 97
SENIORS, JUNIORS = 24, 32
LEADS = ("Direction", "Responsable")
"""How the job titles of those begin who lead others."""
HOPES = {
    Side.SENIOR: ("Oser publier.", "Gagner du temps chaque semaine.", "Comprendre ce que l’IA change pour mon équipe."),
    Side.JUNIOR: ("Apprendre à expliquer.", "Mieux connaître les autres métiers.", "Que mes idées soient entendues."),
}


def open_a_round(members: Sequence[Member], now: datetime) -> int:
    """Open the round and let some volunteer; how many did."""
    add_curated()
    today = now.date()
    asked = open_round(
        create_round(
            Writing(
                title={"fr": "Mentorat numérique, premier tour", "en": "Digital mentoring, first round"},
                why={
                    "fr": "Apprendre un geste numérique avec quelqu’un de patient, à son rythme et en privé.",
                    "en": "Learn a digital skill with somebody patient, at one’s own pace and in private.",
                },
                sponsor="Philippe Arnoux, direction de l’indemnisation",
                volunteering_ends_on=today + timedelta(days=14),
                starts_on=today + timedelta(days=28),
                ends_on=today + timedelta(days=210),
                rolling=True,
            )
        )
    )
    chance = Random(CHANCE)
    readers = _who_read_the_charter(members)
    leads = [one for one in readers if one.job_title.startswith(LEADS)]
    teams = [one for one in readers if one not in leads]
    sides = (Side.SENIOR, leads[:SENIORS]), (Side.JUNIOR, chance.sample(teams, JUNIORS))
    for side, people in sides:
        for person in people:
            _volunteer(asked, person, side, chance)
    return sum(len(people) for _, people in sides)


def _who_read_the_charter(members: Sequence[Member]) -> list[Person]:
    """Those among the members, but for the people whom the demo names: they volunteer when somebody tries it."""
    emails = [one.colleague.email for one in members if one.colleague.email not in NAMED]
    return [person for person in map(get_by_email, emails) if has_accepted_charter(person.id)]


def _volunteer(asked: Round, person: Person, side: Side, chance: Random) -> None:
    is_senior = side is Side.SENIOR
    level = Level(level=chance.randrange(2), wanted=3) if is_senior else Level(level=chance.randrange(3, 6))
    days = chance.sample(range(5), 3)
    terms = Terms(
        side=side,
        languages=("fr", "en") if person.locale == "en" or chance.random() < 0.3 else ("fr",),
        slots=tuple(
            (day, start * 60, start * 60 + 120) for day in sorted(days) for start in (chance.choice((9, 11, 14)),)
        ),
        skills=dict.fromkeys(chance.sample(sorted(CURATED), 2 if is_senior else 3), level),
        interests=tuple(sorted(chance.sample(sorted(INTERESTS), 2))),
        hopes=chance.choice(HOPES[side]),
        capacity=1 if is_senior else chance.choice((1, 1, 2)),
    )
    keep_wishes(asked, person.id, terms, seen="")
    read = SLUGS if chance.random() < 0.8 else SLUGS[:1]
    for slug in read if not is_senior else ():
        mark_read(person.id, slug)
