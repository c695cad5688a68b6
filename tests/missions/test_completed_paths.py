"""A completed path is told once, stays completed when it grows, and goes with a completion that it rested on."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.notices.models import Notice
from badges.service.publish import create_and_publish_badge
from missions import queries
from missions.measurement.service import update_progress_and_completions
from missions.path_completion.jobs import PAST_STEP
from missions.path_completion.service import settle_path_for_past
from missions.periods import Recurrence, RepeatPeriod
from missions.service.publish import create_and_publish_mission, end_mission
from missions.service.write import Availability
from tests.badges.test_awards import TEXT, badges_held_by
from tests.database_locks import another_waits_for_this_transaction
from tests.makers import MONDAY, WORDS, catch_up, make_mission_draft, make_people, tell
from tests.paths import write_and_publish_path

ACTS = {"speak": "post.created", "answer": "answer.created", "follow": "person.followed"}
ONCE = ["path.completed"]


def write_path(*missions: str) -> None:
    with transaction():
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=missions, opens_on_joining=True)


def act(person_id: int, slug: str, hour: int, *, again: str = "") -> NewFact:
    at = MONDAY + timedelta(hours=hour)
    key = f"{slug}:{person_id}{again}"
    return NewFact(kind=ACTS[slug], source="rse", source_key=key, occurred_at=at, actor_id=person_id)


def undo(person_id: int, slug: str) -> NewFact:
    key = f"{slug}:{person_id}"
    at = MONDAY + timedelta(hours=9)
    return NewFact(
        kind="activity.undone", source="rse", source_key=f"u:{key}", occurred_at=at, actor_id=person_id, undoes=key
    )


def path_facts(person_id: int) -> list[str]:
    """The kinds of the facts about the path of a person, in the order of the journal."""
    with transaction():
        about = select(Fact.kind).where(Fact.actor_id == person_id, Fact.object == "path:path")
        return list(session().scalars(about.order_by(Fact.id)))


def count_notices() -> int:
    with transaction():
        return len(session().scalars(select(Notice.id).where(Notice.kind == "path.completed")).all())


@pytest.fixture
def people(app: Application) -> Iterator[list[int]]:
    """Two who take part, three missions, a path of the first two, and a badge for it."""
    with clock.freeze_at(MONDAY + timedelta(hours=10)):
        with transaction():
            made = make_people(2)
            for slug, kind in ACTS.items():
                create_and_publish_mission(
                    slug, make_mission_draft(availability=Availability(standalone=True), facts=[kind], wanted=1)
                )
            create_and_publish_badge("path", "path-completed", {"paths": ["path"]}, text=TEXT)
        write_path("speak", "answer")
        take_due_steps([PAST_STEP])
        yield made


def test_it_is_told_once_stays_when_the_path_grows_and_goes_and_comes_with_what_it_rested_on(people: list[int]) -> None:
    ada, ben = people
    tell(act(ada, "answer", 2), act(ada, "speak", 1), act(ben, "speak", 1))
    catch_up()
    assert (path_facts(ada), path_facts(ben)) == (ONCE, [])
    write_path("speak", "answer", "follow")
    take_due_steps([PAST_STEP])
    tell(act(ben, "answer", 2), act(ada, "answer", 3, again="+"))
    with transaction():
        rewind_reader(readers_by_name()["missions"])
    catch_up()
    assert (path_facts(ada), path_facts(ben), badges_held_by(ada), badges_held_by(ben)) == (ONCE, [], ["path"], [])
    tell(undo(ada, "speak"))
    catch_up()
    assert (path_facts(ada), badges_held_by(ada)) == ([*ONCE, "path.reopened"], [])
    tell(act(ada, "speak", 4, again="+"))
    catch_up()
    assert (path_facts(ada), badges_held_by(ada)) == ([*ONCE, "path.reopened", *ONCE], ["path"])
    assert count_notices() == 1


def test_of_two_workers_who_each_complete_a_last_mission_the_later_one_completes_the_path(
    app: Application, people: list[int]
) -> None:
    ada = people[0]
    tell(act(ada, "speak", 1), act(ada, "answer", 2))
    with transaction():
        first, second, _ = sorted(queries.list_enrolment_ids_of_people([ada]))

    def measure_second() -> None:
        with app.app_context(), transaction():
            update_progress_and_completions([second])

    with ThreadPoolExecutor(1) as pool:
        with transaction():
            update_progress_and_completions([first])
            other = pool.submit(measure_second)
            assert another_waits_for_this_transaction()
        other.result()
    assert path_facts(ada) == ONCE


def test_the_clock_finds_who_completed_it_before_it_was_there_or_lacked_what_ended_and_tells_nobody(
    people: list[int],
) -> None:
    ada, ben = people
    tell(act(ada, "speak", 1), act(ada, "follow", 2), act(ben, "speak", 3))
    catch_up()
    write_path("speak", "follow")
    with transaction():
        path_id = queries.get_path("path").id
    for _ in range(3):
        with transaction():
            settle_path_for_past(path_id, most=1)
    assert (path_facts(ada), path_facts(ben)) == (ONCE, [])
    with transaction():
        end_mission(queries.get_mission("follow"))
    take_due_steps([PAST_STEP])
    take_due_steps([PAST_STEP])
    catch_up()
    assert (path_facts(ada), path_facts(ben), badges_held_by(ben)) == (ONCE, ONCE, ["path"])
    with transaction():
        moments = session().scalars(select(Fact.occurred_at).where(Fact.kind == "path.completed").order_by(Fact.id))
        assert list(moments) == [MONDAY + timedelta(hours=2), MONDAY + timedelta(hours=3)]
    assert count_notices() == 0


def test_a_repeated_mission_completes_it_the_first_time_only(people: list[int]) -> None:
    ada = people[0]
    daily = Availability(standalone=True, recurrence=Recurrence(5, RepeatPeriod.DAY))
    with transaction():
        create_and_publish_mission("daily", make_mission_draft(availability=daily, facts=["post.created"], wanted=1))
    write_path("daily", "answer")
    tell(act(ada, "speak", 1), act(ada, "answer", 2))
    catch_up()
    tell(act(ada, "speak", 3, again="+"))
    catch_up()
    assert path_facts(ada) == ONCE
