"""The access to PostgreSQL: the session, the base of every model, and the column types they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime
from typing import Annotated, Any

import psycopg
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as BoundSession
from psycopg.sql import SQL, Identifier
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    CursorResult,
    DateTime,
    Engine,
    Executable,
    Identity,
    MetaData,
    Row,
    Text,
    any_,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, QueryableAttribute, Session, mapped_column, registry

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Id = Annotated[int, mapped_column(BigInteger, Identity(), primary_key=True)]
Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
Json = Annotated[dict[str, Any], mapped_column(JSONB)]
Localised = Annotated[dict[str, str], mapped_column(JSONB)]


class Base(DeclarativeBase):
    """The base of every table, typed, unlike the extension's own."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={str: Text, int: BigInteger, datetime: DateTime(timezone=True)},
    )


class DatabaseView(DeclarativeBase):
    """Every view descends from here: it is read like a table, and migrations write its SQL by hand."""

    registry = registry(type_annotation_map=Base.registry.type_annotation_map)


STANDBY = "standby"
"""The key of the engine of the standby, where there is one."""

reads_standby: ContextVar[bool] = ContextVar("reads_standby", default=False)
"""Whether what happens now reads from the standby."""


class RoutedSession(BoundSession):
    """A session that reads from the standby while it may."""

    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Engine | Connection | None = None, **further: Any
    ) -> Engine | Connection:
        """The engine of the standby, or what the extension chooses."""
        if bind is None and reads_standby.get():
            return db.engines[STANDBY]
        return super().get_bind(mapper, clause, bind, **further)


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"class_": RoutedSession})


def keep_plans_of_transaction() -> None:
    """Plan each statement of this transaction that is prepared once for its connection, not for each execution anew.

    For long statements that look few rows up by an index, whatever their parameters.
    """
    session().execute(_KEEP_PLANS)


_KEEP_PLANS = text("set local plan_cache_mode = force_generic_plan")


def in_ids_condition(
    column: QueryableAttribute[int] | QueryableAttribute[int | None], ids: Iterable[int]
) -> ColumnElement[bool]:
    """The condition that `column` is one of `ids`, sent as one array whatever their number."""
    return column == any_(bindparam(None, list(ids), type_=ARRAY(BigInteger), unique=True))


def read_rows_within(
    statement: Executable, limit: str, parameters: Mapping[str, object] | None = None
) -> list[Row[Any]] | None:
    """The rows of a statement that changes nothing, or None where it takes longer than `limit` ("4s")."""
    reading = session().begin_nested()
    try:
        session().execute(select(func.set_config("statement_timeout", limit, True)))
        return list(session().execute(statement, parameters or {}))
    except OperationalError as failed:
        if not isinstance(failed.orig, psycopg.errors.QueryCanceled):
            raise
        return None
    finally:
        reading.rollback()  # The limit of before holds again.


def run_driver_statement(statement: str, parameters: Mapping[str, object]) -> CursorResult[Any]:
    """Run SQL as the driver takes it, `%(name)s` for a parameter, in the transaction of the session: for what each request runs.

    To build and to look up a statement costs as much as a short one takes.
    """
    return session().connection().exec_driver_sql(statement, dict(parameters))


def session() -> Session:
    """The session of the current request or job."""
    return db.session()


def has_session() -> bool:
    """Whether the current request or job has used its session."""
    return db.session.registry.has()


def copy_rows(table: type[Base], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write many rows of these columns by COPY, in the transaction of the session: a statement would take them in one piece."""
    name = Identifier(str(table.__tablename__))
    listed = SQL(", ").join(map(Identifier, columns))
    connection = session().connection().connection.driver_connection
    assert isinstance(connection, psycopg.Connection), "The database is PostgreSQL."
    with connection.cursor() as cursor, cursor.copy(SQL("copy {} ({}) from stdin").format(name, listed)) as copy:
        for row in rows:
            copy.write_row(row)
