"""Totals kept fresh, the ranking beside a board, and the end of a contest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import median

import psycopg
from sqlalchemy import select, text

from app.journal.drain import drain_reader
from app.journal.registry import readers_by_name
from app.journal.service import append_facts
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards.models import Board
from app.leaderboards.reading.queries import get_board_with_last_version, load_page_of_people
from missions.contests.models import Contest
from missions.contests.standings.ranking.queries import load_personal_ranking
from missions.contests.standings.ranking.rows import TOP
from missions.contests.standings.service.publish import publish_rankings
from tests.bench.contests.closing import take_finalising
from tests.bench.contests.company import ANSWERS, USEFUL, ContestSize, fill_contest_company, iterate_new_facts
from tests.bench.figure import Figure, Say, at_most
from tests.bench.growth.processor import processor_seconds, server_of
from tests.bench.rig import Rig, application, come_to_rest, rig
from tests.bench.rounds import by_turns

LINES = {
    "useful_answers": ("by useful answers", (USEFUL,)),
    "answers": ("by useful answers and three answers a day", (USEFUL, ANSWERS)),
}
"""The name of each company, and by what its contest scores: a tenth of what happens, and half of it."""
OPEN, CANCELLED = "open", "cancelled"
SET_STATE = "update contest set state = %s, cancelled_at = case when %s = 'cancelled' then now() end"
BATCH, READS = 1000, 60


def take_counting(ground: Rig, template: str, size: ContestSize, name: str) -> Iterator[Figure]:
    """The database's processor time for a fact in the reader of contests, with the contest and without, by turns."""
    with (
        ground.copy_of(template) as settings,
        application(settings),
        psycopg.connect(settings.database_url, autocommit=True) as database,
    ):
        seeds = iter(range(1_000_000))
        rounds = by_turns(lambda: _count_once(database, size, seeds), size.rounds)
    more = median(max(0.0, round_[OPEN] - round_[CANCELLED]) for round_ in rounds.taken)
    yield Figure(name=f"CPU time of the database for a fact more, {name}", figure=more, unit="µs", target=at_most(15))


def _count_once(database: psycopg.Connection, size: ContestSize, seeds: Iterator[int]) -> dict[str, float]:
    taken = {}
    for state in (OPEN, CANCELLED):
        database.execute(SET_STATE, [state, state])
        _append_facts(size, next(seeds))
        before = processor_seconds(server_of(database))
        read = drain_reader(readers_by_name()["contests"])
        taken[state] = 1e6 * (processor_seconds(server_of(database)) - before) / read
    database.execute(SET_STATE, [OPEN, OPEN])
    return taken


def _append_facts(size: ContestSize, seed: int) -> None:
    with transaction():
        facts = list(iterate_new_facts(size, size.new, seed))
    for start in range(0, len(facts), BATCH):
        with transaction():
            append_facts(facts[start : start + BATCH])


def take_reading_and_finalising(ground: Rig, template: str, size: ContestSize) -> Iterator[Figure]:
    """After a round of facts: what one person reads, and what the end of the contest costs."""
    with ground.copy_of(template) as settings, application(settings):
        _append_facts(size, 7)
        come_to_rest()
        with transaction():
            publish_rankings()
            contest_id = session().scalars(select(Contest.id)).one()
            people = list(
                session().scalars(text("select person_id from contest_standing order by score desc limit 50"))
            )
        yield from _take_reading(contest_id, people)
        yield from take_finalising(size.copies)


def _take_reading(contest_id: int, people: Sequence[int]) -> Iterator[Figure]:
    with transaction():
        slug = session().scalars(select(Board.slug).where(Board.subject == "person").limit(1)).one()

        def read_board(person_id: int) -> object:
            return load_page_of_people(get_board_with_last_version(slug), person_id, most=TOP)

        def read_ranking(person_id: int) -> object:
            return load_personal_ranking(contest_id, person_id)

        names = {"a board of people read by one of them": read_board, "the ranking of the contest read": read_ranking}
        rounds = by_turns(lambda: {name: _time_calls(call, people) for name, call in names.items()}, 5)
    board, ranking = names
    yield rounds.figure(board, "ms")
    yield rounds.figure(ranking, "ms", against=board, target=at_most(1.5))


def _time_calls(call: Callable[[int], object], people: Sequence[int]) -> float:
    began = time.perf_counter()
    for number in range(READS):
        call(people[number % len(people)])
    return 1_000 * (time.perf_counter() - began) / READS


def measure_standings(say: Say, size: ContestSize) -> Iterator[Figure]:
    """The same company twice: its contest scores by one thing in ten that happen, or by one in two."""
    with rig() as ground:
        for template, (name, lines) in LINES.items():
            say(f"contests: {size.people:,} people join a contest {name}")
            ground.make_template(template, partial(fill_contest_company, size, *lines))
            yield from take_counting(ground, template, size, name)
        say("  the ranking is read, and the contest ends")
        yield from take_reading_and_finalising(ground, template, size)
