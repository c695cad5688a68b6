"""A round of its own for the browser: somebody who may volunteer, somebody who did, and HR over enough people to be counted."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.transaction import transaction
from app.people.accounts.service.sign_in import set_password
from app.people.queries import get_person
from app.people.service.roles import give_role
from mentoring.volunteers.preferences import PresentAndWantedLevel, VolunteerSide
from tests.browser.world import PASSWORD
from tests.makers import make_site, make_unit
from tests.mentoring.company import make_colleagues, make_round, make_volunteer

WHY = {
    "fr": "Oser les outils, avec quelqu’un de patient, à son rythme.",
    "en": "Dare the tools, with somebody patient, at one’s own pace.",
}


@dataclass(frozen=True)
class Round:
    """Its name in addresses, and who can sign in."""

    slug: str
    new: str
    junior: str
    hr: str


def build_round(name: str) -> Round:
    """A round for a unit of its own, with fourteen seniors and twelve juniors who volunteered, and one more colleague."""
    with transaction():
        unit, site = make_unit(), make_site()
        site.name = f"Rennes {name}"
        round_row = make_round(title={"fr": name, "en": name}, why=WHY, audience={"units": [unit.slug]})
        new, junior, hr, *others = make_colleagues(28, site=site, unit=unit)
        for number, person_id in enumerate(others):
            side = VolunteerSide.SENIOR if number < 14 else VolunteerSide.JUNIOR
            level = PresentAndWantedLevel(level=0, wanted=3) if number < 14 else PresentAndWantedLevel(level=4)
            make_volunteer(
                round_row, person_id, side, skills={"linkedin": level, ("watch", "power-bi")[number % 2]: level}
            )
        make_volunteer(round_row, junior, VolunteerSide.JUNIOR, suggestion=f"Podcasts {name}").prepared_at = None
        give_role(get_person(hr), "hr")
        for person_id in (new, junior, hr):
            set_password(get_person(person_id), PASSWORD)
        return Round(round_row.slug, *(get_person(person_id).email for person_id in (new, junior, hr)))
