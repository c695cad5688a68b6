"""What the tests of mentoring arrange: skills, a round, and people who volunteer."""

from __future__ import annotations

from datetime import date, timedelta

from app.kernel import clock
from app.kernel.database import session
from app.people.charter import CURRENT
from app.people.models import Choices
from app.people.queries import get_person
from app.people.service.roles import give_role
from mentoring.rounds import service
from mentoring.rounds.draft import RoundDraft
from mentoring.rounds.models import Round
from mentoring.rounds.rules import RoundRules
from mentoring.skills.service import add_curated_skills
from mentoring.volunteers.models import Volunteer
from mentoring.volunteers.preferences import PresentAndWantedLevel, VolunteerPreferences, VolunteerSide
from mentoring.wishes.service import save_wishes
from tests.makers import make_people

WORDS = {"fr": "Apprendre ensemble", "en": "Learning together"}


def writing(
    *, audience: dict[str, object] | None = None, rules: RoundRules | None = None, **overrides: object
) -> RoundDraft:
    """A round that may open today and starts in two weeks, some of it said otherwise."""
    today = clock.now().date()
    days = {
        "volunteering_ends_on": today + timedelta(days=7),
        "starts_on": today + timedelta(days=14),
        "ends_on": today + timedelta(days=200),
    }
    usual: dict[str, object] = {"title": WORDS, "why": WORDS, "sponsor": "Claire Fontaine, DRH", **days}
    return RoundDraft(audience=audience or {}, rules=rules or RoundRules(), **(usual | overrides))  # type: ignore[arg-type]  # spelled by each test


def make_round(**overrides: object) -> Round:
    """A round that is open, with the curated skills."""
    add_curated_skills()
    return service.open_round(service.create_round(writing(**overrides)))  # type: ignore[arg-type]  # as above


def make_colleagues(count: int, **more: object) -> list[int]:
    """People who accepted the charter and take no part in the game."""
    people = make_people(count, joined_at=None, **more)  # type: ignore[arg-type]  # as above
    for choices in session().query(Choices).where(Choices.person_id.in_(people)):
        choices.charter_version = CURRENT.version
    session().flush()
    return people


def terms(side: VolunteerSide = VolunteerSide.SENIOR, **overrides: object) -> VolunteerPreferences:
    """What somebody says who wishes for LinkedIn, or offers it."""
    level = PresentAndWantedLevel(level=1, wanted=3) if side is VolunteerSide.SENIOR else PresentAndWantedLevel(level=4)
    usual: dict[str, object] = {"languages": ("fr",), "slots": ((0, 540, 660),), "skills": {"linkedin": level}}
    return VolunteerPreferences(side=side, **({**usual, "hopes": "Oser publier."} | overrides))  # type: ignore[arg-type]  # as above


def make_volunteer(
    round_: Round, person_id: int, side: VolunteerSide = VolunteerSide.SENIOR, **overrides: object
) -> Volunteer:
    """Somebody who volunteered, and is prepared if need be."""
    volunteer = save_wishes(round_, person_id, terms(side, **overrides), version="")
    volunteer.prepared_at = clock.now()
    session().flush()
    return volunteer


def make_hr() -> int:
    """Somebody who runs rounds."""
    (person_id,) = make_people(1, joined_at=None)
    give_role(get_person(person_id), "hr")
    return person_id


def day(number: int) -> str:
    """A day so many days from today, as a form sends it."""
    day_: date = clock.now().date() + timedelta(days=number)
    return day_.isoformat()
