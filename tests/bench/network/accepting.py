"""How fast what a network sends is proven and safe in the inbox, beside a bare COPY of the same rows."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from wsgiref.types import WSGIEnvironment

import psycopg
from flask import Flask
from msgspec import Raw, json
from sqlalchemy import text
from werkzeug.test import create_environ

from app.intake.service.connect import connect_source
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.sealing import Keyring
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from tests.bench.figure import Figure, at_least
from tests.bench.network.answers import answer_request
from tests.bench.rig import Rig, application
from tests.bench.rounds import by_turns
from tests.databases import TEMPLATE
from tests.intake.sources.matrix import sample as matrix

COPIED, ACCEPTED = "bare COPY of the same rows, a batch a transaction", "events of Matrix rooms, proven and kept"
PLAIN = "create table plain (source_id bigint not null, native_id text not null, content bytea not null, received_at timestamptz not null)"
"""A row for each item that waits: no index, no constraint."""
WAITING = text("select source_id, items, received_at from inbox_batch order by id")
COPY = "copy plain (source_id, native_id, content, received_at) from stdin"
NAME = "rooms"


@dataclass(frozen=True)
class AcceptingSizes:
    """How many transactions a homeserver sends in a round, and how many events each has."""

    batches: int = 100
    events: int = 100
    rounds: int = 5


def take_accepting(ground: Rig, sizes: AcceptingSizes) -> Iterator[Figure]:
    """Rows a second by the clock, in process. The ratio compares speeds: 1 is as fast as COPY alone."""
    with ground.copy_of(TEMPLATE) as settings, application(build_sealing_settings(settings)) as product:
        connect_rooms(product)
        rounds = by_turns(lambda: _once(product, sizes), sizes.rounds)
    yield rounds.figure(COPIED, "rows/s")
    yield rounds.figure(ACCEPTED, "rows/s", against=COPIED, target=at_least(0.5))


def build_sealing_settings(settings: Settings) -> Settings:
    """The settings of a service that keeps the secrets of networks."""
    return replace(settings, sources_key=Keyring((("bench", b"k" * 32),)))


def connect_rooms(product: Flask) -> None:
    """Connect a homeserver whose one room is public."""
    with transaction():
        connect_source(NAME, "matrix", secret=matrix.sample.secret, options=matrix.OPTIONS)
    for body in matrix.write_public_room(clock.now()):
        _send(product, _build_request(body))
    with transaction():
        session().execute(text("delete from inbox_batch"))


def _once(product: Flask, sizes: AcceptingSizes) -> Mapping[str, float]:
    requests = [_build_request(_write_transaction(batch, sizes.events)) for batch in range(sizes.batches)]
    count = sizes.batches * sizes.events
    began = time.perf_counter()
    for request in requests:
        _send(product, request)
    accepted = count / (time.perf_counter() - began)
    with transaction():
        rows = [
            (source_id, native_id, bytes(content), received_at)
            for source_id, items, received_at in session().execute(WAITING)
            for native_id, content in json.decode(items, type=list[tuple[str, Raw]])
        ]
        session().execute(text("delete from inbox_batch"))
    assert len(rows) == count, "Every event is kept."
    return {ACCEPTED: accepted, COPIED: count / _copy(rows, sizes.events)}


def _write_transaction(batch: int, events: int) -> bytes:
    now = clock.now()
    numbers = range(10 + batch * events, 10 + (batch + 1) * events)
    content = {"msgtype": "m.text", "body": "A sentence of the usual length, which is never kept."}
    return matrix.transaction(*(matrix.event(number, "m.room.message", now, content=content) for number in numbers))


def _build_request(body: bytes) -> WSGIEnvironment:
    """A request as a server hands it over: what a client does to make it is not measured."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {matrix.sample.secret.partition(' ')[0]}"}
    return create_environ(f"/hooks/{NAME}/{matrix.sample.path}", method="PUT", data=body, headers=headers)


def _send(product: Flask, request: WSGIEnvironment) -> None:
    answer_request(product, request)


def _copy(rows: Sequence[tuple[object, ...]], batch: int) -> float:
    with psycopg.connect(current_settings().database_url) as connection:
        connection.execute("drop table if exists plain")
        connection.execute(PLAIN)
        connection.commit()
        began = time.perf_counter()
        for start in range(0, len(rows), batch):
            _copy_batch(connection, rows[start : start + batch])
        return time.perf_counter() - began


def _copy_batch(connection: psycopg.Connection, rows: Sequence[tuple[object, ...]]) -> None:
    with connection.cursor().copy(COPY) as copy:
        for row in rows:
            copy.write_row(row)
    connection.commit()
