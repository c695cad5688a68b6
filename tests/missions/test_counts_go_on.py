"""A count that goes on from what it remembers says what a count of all the facts says, at every batch, in any order."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update

from app.journal.models import Fact
from app.journal.reader import Batch
from app.journal.rebuild import count_rows_changed_by_trial_replay, rewind_reader
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import roll_back, transaction
from app.people.models import Site
from missions.models import Completion, Enrolment
from missions.periods import Recurrence, RepeatPeriod
from missions.service.enrol import enrol_people_in_missions
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.examples import examples
from tests.makers import MONDAY, catch_up, make_mission_draft, make_people, make_site, tell
from tests.missions.company import completions_of, make_answer, make_post
from tests.missions.counted_streams import (
    BOTH,
    MARK,
    PEOPLE,
    ZONES,
    Act,
    HouseChange,
    TakeBack,
    batches,
    build_fact,
    change_house,
)

MISSIONS: dict[str, tuple[str, dict[str, object], Recurrence]] = {
    "once": ("activity", {"facts": BOTH, "wanted": 3}, Recurrence()),
    "placed": ("activity", {"facts": BOTH, "wanted": 2, "communities": ["c0"], "within_days": 5}, Recurrence()),
    "daily": ("activity", {"facts": [*BOTH, "post.shared"], "wanted": 1}, Recurrence(2, RepeatPeriod.DAY)),
    "people": ("distinct", {"facts": BOTH, "wanted": 2, "of": "people"}, Recurrence(2, RepeatPeriod.WEEK)),
    "communities": ("distinct", {"facts": BOTH, "wanted": 3, "of": "communities"}, Recurrence()),
    "units": ("distinct", {"facts": [*BOTH, MARK], "wanted": 2, "of": "units"}, Recurrence(1, RepeatPeriod.MONTH)),
    "weeks": ("rhythm", {"facts": [*BOTH, "post.shared"], "wanted": 2}, Recurrence()),
    "useful": ("distinct", {"facts": [f"{MARK}:counterpart"], "wanted": 2, "of": "people"}, Recurrence()),
    "set": ("set", {"missions": ["once", "communities", "weeks"], "wanted": 2}, Recurrence()),
}
AT_ONCE = Availability(standalone=True)
DAILY = Availability(recurrence=Recurrence(2, RepeatPeriod.DAY), standalone=True)
FACTS_READ = "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'fact'"
_runs = count()


@pytest.fixture
def programme(app: Application) -> None:
    """A mission for each way of counting, with each sort of period."""
    with transaction():
        for slug, (kind, given_settings, recurrence) in MISSIONS.items():
            availability = Availability(recurrence=recurrence, standalone=True)
            draft = make_mission_draft(kind, availability=availability, **given_settings)  # type: ignore[arg-type]  # settings
            create_and_publish_mission(slug, draft)


def list_unheard_facts(after: int) -> list[int]:
    kinds = readers_by_name()["missions"].kinds
    return list(session().scalars(select(Fact.id).where(Fact.id > after, Fact.kind.in_(kinds)).order_by(Fact.id)))


def hear(after: int, *, is_read_again: bool) -> object:
    """What people and readers learn of the missions by the facts after that one, and by the facts that follow from them."""
    heard, first = after, after
    while facts := list_unheard_facts(heard):
        readers_by_name()["missions"].handle(Batch(facts, is_read_again=is_read_again))
        heard = facts[-1]
    progress = (Enrolment.id, Enrolment.done, Enrolment.times_done, Enrolment.period_on, Enrolment.completed_at)
    completions = (Completion.enrolment_id, Completion.period_on, Completion.number, Completion.completed_at)
    announced = (Fact.kind, Fact.source_key, Fact.occurred_at, Fact.actor_id, Fact.undoes)
    return (
        [tuple(row) for row in session().execute(select(*progress).order_by(Enrolment.id))],
        [tuple(row) for row in session().execute(select(*completions).order_by(*completions[:3]))],
        sorted(tuple(map(str, row)) for row in session().execute(select(*announced).where(Fact.id > first))),
    )


@pytest.mark.property
@settings(max_examples=examples(3), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=batches, zone=st.sampled_from(ZONES))
def test_each_batch_adds_what_all_the_facts_say(
    programme: None, steps: list[HouseChange | list[Act | TakeBack]], zone: str
) -> None:
    source, sent = f"run-{next(_runs)}", list[NewFact]()
    with transaction():
        people = make_people(PEOPLE, site=make_site(time_zone=zone))
        enrol_people_in_missions(people)
        last = session().scalar(select(func.max(Fact.id))) or 0
    for step in steps:
        if isinstance(step, HouseChange):
            change_house(step, people)
        else:
            for each in step:
                sent.append(build_fact(each, sent, people, source))
            tell(*sent[-len(step) :])
        with transaction():
            expected = hear(last, is_read_again=True)
            roll_back()
        with transaction():
            assert hear(last, is_read_again=False) == expected
            last = session().scalar(select(func.max(Fact.id))) or 0


def test_an_answer_is_not_counted_with_its_question_before_what_was_written_between(app: Application) -> None:
    with transaction():
        asker, helper = make_people(2)
        create_and_publish_mission("m", make_mission_draft(facts=BOTH, wanted=2, availability=AT_ONCE))
    tell(make_post("before", helper, MONDAY))
    catch_up(["missions"])
    question = tell(make_post("q", asker, MONDAY, object="q"))
    post = make_post("p", helper, MONDAY + timedelta(minutes=1))
    tell(post, make_answer("a", helper, MONDAY + timedelta(minutes=2), body={"answers": "q"}))
    with transaction():
        readers_by_name()["missions"].handle(Batch([fact_id for fact_id in question if fact_id]))
    catch_up(["missions"])
    assert [at for *_, at in completions_of(helper)] == [post.occurred_at]
    with transaction():
        assert session().scalars(select(Fact.kind).where(Fact.kind == "mission.reopened")).all() == []


def test_the_fact_after_a_change_of_time_zone_counts_all_days_again(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, site=make_site(time_zone="Europe/Paris"))
        create_and_publish_mission("m", make_mission_draft(wanted=1, availability=DAILY))
    before_midnight = MONDAY.replace(hour=22, minute=30)
    tell(make_post("a", ada, before_midnight), make_post("b", ada, before_midnight + timedelta(hours=1)))
    catch_up(["missions"])
    assert [number for _, number, _ in completions_of(ada)] == [1, 1]
    with transaction():
        session().execute(update(Site).values(time_zone="UTC"))
    tell(make_post("c", ada, MONDAY + timedelta(days=2)))
    catch_up(["missions"])
    assert [number for _, number, _ in completions_of(ada)] == [1, 2, 1]


def test_a_later_fact_reads_no_fact_that_its_person_did_before(app: Application) -> None:
    with transaction():
        busy, calm = make_people(2)
        create_and_publish_mission("many", make_mission_draft(wanted=900))
        create_and_publish_mission("people", make_mission_draft("distinct", facts=BOTH, wanted=20, of="people"))
    tell(*(make_post(f"calm-{n}", calm, MONDAY + timedelta(minutes=n), counterpart_id=busy) for n in range(5)))
    tell(*(make_post(f"busy-{n}", busy, MONDAY + timedelta(minutes=n), counterpart_id=calm) for n in range(300)))
    catch_up(["missions"])
    read = [
        _count_facts_read_to_hear(make_post(f"last-{each}", each, MONDAY + timedelta(days=1))) for each in (calm, busy)
    ]
    assert read[1] <= read[0] + 5


def _count_facts_read_to_hear(fact: NewFact) -> int:
    (fact_id,) = tell(fact)
    assert fact_id is not None
    with transaction():
        before = session().scalar(text(FACTS_READ))
        readers_by_name()["missions"].handle(Batch([fact_id]))
        return int((session().scalar(text(FACTS_READ)) or 0) - (before or 0))


def test_a_check_names_a_count_that_remembers_wrongly_and_a_second_reading_mends_it(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_mission("m", make_mission_draft(wanted=3))
    reader = readers_by_name()["missions"]
    tell(make_post("a", ada, MONDAY))
    catch_up(["missions"])
    with transaction():
        assert count_rows_changed_by_trial_replay(reader, ada) == {}
    with transaction():
        session().execute(update(Enrolment).values(done=2))
    with transaction():
        assert count_rows_changed_by_trial_replay(reader, ada) == {"enrolment": 1}
    with transaction():
        rewind_reader(reader)
    catch_up(["missions"])
    tell(make_post("b", ada, MONDAY + timedelta(days=1)))
    catch_up(["missions"])
    with transaction():
        assert session().scalars(select(Enrolment.done)).all() == [2]


def test_a_count_without_memory_is_no_difference_and_gets_it_with_the_next_fact(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_mission("m", make_mission_draft(wanted=3))
    reader = readers_by_name()["missions"]
    tell(make_post("a", ada, MONDAY))
    catch_up(["missions"])
    with transaction():
        session().execute(update(Enrolment).values(counted_as=None, last_counted_at=None, counted_keys=None))
    with transaction():
        assert count_rows_changed_by_trial_replay(reader, ada) == {}
    tell(make_post("b", ada, MONDAY + timedelta(days=1)))
    catch_up(["missions"])
    with transaction():
        assert session().scalars(select(Enrolment.done).where(Enrolment.counted_as.is_not(None))).all() == [2]
