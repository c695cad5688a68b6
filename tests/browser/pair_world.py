"""Two people who meet for reverse mentoring: their first session began an hour ago, and one session is all that is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.sign_in import set_password
from app.people.queries import get_person
from app.people.service.participation import join_game
from mentoring.pairs.models import PairLevel
from mentoring.pairs.service.start import start_pair
from mentoring.rounds.models import MentoringSkill
from mentoring.skills.service import add_curated_skills
from tests.browser.world import PASSWORD
from tests.makers import make_people, make_site
from tests.mentoring.pairs.makers import make_round, make_volunteer

EVERY_MORNING = [[day, 9 * 60, 12 * 60] for day in range(7)]


@dataclass(frozen=True)
class Tandem:
    """Who can sign in, and where they meet."""

    senior: str
    junior: str
    path: str


def build_tandem(*, sessions: int = 2, begun: bool = True) -> Tandem:
    """A pair that began a week ago."""
    now = clock.now()
    with transaction(), clock.freeze_at(now - timedelta(days=8)):
        site = make_site()
        site.name = "Nantes"
        ids = make_people(2, site=site, joined_at=None)
        named = (("Marc", "Delorme", "Responsable d’agence"), ("Inès", "Benali", "Chargée de communication digitale"))
        for person_id, (given_name, family_name, job_title) in zip(ids, named, strict=True):
            person = get_person(person_id)
            person.given_name, person.family_name, person.job_title = given_name, family_name, job_title
            set_password(person, PASSWORD)
            join_game(person)
        round_ = make_round(sessions=sessions, minutes=45)
        for person_id, side in zip(ids, ("senior", "junior"), strict=True):
            make_volunteer(round_.id, person_id, side, slots=EVERY_MORNING)
        first = now - timedelta(hours=1) if begun else now + timedelta(days=2)
        pair = start_pair(round_.id, ids[0], ids[1], [first, first + timedelta(days=7)])
        add_curated_skills()
        skill_id = session().scalars(select(MentoringSkill.id).where(MentoringSkill.slug == "linkedin")).one()
        session().add(PairLevel(pair_id=pair.id, person_id=ids[0], skill_id=skill_id, level_before=1))
        return Tandem(get_person(ids[0]).email, get_person(ids[1]).email, f"/mentoring/pairs/{pair.id}")
