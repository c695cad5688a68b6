"""A contest with everybody in the database of the tests of plans, for the length of a block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

EVERYBODY_PLAYS = (
    "insert into contest (id, slug, state, saved_at, secret, published_at, terms) values (1, 'c', 'open', now(), '', now(), '{}')",
    "insert into contest_participant (contest_id, person_id, unit_id, site_id, joined_at) select 1, id, unit_id, site_id, now() from person",
    "insert into contest_standing (contest_id, person_id) select 1, id from person",
    "analyze contest_standing",
)


@contextmanager
def everybody_playing(database: psycopg.Connection) -> Iterator[None]:
    """For the block, a contest with everybody. Rows that are rolled back still lie in the files, and change the plans of other tests."""
    with database.transaction(force_rollback=True):
        for statement in EVERYBODY_PLAYS:
            database.execute(statement)
        yield
    database.execute("vacuum contest, contest_participant, contest_standing")
