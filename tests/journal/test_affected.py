"""What is judged again with a fact is what a plain walk over all facts finds, and stays true for readers that come later."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select

from app.journal.affected.queries import AffectedFacts
from app.journal.kinds import CREATIONS, GESTURES, MARKS
from app.journal.models import Fact
from app.journal.reader import Batch
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import roll_back, transaction
from missions.models import Completion, Enrolment
from missions.service.enrol import enrol_people_in_missions
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.examples import examples
from tests.makers import make_mission_draft, make_people, tell
from tests.missions.counted_streams import BOTH, MARK, PEOPLE, Act, HouseChange, TakeBack, batches, build_fact

_runs = count()


@pytest.fixture
def programme(app: Application) -> None:
    """Two missions, one of which counts what rests on the acts of others."""
    with transaction():
        for slug, facts in (("acts", BOTH), ("useful", [f"{MARK}:counterpart"])):
            draft = make_mission_draft(availability=Availability(standalone=True), facts=facts, wanted=3)
            create_and_publish_mission(slug, draft)


def walk_to_others(fact: Fact, facts: Sequence[Fact]) -> set[int]:
    """What the fact leads to, of facts of one network whose gestures are towards objects, by comparing each with each."""
    links, grown = {fact.id: fact}, True
    while grown:
        taken = [each for link in links.values() for each in facts if is_taken_back(each, link)]
        grown = any(each.id not in links for each in taken)
        links |= {each.id: each for each in taken}
    beside = [each for link in links.values() for each in facts if is_beside(each, link)]
    return {each.id for each in [*links.values(), *beside] if each.tx < fact.tx}


def is_taken_back(each: Fact, link: Fact) -> bool:
    if link.undoes is None:
        return False
    rests_on_it = each.object == link.undoes and each.kind in CREATIONS | MARKS & GESTURES
    return each.source_key == link.undoes or (link.kind == "object.deleted" and rests_on_it)


def is_beside(each: Fact, link: Fact) -> bool:
    if each.object != link.object:
        return False
    is_same_gesture = link.kind in GESTURES and (each.kind, each.actor_id) == (link.kind, link.actor_id)
    return is_same_gesture or (link.kind in CREATIONS and each.kind in CREATIONS | MARKS & GESTURES)


@pytest.mark.property
@settings(max_examples=examples(4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=batches)
def test_a_reader_may_use_what_an_earlier_one_looked_up(
    programme: None, steps: list[HouseChange | list[Act | TakeBack]]
) -> None:
    source, sent, heard = f"affected-{next(_runs)}", list[NewFact](), list[list[int]]()
    shared = AffectedFacts()
    with transaction():
        people = make_people(PEOPLE)
        enrol_people_in_missions(people)
        first = session().scalar(select(func.max(Fact.id))) or 0
    for step in steps:
        if isinstance(step, HouseChange):
            continue
        for each in step:
            sent.append(build_fact(each, sent, people, source))
        heard.append(sorted(fact_id for fact_id in tell(*sent[-len(step) :]) if fact_id is not None))
        with transaction():
            facts = session().scalars(select(Fact).where(Fact.id > first)).all()
            looked_up = shared.list_facts_to_judge(heard[-1])
            walked = [walk_to_others(fact, facts) for fact in facts if fact.id in heard[-1]]
            assert looked_up == sorted({*heard[-1]}.union(*walked))
    with transaction():
        missions = readers_by_name()["missions"]
        for batch in heard:
            missions.handle(Batch(batch, affected=shared))
        later = read_progress()
        missions.handle(Batch(list(chain.from_iterable(heard)), is_read_again=True))
        assert later == read_progress()
        roll_back()


def read_progress() -> object:
    progress = (Enrolment.id, Enrolment.done, Enrolment.times_done, Enrolment.completed_at)
    completions = (Completion.enrolment_id, Completion.number, Completion.completed_at)
    return (
        [tuple(row) for row in session().execute(select(*progress).order_by(Enrolment.id))],
        [tuple(row) for row in session().execute(select(*completions).order_by(*completions))],
    )
