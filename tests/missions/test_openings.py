"""The clock opens missions to people who changed: whatever happens in whatever order, a look at everybody finds nothing more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from threading import Thread

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.changes.models import PersonChange
from app.people.directory.entries import DirectoryGroup
from app.people.directory.service.groups import merge_groups
from app.people.models import Person, Region, Site, Unit
from app.people.service.participation import choose_language, join_game, leave_game
from app.people.service.roles import give_role, take_role_back
from missions import queries
from missions.jobs import enrol_newly_reached_people
from missions.models import Enrolment, Mission
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.paths import end_path
from missions.service.publish import create_and_publish_mission, pause_mission, publish_draft, resume_mission
from missions.service.write import Availability, save_mission_draft
from tests.examples import examples
from tests.makers import MONDAY, WORDS, make_mission_draft, make_people, make_site, make_unit
from tests.missions.company import enrolled_in
from tests.paths import write_and_publish_path

SLUGS = [f"m-{number}" for number in range(4)]
ROLES = ("ambassador", "animator")


class Company:
    """A company in which things happen by chance; each act is a transaction of its own."""

    def __init__(self, chance: Random) -> None:
        """Make three sites, three units and nine people of whom some take part."""
        self.chance, self.now = chance, MONDAY
        with transaction():
            sites, units = [make_site() for _ in range(3)], [make_unit() for _ in range(3)]
            self.people = [
                make_people(1, site=chance.choice(sites), unit=chance.choice(units), joined_at=joined_at)[0]
                for joined_at in [MONDAY] * 6 + [None] * 3
            ]
            self.sites, self.units = [site.id for site in sites], [unit.id for unit in units]

    def act(self) -> None:
        """Let one thing happen, an hour or some days after the one before."""
        acts: list[Callable[[], None]] = [
            *[self._move, self._speak, self._arrive, self._join_or_stop, self._leave, self._get_role] * 2,
            *(self._publish, self._pause_or_resume, self._lay_path, self._close_path, self._move_site, self._merge),
        ]
        self.now += timedelta(hours=self.chance.choice([1, 30, 200]))
        with clock.freeze_at(self.now), transaction():
            self.chance.choice(acts)()

    def _draw_person(self) -> Person:
        return session().get_one(Person, self.chance.choice(self.people))

    def _move(self) -> None:
        person = self._draw_person()
        person.site_id, person.unit_id = self.chance.choice(self.sites), self.chance.choice(self.units)

    def _speak(self) -> None:
        choose_language(self._draw_person(), self.chance.choice(["fr", "en"]))

    def _arrive(self) -> None:
        self._draw_person().arrived_on = date(2026, self.chance.randint(1, 4), 1)

    def _join_or_stop(self) -> None:
        self.chance.choice([join_game, join_game, leave_game])(self._draw_person())

    def _leave(self) -> None:
        self._draw_person().left_on = self.chance.choice([None, None, self.now.date()])

    def _get_role(self) -> None:
        self.chance.choice([give_role, give_role, take_role_back])(self._draw_person(), self.chance.choice(ROLES))

    def _draw_audience(self) -> dict[str, object]:
        chance = self.chance
        parts: dict[str, object] = {
            "sites": [session().get_one(Site, chance.choice(self.sites)).slug],
            "units": [session().get_one(Unit, chance.choice(self.units)).slug],
            "regions": [session().get_one(Region, session().get_one(Site, chance.choice(self.sites)).region_id).slug],
            "languages": ["en"],
            "roles": [chance.choice(ROLES)],
            "arrived_from": "2026-02-01",
        }
        return {name: parts[name] for name in chance.sample(sorted(parts), chance.choice([0, 1, 1, 2]))}

    def _publish(self) -> None:
        slug, starts_at = self.chance.choice(SLUGS), self.chance.choice([None, self.now + timedelta(days=20)])
        availability = Availability(
            audience=self._draw_audience(), standalone=self.chance.random() < 0.6, starts_at=starts_at
        )
        draft = make_mission_draft(wanted=1, availability=availability)
        if queries.find_mission(slug) is None:
            create_and_publish_mission(slug, draft)
        else:
            save_mission_draft(slug, draft)
            publish_draft(queries.get_mission(slug))

    def _pause_or_resume(self) -> None:
        for mission in session().scalars(select(Mission).where(Mission.slug == self.chance.choice(SLUGS))):
            self.chance.choice([pause_mission, resume_mission, resume_mission])(mission)

    def _lay_path(self) -> None:
        written = [slug for slug in SLUGS if queries.find_mission(slug)]
        steps = self.chance.sample(written, min(2, len(written)))
        opens, audience = self.chance.random() < 0.8, self._draw_audience()
        write_and_publish_path("p", title=WORDS, why=WORDS, missions=steps, opens_on_joining=opens, audience=audience)

    def _close_path(self) -> None:
        if path := queries.find_path("p"):
            end_path(path)

    def _move_site(self) -> None:
        site, other = self.chance.sample(self.sites, 2)
        session().get_one(Site, site).region_id = session().get_one(Site, other).region_id

    def _merge(self) -> None:
        kind = self.chance.choice(list(DirectoryGroup))
        left = session().scalars(text(f"select name from {kind.value} where merged_into_id is null order by id")).all()
        if len(left) > 2:
            merge_groups(kind, *self.chance.sample(list(left), 2))


@settings(max_examples=examples(4), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_after_any_changes_a_look_at_everybody_opens_nothing_more(app: Application, seed: int) -> None:
    with transaction():
        session().execute(text("truncate mission, path cascade"))
    company = Company(Random(seed))
    for _ in range(6):
        for _ in range(5):
            company.act()
        with clock.freeze_at(company.now):
            enrol_newly_reached_people()
            with transaction():
                assert enrol_everyone_in_missions() == 0


def test_a_merge_of_units_opens_what_was_for_one_of_them_to_the_people_of_both(app: Application) -> None:
    with transaction():
        west, east = make_unit(), make_unit()
        people = make_people(1, unit=west) + make_people(1, unit=east)
        availability = Availability(audience={"units": [west.slug]}, standalone=True)
        create_and_publish_mission("m", make_mission_draft(availability=availability))
        names = west.name, east.name
    enrol_newly_reached_people()
    assert enrolled_in() == people[:1]
    with transaction():
        merge_groups(DirectoryGroup.UNIT, *names)
    enrol_newly_reached_people()
    assert enrolled_in() == people


def test_a_site_that_changes_its_region_opens_what_is_for_the_region(app: Application) -> None:
    with transaction():
        site, other = make_site(), make_site()
        people = make_people(2, site=site)
        site_id, region = site.id, session().get_one(Region, other.region_id)
        region_id = region.id
        availability = Availability(audience={"regions": [region.slug]}, standalone=True)
        create_and_publish_mission("m", make_mission_draft(availability=availability))
    enrol_newly_reached_people()
    with transaction():
        session().get_one(Site, site_id).region_id = region_id
    enrol_newly_reached_people()
    assert enrolled_in() == people


def test_a_turn_looks_at_nobody_who_did_not_change(app: Application) -> None:
    with transaction():
        make_people(3)
        create_and_publish_mission("m", make_mission_draft())
    enrol_newly_reached_people()
    with transaction():
        session().execute(delete(Enrolment))
        changed = make_people(1)
    enrol_newly_reached_people()
    assert enrolled_in() == changed
    with transaction():
        assert session().scalars(select(PersonChange.id).where(PersonChange.reader == "enrolments")).all() == []


def test_whoever_changes_while_a_mission_is_published_is_looked_at_after_it(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        availability = Availability(audience={"languages": ["en"]}, standalone=True)
        save_mission_draft("m", make_mission_draft(availability=availability))
    enrol_newly_reached_people()

    def change_and_look() -> None:
        with app.app_context():
            with transaction():
                choose_language(session().get_one(Person, ada), "en")
            enrol_newly_reached_people()

    other = Thread(target=change_and_look)
    with transaction():
        publish_draft(queries.get_mission("m"))
        other.start()
        other.join(0.3)
        assert other.is_alive(), "It waits for the publication."
    other.join()
    assert enrolled_in() == [ada]
