"""A repeated mission is completed so often in each period of the person's calendar, whatever the order and however many hear of it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.points.service import create_and_publish_rule
from missions.periods import Recurrence, RepeatPeriod
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.examples import examples
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_mission_draft, make_people, make_site, tell
from tests.missions.company import completions_of, make_post, make_undo, tell_in_any_order
from tests.points.makers import get_balance

PARIS = ZoneInfo("Europe/Paris")


def publish(times: int, period: RepeatPeriod, wanted: int = 1) -> None:
    with transaction():
        create_and_publish_mission(
            "m",
            make_mission_draft(
                wanted=wanted, availability=Availability(recurrence=Recurrence(times, period), standalone=True)
            ),
        )


def test_each_week_holds_so_many_completions_and_no_more(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
    publish(2, RepeatPeriod.WEEK)
    tell(*(make_post(str(hour), ada, MONDAY + timedelta(hours=hour)) for hour in range(4)))
    tell(make_post("next", ada, MONDAY + timedelta(days=7)))
    catch_up()
    assert completions_of(ada) == [
        (date(2026, 1, 5), 1, MONDAY),
        (date(2026, 1, 5), 2, MONDAY + timedelta(hours=1)),
        (date(2026, 1, 12), 1, MONDAY + timedelta(days=7)),
    ]


def test_a_late_activity_counts_in_its_own_week(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
    publish(1, RepeatPeriod.WEEK)
    tell(make_post("now", ada, MONDAY + timedelta(days=8)))
    catch_up()
    tell(make_post("late", ada, MONDAY + timedelta(days=1)))
    catch_up()
    assert [on for on, _, _ in completions_of(ada)] == [date(2026, 1, 5), date(2026, 1, 12)]


def test_a_day_is_the_one_of_the_place_where_the_person_works(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, site=make_site(time_zone="Asia/Tokyo"))
    publish(1, RepeatPeriod.DAY)
    evening = datetime(2026, 1, 6, 14, 30, tzinfo=UTC)
    tell(make_post("evening", ada, evening), make_post("night", ada, evening + timedelta(hours=1)))
    catch_up()
    assert [on for on, _, _ in completions_of(ada)] == [date(2026, 1, 6), date(2026, 1, 7)]


def test_each_completion_takes_its_whole_count(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
    publish(2, RepeatPeriod.MONTH, wanted=3)
    tell(*(make_post(str(day), ada, MONDAY + timedelta(days=day)) for day in range(8)))
    catch_up()
    assert [at for _, _, at in completions_of(ada)] == [MONDAY + timedelta(days=2), MONDAY + timedelta(days=5)]


def test_what_is_taken_back_frees_its_place_for_what_came_after(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
    publish(1, RepeatPeriod.WEEK)
    tell(make_post("a", ada, MONDAY), make_post("b", ada, MONDAY + timedelta(hours=2)))
    catch_up()
    tell(make_undo("a", ada, MONDAY))
    catch_up()
    assert completions_of(ada) == [(date(2026, 1, 5), 1, MONDAY + timedelta(hours=2))]


@pytest.mark.fault
def test_eight_writers_at_the_cap_earn_once(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_rule("mission", "mission.completed", sentence=WORDS, in_force_from=LONG_AGO)
    publish(1, RepeatPeriod.WEEK)

    def write(number: int) -> None:
        with app.app_context():
            tell(make_post(str(number), ada, MONDAY + timedelta(minutes=number)))
            catch_up(["missions"])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    catch_up()
    assert completions_of(ada) == [(date(2026, 1, 5), 1, MONDAY)]
    with transaction():
        assert get_balance(ada) == 10


def expected(hours: Sequence[int], times: int, wanted: int) -> list[tuple[date, int]]:
    """What one person completes by posting at these hours after the Monday, a week at a time, counted by hand."""
    weeks: dict[date, int] = {}
    for hour in hours:
        day = (MONDAY + timedelta(hours=hour)).astimezone(PARIS).date()
        weeks[day - timedelta(days=day.weekday())] = weeks.get(day - timedelta(days=day.weekday()), 0) + 1
    return sorted(
        (week, number) for week, posts in weeks.items() for number in range(1, min(posts // wanted, times) + 1)
    )


@pytest.mark.property
@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hours=st.lists(st.integers(0, 24 * 20), max_size=10, unique=True),
    back=st.sets(st.integers(0, 9)),
    chance=st.randoms(use_true_random=False),
)
def test_any_order_gives_what_counting_by_hand_gives(
    repeated: None, hours: list[int], back: set[int], chance: Random
) -> None:
    with transaction():
        (ada,) = make_people(1)
        enrol_everyone_in_missions()
    facts: list[NewFact] = []
    for number, hour in enumerate(hours):
        at, key = MONDAY + timedelta(hours=hour), f"{ada}-{number}"
        facts += [make_post(key, ada, at)] + ([make_undo(key, ada, at)] if number in back else [])
    tell_in_any_order(facts, chance)
    standing = [hour for number, hour in enumerate(hours) if number not in back]
    assert sorted((on, number) for on, number, _ in completions_of(ada)) == expected(standing, 2, 2)


@pytest.fixture
def repeated(app: Application) -> None:
    """A mission of two posts, twice a week at most."""
    publish(2, RepeatPeriod.WEEK, wanted=2)
