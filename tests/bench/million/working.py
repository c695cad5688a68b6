"""Every job of the clock, and one batch of new facts through each reader, on a large company."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import text

from app.factory import list_all_features
from app.journal.drain import drain_reader
from app.journal.reader import Reader
from app.journal.registry import readers_by_name
from app.kernel.database import session
from app.kernel.jobs import run_job_here
from app.kernel.transaction import transaction
from tests.bench.million.meter import Cost, Meter

NEW = 1_000
NEW_FACTS = text(
    """
    insert into fact (kind, actor_id, counterpart_id, object, occurred_at, source, source_key)
    select (array['post.created', 'answer.created', 'answer.accepted', 'comment.created'])[1 + n % 4], first + 1 + (n * 7919) % people,
           case when n % 4 <> 0 then first + 1 + (n * 104729) % people end, 'visit-' || n, now() - interval '1 minute', 'network', 'visit-' || n
    from generate_series(1, :new) as n cross join (select min(id) as first, count(*) - 1 as people from person) as everybody
    """
)
"""Of as many people, all over the company."""


def run_jobs(meter: Meter) -> Iterator[Cost]:
    """Each job of the clock once, and what it costs a second time, when nothing is left to do."""
    names = dict.fromkeys(schedule.job for feature in list_all_features() for schedule in feature.schedules)
    for name in names:
        yield meter.measure_explained(f"{name}, the first time", _running(name))
        yield meter.measure(f"{name}, again", _running(name), warm=False)


def read_batch(meter: Meter, *, facts: int = NEW) -> Iterator[Cost]:
    """New facts through each reader, until it is at rest; those that readers wait for come first."""
    with transaction():
        session().execute(NEW_FACTS, {"new": facts})
    for reader in readers_by_name().values():
        yield meter.measure_explained(f"reader `{reader.name}`", _draining(reader))


def _running(name: str) -> Callable[[], str]:
    def run() -> str:
        run_job_here(name)
        return "done"

    return run


def _draining(reader: Reader) -> Callable[[], str]:
    return lambda: f"{drain_reader(reader):,} facts"
