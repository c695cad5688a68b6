"""The demo's rounds of mentoring: the curated skills, a first round that runs, and a second one for which people volunteer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from app.kernel import clock
from app.people.models import Person
from app.people.queries import find_choices, get_by_email
from mentoring.preparation.contents import SLUGS
from mentoring.preparation.service import mark_read
from mentoring.rounds.models import Round
from mentoring.skills.service import add_curated
from mentoring.volunteers.service import keep_wishes
from mentoring.volunteers.terms import Side, Terms
from seeds import demo_pairs
from seeds.consent import NAMED, Member
from seeds.demo import HELENE, OLIVIA, PHILIPPE
from seeds.volunteers import HELPS_IN_ENGLISH, LATE, SPEAKS_ENGLISH, drawn

CHANCE = 97
FIRST = {"fr": "Mentorat numérique, premier tour", "en": "Digital mentoring, first round"}
SECOND = {"fr": "Mentorat numérique, deuxième tour", "en": "Digital mentoring, second round"}
FIRST_SENIORS, FIRST_JUNIORS = 13, 18
SENIORS, JUNIORS = 24, 32
LEADS = ("Direction", "Responsable")
"""How the job titles of those begin who lead others."""


def open_rounds(members: Sequence[Member], now: datetime) -> tuple[int, int]:
    """A first round that runs, and a second one that is open; how many pairs meet, and how many people volunteered for the second."""
    add_curated()
    chance = Random(CHANCE)
    first = demo_pairs.open_called(FIRST, now - demo_pairs.BEGAN_AGO)
    since = now - demo_pairs.BEGAN_AGO + timedelta(days=3)
    early = _volunteer_for_first(first, _readers(members, since), since, chance)
    pairs = demo_pairs.run(first, now)
    _join_late(first, now - timedelta(days=1))
    others = [one for one in _readers(members, now) if one.email not in NAMED | early]
    return pairs, _volunteer_for_second(demo_pairs.open_called(SECOND, now), others, chance)


def _volunteer_for_first(asked: Round, people: Sequence[Person], moment: datetime, chance: Random) -> set[str]:
    """A dozen of each side and some more; everybody has prepared. Philippe looks for somebody who speaks English, and Olivia does."""
    others = [one for one in people if one.email not in NAMED and one.locale == "fr"]
    leads = [one for one in others if _leads(one)][:FIRST_SENIORS]
    teams = chance.sample([one for one in others if not _leads(one)], FIRST_JUNIORS)
    with clock.at(moment):
        for side, side_people in ((Side.SENIOR, leads), (Side.JUNIOR, teams)):
            for person in side_people:
                _volunteer(asked, person, drawn(side, ("fr",), chance), SLUGS)
        for demo_person, terms in ((PHILIPPE, SPEAKS_ENGLISH), (OLIVIA, HELPS_IN_ENGLISH)):
            _volunteer(asked, get_by_email(demo_person.email), terms, SLUGS)
    return {one.email for one in (*leads, *teams)}


def _join_late(asked: Round, moment: datetime) -> None:
    """Hélène volunteered yesterday, and a proposal waits for her."""
    with clock.at(moment):
        _volunteer(asked, get_by_email(HELENE.email), LATE, ())
    demo_pairs.propose_to_newcomers(asked, moment + timedelta(hours=1))


def _volunteer_for_second(asked: Round, people: Sequence[Person], chance: Random) -> int:
    """Some of the juniors have not prepared yet."""
    leads = [one for one in people if _leads(one)][:SENIORS]
    teams = chance.sample([one for one in people if not _leads(one)], JUNIORS)
    for side, side_people in ((Side.SENIOR, leads), (Side.JUNIOR, teams)):
        for person in side_people:
            languages = ("fr", "en") if person.locale == "en" or chance.random() < 0.3 else ("fr",)
            read = SLUGS if chance.random() < 0.8 else SLUGS[:1]
            _volunteer(asked, person, drawn(side, languages, chance), read)
    return len(leads) + len(teams)


def _readers(members: Sequence[Member], moment: datetime) -> list[Person]:
    """Those among the members who had accepted the charter by then."""
    people = [get_by_email(one.colleague.email) for one in members]
    return [person for person in people if _has_accepted(person, moment)]


def _has_accepted(person: Person, moment: datetime) -> bool:
    choices = find_choices(person.id)
    return choices is not None and choices.charter_accepted_at is not None and choices.charter_accepted_at <= moment


def _leads(person: Person) -> bool:
    return person.job_title.startswith(LEADS)


def _volunteer(asked: Round, person: Person, terms: Terms, read: Sequence[str]) -> None:
    keep_wishes(asked, person.id, terms, seen="")
    for slug in read if terms.side is Side.JUNIOR else ():
        mark_read(person.id, slug)
