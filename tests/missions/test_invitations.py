"""Who is invited to what, and when: audiences, paths with clocks of their own, late joiners, and steps that come after others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.circles import find_circle
from app.kernel.database import session
from app.kernel.errors import Invalid
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.queries import get_person
from app.people.service.participation import choose_language
from app.people.service.roles import give_role
from missions.jobs import enrol_newly_reached_people
from missions.models import Enrolment
from missions.progress.person_mission import MissionState
from missions.progress.queries import get_person_mission, get_person_path
from missions.service.paths import StepDraft
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.makers import MONDAY, WORDS, catch_up, make_mission_draft, make_people, make_site, make_unit, tell
from tests.missions.company import enrolled_in, make_post
from tests.paths import write_and_publish_path

ON_NO_PATH = Availability()


def open_for(**audience: object) -> None:
    with transaction():
        create_and_publish_mission(
            "m", make_mission_draft(wanted=1, availability=Availability(audience=audience, standalone=True))
        )


def test_an_audience_narrows_by_everything_that_it_says(app: Application) -> None:
    with transaction():
        site, unit = make_site(), make_unit()
        here, there = make_people(2, site=site, unit=unit), make_people(1, unit=unit)
        choose_language(get_person(here[0]), "en")
        slugs = {"sites": [site.slug], "units": [unit.slug]}
    open_for(**slugs, languages=["en"])
    assert enrolled_in() == [here[0]]
    with transaction():
        choose_language(get_person(here[1]), "en")
        choose_language(get_person(there[0]), "en")
    enrol_newly_reached_people()
    assert enrolled_in() == here


def test_a_role_opens_what_is_for_it_and_takes_nothing_back(app: Application) -> None:
    with transaction():
        ada, _ = make_people(2)
        give_role(get_person(ada), "ambassador")
    open_for(roles=["ambassador", "animator"])
    assert enrolled_in() == [ada]


def test_an_audience_may_be_those_who_arrived_between_two_days(app: Application) -> None:
    with transaction():
        _, ben = make_people(2)
        session().get_one(Person, ben).arrived_on = datetime(2026, 3, 1, tzinfo=UTC).date()
    open_for(arrived_from="2026-02-01", arrived_until="2026-03-01")
    assert enrolled_in() == [ben]


def test_an_audience_of_something_else_is_refused_where_it_stands(app: Application) -> None:
    with pytest.raises(Invalid) as refused:
        open_for(ages=[30])
    assert [error.pointer for error in refused.value.errors] == ["/settings/ages"]


def test_a_step_opens_so_many_days_after_arrival_and_at_once_for_who_joins_late(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        for slug in ("first", "later"):
            create_and_publish_mission(slug, make_mission_draft(wanted=1, within_days=7, availability=ON_NO_PATH))
        steps = [StepDraft(mission="first"), StepDraft(mission="later", opens_after_days=30)]
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=steps, opens_on_joining=True)
        (ben,) = make_people(1, joined_at=MONDAY + timedelta(days=60))
        session().get_one(Person, ben).arrived_on = MONDAY.date()
    enrol_newly_reached_people()
    assert _states(ada, MONDAY + timedelta(days=1)) == [MissionState.OPEN, MissionState.SOON]
    assert _states(ada, MONDAY + timedelta(days=31)) == [MissionState.CLOSED, MissionState.OPEN]
    assert _states(ben, MONDAY + timedelta(days=61)) == [MissionState.OPEN, MissionState.OPEN]


def test_a_step_that_comes_after_another_waits_and_what_was_done_for_it_counts(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_mission(
            "before", make_mission_draft(wanted=1, facts=["answer.created"], availability=ON_NO_PATH)
        )
        create_and_publish_mission("after", make_mission_draft(wanted=2, availability=ON_NO_PATH))
        steps = [StepDraft(mission="before"), StepDraft(mission="after", needs=("before",))]
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=steps, opens_on_joining=True)
    tell(make_post("1", ada, MONDAY))
    catch_up()
    now = MONDAY + timedelta(days=1)
    assert _states(ada, now) == [MissionState.OPEN, MissionState.WAITING]
    with clock.freeze_at(now), transaction():
        waiting = get_person_mission(ada, "after")
    assert (waiting.current_state(now), waiting.done_count_of_current_completion(now), list(waiting.waits_for)) == (
        MissionState.WAITING,
        1,
        [WORDS],
    )


def test_a_mission_that_one_path_holds_back_and_another_does_not_is_open(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        for slug in ("before", "after"):
            create_and_publish_mission(slug, make_mission_draft(availability=ON_NO_PATH))
        ordered = [StepDraft(mission="before"), StepDraft(mission="after", needs=("before",))]
        for name, steps in (("slow", ordered), ("quick", [StepDraft(mission="after")])):
            write_and_publish_path(name, title=WORDS, why=WORDS, missions=steps, opens_on_joining=True)
    catch_up()
    now = MONDAY + timedelta(days=1)
    with clock.freeze_at(now), transaction():
        mission = get_person_mission(ada, "after")
    assert (mission.current_state(now), list(mission.waits_for)) == (MissionState.OPEN, [])


def test_steps_that_wait_for_one_another_are_refused_with_the_circle_named(app: Application) -> None:
    steps = [StepDraft(mission="a", needs=("b",)), StepDraft(mission="b", needs=("a",))]
    with transaction():
        create_and_publish_mission("a", make_mission_draft())
        create_and_publish_mission("b", make_mission_draft())
    with pytest.raises(Invalid, match="a → b → a"), transaction():
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=steps)


def test_a_step_named_twice_or_needed_from_elsewhere_is_refused(app: Application) -> None:
    with transaction():
        create_and_publish_mission("a", make_mission_draft())
        create_and_publish_mission("b", make_mission_draft())
    with pytest.raises(Invalid, match="Twice on the path: a"), transaction():
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=["a", "a"])
    with pytest.raises(Invalid, match="Not on the path: b"), transaction():
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=[StepDraft(mission="a", needs=("b",))])


def test_a_circle_is_found_wherever_it_starts() -> None:
    assert find_circle({"a": ["b"], "b": ["c"], "c": []}) is None
    assert find_circle({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]}) == ["a", "b", "c", "a"]
    assert find_circle({"a": ["a"]}) == ["a", "a"]


def _states(person_id: int, now: datetime) -> list[MissionState]:
    with clock.freeze_at(now), transaction():
        return [mission.current_state(now) for mission in get_person_path(person_id, "path").missions]


@pytest.mark.parametrize(
    ("time_zone", "arrived_on", "opens_at", "ends_at"),
    [
        ("Europe/Paris", date(2026, 3, 2), "2026-03-31T22:00Z", "2026-04-30T22:00Z"),
        ("Europe/Paris", date(2026, 2, 16), "2026-03-17T23:00Z", "2026-04-16T22:00Z"),
        ("America/New_York", date(2026, 2, 2), "2026-03-04T05:00Z", "2026-04-03T04:00Z"),
        ("Australia/Lord_Howe", date(2026, 2, 20), "2026-03-21T13:00Z", "2026-04-20T13:30Z"),
    ],
)
def test_days_are_counted_where_the_person_works_across_a_change_of_the_clocks(
    app: Application, time_zone: str, arrived_on: date, opens_at: str, ends_at: str
) -> None:
    with transaction():
        (person,) = make_people(1, site=make_site(time_zone=time_zone))
        get_person(person).arrived_on = arrived_on
        create_and_publish_mission("late", make_mission_draft(wanted=1, within_days=30, availability=ON_NO_PATH))
        step = StepDraft(mission="late", opens_after_days=30)
        write_and_publish_path("p", title=WORDS, why=WORDS, missions=[step], opens_on_joining=True)
    with transaction():
        opened = session().execute(select(Enrolment.opens_at, Enrolment.counts_until)).one()
    assert tuple(opened) == (datetime.fromisoformat(opens_at), datetime.fromisoformat(ends_at))
