"""What a fact costs the reader of badges when many badges exist that it does not concern."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

import psycopg
from sqlalchemy import text

from app.journal.reader import Batch
from app.journal.registry import readers_by_name
from app.kernel.application import Application, current_settings
from app.kernel.database import session
from app.kernel.transaction import transaction
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.applications import application_of
from tests.bench.figure import Figure, at_most
from tests.bench.growth.filling import CompanySize, fill_journal, fill_people, vacuum
from tests.bench.growth.processor import processor_seconds, server_of
from tests.bench.rig import Rig
from tests.bench.rounds import Rounds

CONCERNING, OTHERS = "badges_that_count", "badges_beside"
WORDS = {"fr": "Badge", "en": "Badge"}
COUNTED = ("post.created", "answer.created", "comment.created")
STEP = 7
"""The first badge takes one act, each next one so many more: most facts add to a count, and few end in an award."""
NEVER_HAPPENS = ("quiz.passed", "meeting.confirmed", "presence.confirmed")


PUT_FACTS_ASIDE = (
    "create table coming as select row_number() over (order by id) as n, fact.* from fact",
    "create index on coming (n)",
    "delete from ledger_entry",
    "delete from fact",
)
NEXT_FACTS = text(
    """
    insert into fact (id, tx, kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key, undoes, body)
    overriding system value
    select id, tx, kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key, undoes, body
    from coming where n > :first and n <= :last order by n
    returning id
    """
)


@dataclass(frozen=True)
class JudgingSizes:
    """How many facts of how many people, how many come at once, and how many badges count them, without others and with."""

    people: int = 5_000
    facts: int = 100_000
    batch: int = 5_000
    concerning: int = 20
    badges: int = 200


def fill_company_with_badges(sizes: JudgingSizes, badges: int) -> None:
    """So many badges, of which some count what the journal holds; the others count missions that nobody did, and what never happens."""
    with psycopg.connect(current_settings().database_url, autocommit=True) as database:
        size = CompanySize(people=sizes.people, facts=sizes.facts)
        fill_people(database, size)
        with transaction():
            for number in range(badges):
                _publish_badge(number, is_concerned=number < sizes.concerning)
        fill_journal(database, size)
        vacuum(database)  # With facts in place: the planner knows of a journal what it knows of one that grew.
        for statement in PUT_FACTS_ASIDE:
            database.execute(statement)
        vacuum(database)


def take_judging(ground: Rig, sizes: JudgingSizes) -> Iterator[Figure]:
    """The whole journal through the reader, processor time of the database and of Python together; the templates are there."""
    few = f"CPU time of badges for a fact, {sizes.concerning} badges"
    many = f"CPU time of badges for a fact, {sizes.badges} badges of which {sizes.concerning} count it"
    rounds = Rounds((measure_readers(ground, {few: CONCERNING, many: OTHERS}, sizes),))
    yield rounds.figure(few, "µs")
    yield rounds.figure(many, "µs", against=few, target=at_most(1.3))


def measure_readers(ground: Rig, templates: Mapping[str, str], sizes: JudgingSizes) -> Mapping[str, float]:
    """Microseconds for a fact in each company, which take their batches in turn: a minute of other work falls on all of them alike."""
    with ExitStack() as stack:
        runs = {name: stack.enter_context(_open_run(ground, template)) for name, template in templates.items()}
        for first in range(0, sizes.facts, sizes.batch):
            for run in runs.values():
                run.read_next_facts(first, first + sizes.batch)
        return {name: 1e6 * run.used / sizes.facts for name, run in runs.items()}


def make_judging_templates(ground: Rig, sizes: JudgingSizes) -> None:
    """The same company with few badges and with many."""
    for template, badges in {CONCERNING: sizes.concerning, OTHERS: sizes.badges}.items():
        ground.make_template(template, partial(fill_company_with_badges, sizes, badges))


def _publish_badge(number: int, *, is_concerned: bool) -> None:
    named = BadgeText(name=WORDS, description=WORDS)
    if is_concerned:
        rule = {"facts": [COUNTED[number % 3]], "wanted": 1 + STEP * number}
        create_and_publish_badge(f"badge-{number}", "activity-count", rule, text=named)
    elif number % 2:
        create_and_publish_badge(f"badge-{number}", "missions-completed", {"missions": [f"other-{number}"]}, text=named)
    else:
        rule = {"facts": [NEVER_HAPPENS[number % 3]], "wanted": 1}
        create_and_publish_badge(f"badge-{number}", "activity-count", rule, text=named)


@dataclass
class Run:
    """One company on its way through its journal, and the processor time that the reader of badges took so far."""

    application: Application
    server: int
    used: float = 0

    def read_next_facts(self, first: int, last: int) -> None:
        """Let the next facts happen, then read them: what comes later adds to what was counted."""
        with self.application.app_context():
            with transaction():
                batch = Batch(list(session().scalars(NEXT_FACTS, {"first": first, "last": last})))
            before, python = processor_seconds(self.server), time.process_time()
            with transaction():
                readers_by_name()["badges"].handle(batch)
            self.used += processor_seconds(self.server) - before + time.process_time() - python


@contextmanager
def _open_run(ground: Rig, template: str) -> Iterator[Run]:
    with (
        ground.copy_of(template) as settings,
        psycopg.connect(settings.database_url) as database,
        application_of(settings) as application,
    ):
        yield Run(application, server_of(database))
