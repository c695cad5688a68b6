"""Reads that stand by themselves: one round trip each, on connections without transactions whose statements stay prepared."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import orjson
import psycopg
from flask import Flask
from psycopg.rows import dict_row
from psycopg.types.json import set_json_loads
from sqlalchemy import event, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError

from app.kernel.application import CONNECTION, STANDBY_CONNECTION, get_extension
from app.kernel.database import STANDBY, db, has_session, reads_standby, run_driver_statement, session
from app.kernel.settings import Settings
from app.kernel.standby.floor import refuse_standby_below_floor

EXTENSION = "reading"
"""The key of the connections among the application's extensions."""

OF_STANDBY = "reading.standby"
"""The key of those to the standby, where there is one."""

KEPT_PLANS = "-c plan_cache_mode=force_generic_plan"
"""Each statement is planned once a connection: PostgreSQL else plans the page of points at each request, for seven times its time."""

ReadRow = dict[str, Any]
Cursor = psycopg.Cursor[ReadRow]


def set_up_reading(app: Flask) -> None:
    """Give `app` connections for reads. They are closed with those of its engine."""
    settings: Settings = app.config["SETTINGS"]
    _set_up_connections(app, EXTENSION, partial(_open_connection, settings.database_url, CONNECTION), None)
    if settings.standby_url is not None:
        _set_up_connections(app, OF_STANDBY, partial(_open_connection_to_standby, settings.standby_url), STANDBY)
        with app.app_context():
            event.listen(db.engines[STANDBY], "connect", lambda connection, _: refuse_standby_below_floor(connection))


def _set_up_connections(
    app: Flask, name: str, connect: Callable[[], psycopg.Connection[ReadRow]], engine: str | None
) -> None:
    connections = app.extensions[name] = ReadingConnections(connect)
    with app.app_context():
        event.listen(db.engines[engine], "engine_disposed", lambda _: connections.close())


def write_for_driver(statement: str) -> str:
    """A statement whose parameters are written `:name`, as the driver takes it."""
    return str(text(statement).compile(dialect=PGDialect_psycopg()))  # type: ignore[no-untyped-call]  # untyped there


def read_rows(statement: str, parameters: Mapping[str, object]) -> list[ReadRow]:
    """The rows of a statement that changes nothing, written for the driver.

    It sees what is committed. Where the session has begun a transaction it runs there, and sees what was written before in it.
    """
    if has_session() and session().in_transaction():
        session().flush()
        return [dict(row) for row in run_driver_statement(statement, parameters).mappings()]
    return _choose_connections().read(statement, parameters)


def find_row(statement: str, parameters: Mapping[str, object]) -> ReadRow | None:
    """The first row of such a statement; None without one."""
    rows = read_rows(statement, parameters)
    return rows[0] if rows else None


def read_value(statement: str, parameters: Mapping[str, object]) -> Any:
    """The first value of such a statement; None without a row."""
    row = find_row(statement, parameters)
    return None if row is None else next(iter(row.values()))


@dataclass
class ReadingConnections:
    """Connections at rest, the one used last on top: as many as threads that read at one moment."""

    connect: Callable[[], psycopg.Connection[ReadRow]]
    _resting: deque[Cursor] = field(default_factory=deque)
    _process: int = field(default_factory=os.getpid)

    def read(self, statement: str, parameters: Mapping[str, object]) -> list[ReadRow]:
        """The rows of a statement. Where its connection was lost, it is read again on a new one. Raises DBAPIError."""
        try:
            rows = self._find_rows_on_resting(statement, parameters)
            return self._execute(self.connect().cursor(), statement, parameters) if rows is None else rows
        except psycopg.Error as failed:
            raise DBAPIError.instance(statement, dict(parameters), failed, psycopg.Error) from failed

    def close(self) -> None:
        """Close the connections that rest."""
        while (cursor := self._take_resting()) is not None:
            cursor.connection.close()

    def _find_rows_on_resting(self, statement: str, parameters: Mapping[str, object]) -> list[ReadRow] | None:
        """None where no connection rests, or the one that did was lost."""
        cursor = self._take_resting()
        if cursor is None:
            return None
        try:
            return self._execute(cursor, statement, parameters)
        except psycopg.OperationalError:
            if not cursor.connection.closed:
                raise
        self.close()  # The others were most likely lost with it.
        return None

    def _execute(self, cursor: Cursor, statement: str, parameters: Mapping[str, object]) -> list[ReadRow]:
        try:
            rows = cursor.execute(statement, parameters).fetchall()
        except psycopg.Error:
            if not cursor.connection.closed:
                self._resting.append(cursor)
            raise
        self._resting.append(cursor)
        return rows

    def _take_resting(self) -> Cursor | None:
        if self._process != os.getpid():  # The process was forked: those connections are its parent's.
            self._resting, self._process = deque(), os.getpid()
        try:
            return self._resting.pop()
        except IndexError:
            return None


def _choose_connections() -> ReadingConnections:
    connections: ReadingConnections = get_extension(OF_STANDBY if reads_standby.get() else EXTENSION)
    return connections


def _open_connection(url: str, options: dict[str, Any]) -> psycopg.Connection[ReadRow]:
    more = {"options": f"{options['options']} {KEPT_PLANS}"}
    connection = psycopg.connect(url, autocommit=True, row_factory=dict_row, **options | more)
    set_json_loads(orjson.loads, connection)
    return connection


def _open_connection_to_standby(url: str) -> psycopg.Connection[ReadRow]:
    connection = _open_connection(url, STANDBY_CONNECTION)
    refuse_standby_below_floor(connection)
    return connection
