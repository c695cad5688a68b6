"""Reading a batch: from bytes to typed, checked events, beside orjson making dictionaries of the same bytes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import orjson

from app.intake.activities import CloudEvent
from app.intake.interpretation import interpret_event
from app.intake.source import ConnectedSource, ParsedBatch, RawRequest
from app.intake.sources.cloudevents.kind import parse_events_of_request
from app.kernel import clock
from tests.bench.figure import Figure, at_least
from tests.bench.intake.stream import BATCH, Stream
from tests.bench.rounds import by_turns

ROUNDS = 15
TIMES = 10
"""How often a round reads its batch: long enough for the clock, short enough for a fair turn."""

ORJSON = "orjson.loads of a batch"
READ = "a batch decoded and validated"
ORJSON_LINES = "orjson.loads line by line"
READ_LINES = "NDJSON decoded and validated"
HEARD = "a batch decoded, validated and understood"


def validating(stream: Stream) -> list[Figure]:
    """CPU time alone is counted: nothing here waits."""
    measures = _measures(stream)
    rounds = by_turns(lambda: {name: _rate(work) for name, work in measures.items()}, ROUNDS)
    return [
        rounds.figure(ORJSON, "events/s"),
        rounds.figure(READ, "events/s", against=ORJSON, target=at_least(0.5)),
        rounds.figure(HEARD, "events/s", against=ORJSON),
        rounds.figure(ORJSON_LINES, "events/s"),
        rounds.figure(READ_LINES, "events/s", against=ORJSON_LINES, target=at_least(0.5)),
    ]


def _measures(stream: Stream) -> Mapping[str, Callable[[], object]]:
    lines = [line.text for line in stream.wire[len(stream.wire) // 2]]
    assert len(lines) == BATCH, "A whole batch from the middle of the stream."
    batch = b"[" + b",".join(line.rstrip() for line in lines) + b"]"
    ndjson = b"".join(lines)
    return {
        ORJSON: lambda: orjson.loads(batch),
        READ: lambda: _read_batch(batch),
        HEARD: lambda: [
            interpret_event(item, clock.now()) for item in _read_batch(batch).items if isinstance(item, CloudEvent)
        ],
        ORJSON_LINES: lambda: [orjson.loads(line) for line in lines],
        READ_LINES: lambda: _read_batch(ndjson, "application/x-ndjson"),
    }


def _read_batch(body: bytes, media_type: str = "application/cloudevents-batch+json") -> ParsedBatch:
    return parse_events_of_request(ConnectedSource("rse"), RawRequest(media_type, {}, body, clock.now()))


def _rate(work: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(TIMES):
        work()
    return TIMES * BATCH / (time.process_time() - began)
