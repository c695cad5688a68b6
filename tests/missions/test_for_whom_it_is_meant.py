"""A mission may count what others did about a person: an answer of theirs that was marked as useful, whoever asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from random import Random
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.journal.drain import drain_reader
from app.journal.models import SHARDS
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import join_game, leave_game
from missions.periods import Recurrence, RepeatPeriod
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.examples import examples
from tests.makers import MONDAY, catch_up, make_mission_draft, make_people, make_site, tell
from tests.missions.company import completions_of, make_post, make_undo, tell_in_any_order
from tests.points.makers import make_useful_mark

USEFUL = "answer.accepted:counterpart"
DAY = timedelta(days=1)
WEEKLY = Availability(recurrence=Recurrence(2, RepeatPeriod.WEEK), standalone=True)


def publish(kind: str = "activity", *, availability: Availability | None = None, **settings: object) -> None:
    """A mission about useful answers, one unless told otherwise."""
    with transaction():
        given = {"facts": [USEFUL], "wanted": 1} | settings
        create_and_publish_mission("m", make_mission_draft(kind, availability=availability, **given))  # type: ignore[arg-type]  # spelled by each test


def list_completion_moments(person_id: int) -> list[datetime]:
    """When this person completed it."""
    return [at for _, _, at in completions_of(person_id)]


def people(count: int) -> list[int]:
    with transaction():
        return make_people(count)


def test_it_counts_for_whose_answer_it_was_and_not_for_who_marked_it(app: Application) -> None:
    asker, author = people(2)
    publish()
    tell(make_useful_mark("a", asker, author))
    catch_up()
    assert (list_completion_moments(asker), list_completion_moments(author)) == ([], [MONDAY])


def test_marking_counts_for_who_marks_as_before(app: Application) -> None:
    asker, author = people(2)
    publish(facts=["answer.accepted"])
    tell(make_useful_mark("a", asker, author))
    catch_up()
    assert (list_completion_moments(asker), list_completion_moments(author)) == ([MONDAY], [])


def test_one_s_own_answer_marked_by_oneself_is_no_help_to_anybody(app: Application) -> None:
    (ada,) = people(1)
    publish()
    tell(make_useful_mark("a", ada, ada))
    catch_up()
    assert list_completion_moments(ada) == []


def test_who_marked_it_takes_it_back_and_nobody_else_does(app: Application) -> None:
    asker, author = people(2)
    publish()
    tell(make_useful_mark("a", asker, author), make_undo("a", author, MONDAY))
    catch_up()
    assert list_completion_moments(author) == [MONDAY]
    tell(NewFact(kind="activity.undone", source="rse", source_key="u", occurred_at=MONDAY, actor_id=asker, undoes="a"))
    catch_up()
    assert list_completion_moments(author) == []


def test_a_late_one_moves_the_moment_of_the_completion(app: Application) -> None:
    asker, author = people(2)
    publish()
    for key, at in (("now", MONDAY + 2 * DAY), ("late", MONDAY + DAY)):
        tell(make_useful_mark(key, asker, author, at))
        catch_up()
    assert list_completion_moments(author) == [MONDAY + DAY]


def test_different_people_are_those_who_were_helped(app: Application) -> None:
    ada, ben, author = people(3)
    publish("distinct", of="people", wanted=2)
    tell(*(make_useful_mark(str(hour), ada, author, MONDAY + timedelta(hours=hour)) for hour in range(3)))
    catch_up()
    assert list_completion_moments(author) == []
    tell(make_useful_mark("ben", ben, author, MONDAY + DAY))
    catch_up()
    assert list_completion_moments(author) == [MONDAY + DAY]


def test_a_mission_may_count_both_what_one_does_and_what_one_is_thanked_for(app: Application) -> None:
    asker, author = people(2)
    publish("rhythm", facts=[USEFUL, "post.created"], wanted=2)
    tell(
        make_useful_mark("a", asker, author),
        make_post("b", author, MONDAY + 7 * DAY),
        make_post("c", asker, MONDAY + 7 * DAY),
    )
    catch_up()
    assert (list_completion_moments(asker), list_completion_moments(author)) == ([], [MONDAY + 7 * DAY])


def test_only_its_communities_and_its_window_count(app: Application) -> None:
    asker, author = people(2)
    publish(communities=["here"], within_days=10)
    tell(make_useful_mark("nowhere", asker, author), make_useful_mark("late", asker, author, MONDAY + 20 * DAY))
    catch_up()
    assert list_completion_moments(author) == []


def test_what_was_found_useful_before_the_mission_was_published_counts(app: Application) -> None:
    asker, author = people(2)
    tell(make_useful_mark("a", asker, author))
    catch_up()
    publish()
    assert list_completion_moments(author) == [MONDAY]


def test_an_audience_is_that_of_whose_answer_it_was(app: Application) -> None:
    with transaction():
        here, there = make_site(), make_site()
        (asker,), (author,) = make_people(1, site=here), make_people(1, site=there)
        slug = here.slug
    publish(availability=Availability(audience={"sites": [slug]}, standalone=True))
    tell(make_useful_mark("a", asker, author), make_useful_mark("b", author, asker, MONDAY + DAY))
    catch_up()
    assert (list_completion_moments(asker), list_completion_moments(author)) == ([MONDAY + DAY], [])


def test_what_others_take_back_moves_nothing_of_who_takes_part_no_more_until_they_do_again(app: Application) -> None:
    asker, author = people(2)
    publish()
    tell(make_useful_mark("a", asker, author))
    catch_up()
    with clock.freeze_at(MONDAY + DAY), transaction():
        leave_game(get_person(author))
    tell(make_undo("a", asker, MONDAY + DAY), make_useful_mark("b", asker, author, MONDAY + 2 * DAY))
    catch_up()
    assert list_completion_moments(author) == [MONDAY]
    with clock.freeze_at(MONDAY + 3 * DAY), transaction():
        join_game(get_person(author))
    catch_up()
    assert list_completion_moments(author) == [MONDAY + 2 * DAY]


@pytest.fixture
def weekly(app: Application) -> None:
    """A mission of one useful answer, twice a week at most."""
    publish(availability=WEEKLY)


@pytest.mark.fault
def test_those_who_ask_are_heard_of_by_four_workers_at_once_and_the_author_is_counted_once(
    weekly: None, app: Application
) -> None:
    *askers, author = people(17)
    with transaction():
        enrol_everyone_in_missions()
    hours = [MONDAY + timedelta(hours=hour) for hour in range(len(askers))]
    tell(*(make_useful_mark(str(asker), asker, author, at) for asker, at in zip(askers, hours, strict=True)))
    ready = Barrier(SHARDS)

    def hear(shard: int) -> None:
        with app.app_context():
            ready.wait()
            drain_reader(readers_by_name()["missions"], shard)

    with ThreadPoolExecutor(SHARDS) as pool:
        list(pool.map(hear, range(SHARDS)))
    catch_up()
    assert list_completion_moments(author) == hours[:2]


MARKS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 20), st.booleans()), max_size=12)
"""Who marked, whose answer, on which day, and whether it was taken back."""


@pytest.mark.property
@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marks=MARKS, chance=st.randoms(use_true_random=False))
def test_any_order_gives_what_counting_by_hand_gives(
    weekly: None, marks: list[tuple[int, int, int, bool]], chance: Random
) -> None:
    three = people(3)
    with transaction():
        enrol_everyone_in_missions()
    facts: list[NewFact] = []
    for number, (asker, author, day, is_back) in enumerate(marks):
        key, at = f"{three[0]}-{number}", MONDAY + day * DAY
        facts += [make_useful_mark(key, three[asker], three[author], at)] * 2
        facts += [make_undo(key, three[asker], at)] if is_back else []
    tell_in_any_order(facts, chance)
    for place, person in enumerate(three):
        days = [day for asker, author, day, is_back in marks if author == place != asker and not is_back]
        assert sorted((on, number) for on, number, _ in completions_of(person)) == by_hand(days)


def by_hand(days: list[int]) -> list[tuple[date, int]]:
    """The week and the number in it of each completion, two a week at most."""
    weeks = [MONDAY.date() + timedelta(days=day - day % 7) for day in days]
    return sorted((week, number) for week in set(weeks) for number in range(1, min(weeks.count(week), 2) + 1))
