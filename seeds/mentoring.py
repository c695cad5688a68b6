"""The demo's rounds of mentoring: a first round that is running, and a second round that is open to volunteers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.people.models import Choices, Person
from app.people.queries import get_person_by_email
from mentoring.preparation.contents import SLUGS
from mentoring.preparation.service import mark_chapter_as_read
from mentoring.rounds.models import Round
from mentoring.skills.service import add_curated_skills
from mentoring.volunteers.preferences import VolunteerPreferences, VolunteerSide
from mentoring.wishes.service import save_wishes
from seeds import demo_pairs
from seeds.consent import PERSONA_EMAILS, DemoMember
from seeds.demo import HELENE, OLIVIA, PHILIPPE
from seeds.volunteers import ENGLISH_SPEAKING_JUNIOR, ENGLISH_SPEAKING_SENIOR, LATE_SENIOR, draw_volunteer_terms

RANDOM_SEED = 97
FIRST_TITLE = {"fr": "Mentorat numérique, premier tour", "en": "Digital mentoring, first round"}
SECOND_TITLE = {"fr": "Mentorat numérique, deuxième tour", "en": "Digital mentoring, second round"}
FIRST_SENIORS, FIRST_JUNIORS = 13, 18
SECOND_SENIORS, SECOND_JUNIORS = 24, 32
LEADER_TITLES = ("Direction", "Responsable")
"""The job titles of team leaders begin with one of these."""


def create_demo_rounds(members: Sequence[DemoMember], now: datetime) -> tuple[int, int]:
    """Create both rounds; returns how many pairs meet in the first and how many people volunteered for the second."""
    add_curated_skills()
    chance = Random(RANDOM_SEED)
    first = demo_pairs.open_demo_round(FIRST_TITLE, now - demo_pairs.OPENED_AGO)
    since = now - demo_pairs.OPENED_AGO + timedelta(days=3)
    early = _add_volunteers_to_first_round(first, _list_charter_signers(members, since), since, chance)
    pairs = demo_pairs.simulate_round_until_now(first, now)
    _add_late_volunteer_and_propose(first, now - timedelta(days=1))
    others = [person for person in _list_charter_signers(members, now) if person.email not in PERSONA_EMAILS | early]
    return pairs, _add_volunteers_to_second_round(demo_pairs.open_demo_round(SECOND_TITLE, now), others, chance)


def _add_volunteers_to_first_round(
    round_: Round, people: Sequence[Person], moment: datetime, chance: Random
) -> set[str]:
    """Seniors and juniors who are all prepared; Philippe asks for an English speaker and Olivia speaks English. Returns their addresses."""
    others = [person for person in people if person.email not in PERSONA_EMAILS and person.locale == "fr"]
    leads = [person for person in others if _is_team_leader(person)][:FIRST_SENIORS]
    teams = chance.sample([person for person in others if not _is_team_leader(person)], FIRST_JUNIORS)
    with clock.freeze_at(moment):
        for side, side_people in ((VolunteerSide.SENIOR, leads), (VolunteerSide.JUNIOR, teams)):
            for person in side_people:
                _save_wishes_and_read_chapters(round_, person, draw_volunteer_terms(side, ("fr",), chance), SLUGS)
        for persona, terms in ((PHILIPPE, ENGLISH_SPEAKING_SENIOR), (OLIVIA, ENGLISH_SPEAKING_JUNIOR)):
            _save_wishes_and_read_chapters(round_, get_person_by_email(persona.email), terms, SLUGS)
    return {person.email for person in (*leads, *teams)}


def _add_late_volunteer_and_propose(round_: Round, moment: datetime) -> None:
    """Hélène volunteers at that moment and is asked about a proposal an hour later."""
    with clock.freeze_at(moment):
        _save_wishes_and_read_chapters(round_, get_person_by_email(HELENE.email), LATE_SENIOR, ())
    demo_pairs.propose_to_newcomers(round_, moment + timedelta(hours=1))


def _add_volunteers_to_second_round(round_: Round, people: Sequence[Person], chance: Random) -> int:
    """Returns how many people volunteer; some of the juniors have not prepared yet."""
    leads = [person for person in people if _is_team_leader(person)][:SECOND_SENIORS]
    teams = chance.sample([person for person in people if not _is_team_leader(person)], SECOND_JUNIORS)
    for side, side_people in ((VolunteerSide.SENIOR, leads), (VolunteerSide.JUNIOR, teams)):
        for person in side_people:
            languages = ("fr", "en") if person.locale == "en" or chance.random() < 0.3 else ("fr",)
            chapters_read = SLUGS if chance.random() < 0.8 else SLUGS[:1]
            _save_wishes_and_read_chapters(round_, person, draw_volunteer_terms(side, languages, chance), chapters_read)
    return len(leads) + len(teams)


def _list_charter_signers(members: Sequence[DemoMember], moment: datetime) -> list[Person]:
    """The members who had accepted the charter by then, in the order of the members."""
    places = {member.colleague.email: place for place, member in enumerate(members)}
    signed = select(Choices.person_id).where(Choices.charter_accepted_at <= moment)
    people = session().scalars(select(Person).where(Person.email.in_(places), Person.id.in_(signed)))
    return sorted(people, key=lambda person: places[person.email])


def _is_team_leader(person: Person) -> bool:
    return person.job_title.startswith(LEADER_TITLES)


def _save_wishes_and_read_chapters(
    round_: Round, person: Person, terms: VolunteerPreferences, chapters_read: Sequence[str]
) -> None:
    save_wishes(round_, person.id, terms, version="")
    for slug in chapters_read if terms.side is VolunteerSide.JUNIOR else ():
        mark_chapter_as_read(person.id, slug)
