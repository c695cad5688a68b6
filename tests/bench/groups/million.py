"""The group `million`: a company of a million people with ten million facts is made, and every page, job and reader is metered on it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psycopg

from app.cli.migrate import upgrade_database
from app.kernel.application import current_settings
from tests.bench.figure import Figure, Group, Say
from tests.bench.growth.filling import CompanySize
from tests.bench.million.filling import A_MILLION, fill_large_company
from tests.bench.million.meter import Meter
from tests.bench.million.visits import visit_everything
from tests.bench.rig import application, rig


def take_million(say: Say, size: CompanySize = A_MILLION) -> Iterator[Figure]:
    """The time of the making, then what each visit costs web and database together."""
    say(f"million: {size.people:,} people with {size.facts:,} facts are made")
    with rig(durable=False) as ground, application(ground._settings(ground.engines.database_url)) as built:
        upgrade_database(built)
        began = time.perf_counter()
        fill_large_company(size, say)
        yield Figure(name="the company made", figure=time.perf_counter() - began, unit="s")
        with psycopg.connect(current_settings().database_url, autocommit=True) as database:
            for cost in visit_everything(built, Meter(database, ground.engines.postgres.supervised.log)):
                yield Figure(name=f"{cost.name} ({cost.answer})", figure=1e3 * cost.processor, unit="ms of CPU")


group = Group("million", take_million, waits_to_be_named=True)
