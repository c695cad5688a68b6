"""Databases for tests: copies of one migrated database, and the emptying of a copy that the next test uses again."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from tests.private_engines import PrivateEngines

TEMPLATE = "migrated"
LARGEST_TABLE = 1_000_000
"""Bytes. A larger table is not emptied: the space that it keeps would change how PostgreSQL plans the next test."""

STRUCTURE = SQL(
    """
select sum(hashtextextended(concat_ws(',', relname, relkind, relpages, reltuples, relnatts, relchecks), 0)),
  (select count(*) from pg_attrdef), (select count(*) from pg_constraint), (select count(*) from pg_proc where oid >= 16384),
  (select count(*) from pg_trigger), (select count(*) from pg_namespace)
from pg_class where oid >= 16384
"""
)
"""Changes with the tables of a database, and with the statistics of their contents. PostgreSQL's own have lower numbers."""

TABLES = SQL("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
HAS_ROWS = SQL("select {name}, pg_relation_size({name}::regclass) from (select from {table} limit 1) as row")
CONTENTS = SQL("select {name}, sum(hashtextextended({table}::text, 0)) from {table} having count(*) > 0")
RESTART_SEQUENCES = SQL(
    "select setval(sequencename::regclass, start_value, false) from pg_sequences where last_value is not null"
)
END_BUSY = SQL(
    """
select pg_terminate_backend(pid, 10000) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
    and (state <> 'idle' or exists (select from pg_locks held where held.pid = pg_stat_activity.pid and held.locktype = 'advisory'))
"""
)
"""Ends what a test left in the middle of something, and who leads as a clock. Other connections rest, and the next test uses them."""


@dataclass
class Databases:
    """Copies of one migrated database, thrown away or emptied after the test."""

    engines: PrivateEngines
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _emptiers: dict[str, Emptier] = field(default_factory=dict)

    def url(self, name: str) -> str:
        """The address of a database of this name."""
        return self.engines.database_url.replace("/passerelle?", f"/{name}?")

    def create(self, template: str = TEMPLATE) -> str:
        """Create a copy of `template`; returns its address."""
        url = self.url(f"test_{next(self._numbers)}")
        self.restore(url, template)
        return url

    def keep(self, url: str, name: str) -> None:
        """Copy a database that has no connections, under a name to restore it from."""
        self.restore(self.url(name), _name_in(url))

    def renew(self, url: str) -> None:
        """Make a database equal to a new copy of the migrated one: emptied where that is enough, else copied again."""
        emptier = self._emptiers.pop(url, None)
        if emptier is None or not emptier.empty():
            if emptier:
                emptier.close()
            self.restore(url, TEMPLATE)
            emptier = Emptier(url)
        self._emptiers[url] = emptier

    def restore(self, url: str, template: str) -> None:
        """Replace a database by a copy of `template`; connections to the replaced one end."""
        self.drop(url)
        self.run(f"CREATE DATABASE {_name_in(url)} TEMPLATE {template} STRATEGY file_copy")

    def drop(self, url: str) -> None:
        """Drop a database; connections to it end."""
        self.run(f"DROP DATABASE IF EXISTS {_name_in(url)} WITH (FORCE)")

    def close(self) -> None:
        """Close the connections that it keeps."""
        while self._emptiers:
            self._emptiers.popitem()[1].close()

    def run(self, statement: str) -> None:
        """Run one statement on the server, outside the databases of the tests."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


class Emptier:
    """Deletes the rows that a test committed, in a hundredth of the time of a copy, and starts sequences again."""

    def __init__(self, url: str) -> None:
        """Connect to a new copy, and note its structure and its rows."""
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("set session_replication_role = replica")  # Foreign keys give the deletions no order.
        tables = [name for (name,) in self._connection.execute(TABLES)]
        self._rows = self._connection.execute(self._for_each(CONTENTS, tables)).fetchall()
        migrated = [name for name, _ in self._rows]
        self._has_rows = self._for_each(HAS_ROWS, [name for name in tables if name not in migrated])
        self._contents = self._for_each(CONTENTS, migrated)
        self._structure = self._connection.execute(STRUCTURE).fetchone()

    def empty(self) -> bool:
        """Returns whether the database is again as it was when it was copied; what others are in the middle of ends."""
        try:
            return self._empty()
        except psycopg.Error:
            return False

    def close(self) -> None:
        """Close its connection."""
        self._connection.close()

    def _empty(self) -> bool:
        run = self._connection.execute
        run(END_BUSY)
        filled = run(self._has_rows, prepare=True).fetchall()
        if any(size > LARGEST_TABLE for _, size in filled):
            return False
        for name, _ in filled:
            run(SQL("delete from {}").format(Identifier(name)))
        run(RESTART_SEQUENCES)
        return (
            run(STRUCTURE, prepare=True).fetchone() == self._structure
            and run(self._contents, prepare=True).fetchall() == self._rows
        )

    def _for_each(self, question: SQL, tables: Iterable[str]) -> bytes:
        """One statement that asks a question of each of the tables, put together once."""
        questions = (question.format(name=Literal(name), table=Identifier(name)) for name in tables)
        return SQL(" union all ").join(questions).as_bytes(self._connection)


def _name_in(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]
