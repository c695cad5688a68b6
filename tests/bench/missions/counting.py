"""How fast missions count: enrolling, hearing a stream in batches and fact by fact, hearing it all again, and changing a rule."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import text

from app.journal.drain import drain_reader
from app.journal.reader import Batch
from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.kernel.database import session
from app.kernel.transaction import transaction
from missions import queries
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.publish import publish_draft
from missions.service.write import save_mission_draft
from tests.bench.figure import Figure, at_least
from tests.bench.missions.company import FACTS, MISSIONS, PEOPLE, TEMPLATE, join, live, mission_of
from tests.bench.rig import Rig, application
from tests.bench.rounds import by_turns

ROUNDS = 2
PEER_FACTS = 300

BARE = """
select count(*) from (
    select e.id, count(distinct f.id) from enrolment e
    join mission_version v on v.id = e.version_id
    join fact f on f.actor_id = e.person_id and f.kind = any(v.counted_kinds) and f.occurred_at >= e.counts_from
    group by e.id) as counted
"""
"""The bare engine's count of the same facts for the same enrolments, without rules, storing or telling."""

ENROL = "enrolling everybody in everything"
HEAR = "progress of a stream, in batches"
ONE = "progress of the same stream, fact by fact"
AGAIN = "the same stream heard again from its first fact"
COUNT = "the bare engine counts the same, in one statement"
CHANGE = "a new version for everybody who has not completed"


def counting(rig: Rig) -> list[Figure]:
    """Each round on a fresh copy of the same company."""

    def once() -> Mapping[str, float]:
        with rig.copy_of(TEMPLATE) as settings, application(settings):
            return _take()

    rounds = by_turns(once, ROUNDS)
    return [
        rounds.figure(ENROL, "enrolments/s"),
        rounds.figure(COUNT, "facts/s"),
        rounds.figure(ONE, "facts/s"),
        rounds.figure(HEAR, "facts/s", against=COUNT),
        rounds.figure(HEAR, "facts/s", against=ONE, target=at_least(8)),
        rounds.figure(AGAIN, "facts/s", against=HEAR),
        rounds.figure(CHANGE, "people/s"),
    ]


def _take() -> dict[str, float]:
    join()
    reader = readers_by_name()["missions"]
    taken = {ENROL: PEOPLE * MISSIONS / _seconds(_enrol)}
    with transaction():
        session().execute(text("analyze enrolment"))
    live()
    with transaction():
        session().execute(text("analyze fact"))
        first = list(
            session().scalars(
                text("select id from fact where source = 'rse' order by id limit :most"), {"most": PEER_FACTS}
            )
        )
    taken[COUNT] = FACTS / _seconds(_count)
    taken[ONE] = PEER_FACTS / _seconds(lambda: _one_by_one(first))
    taken[HEAR] = FACTS / _seconds(lambda: drain_reader(reader))
    with transaction():
        rewind_reader(reader)
    taken[AGAIN] = FACTS / _seconds(lambda: drain_reader(reader))
    taken[CHANGE] = PEOPLE / _seconds(_change)
    return taken


def _enrol() -> None:
    with transaction():
        assert enrol_everyone_in_missions() == PEOPLE * MISSIONS


def _count() -> None:
    with transaction():
        session().execute(text(BARE))


def _one_by_one(facts: Sequence[int]) -> None:
    """The same reader, one fact and one transaction at a time."""
    reader = readers_by_name()["missions"]
    for fact in facts:
        with transaction():
            reader.handle(Batch([fact]))


def _change() -> None:
    with transaction():
        save_mission_draft("m0", mission_of(1))
        publish_draft(queries.get_mission("m0"))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
