"""An event is read with everything that can be wrong in it, each with its place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest

from app.intake.activities import CloudEvent, Rejection
from app.intake.interpretation import interpret_event
from app.intake.json_text import replace_lone_surrogates
from app.intake.source import ConnectedSource, RawRequest
from app.intake.sources.cloudevents.kind import parse_events_of_request
from tests.intake.conftest import NOW, activity, doing, event

WRONG: list[tuple[str, dict[str, Any], str | None]] = [
    ("an old version", event(specversion="0.3"), "/specversion"),
    ("no activity", {name: member for name, member in event().items() if name != "data"}, None),
    ("an activity that is text", event(data="Ada wrote a note"), "/data"),
    ("an id that is a number", event(id=7), "/id"),
    ("an empty id", event(id=""), "/id"),
    ("a huge id", event(id="x" * 501), "/id"),
    ("a huge activity id", doing(1, id="x" * 501), "/data/id"),
    ("a huge object id", doing(1, object="x" * 501), "/data/object"),
    ("an actor that is a number", doing(1, actor=7), "/data/actor"),
    ("an actor without an id", doing(1, actor={"type": "Person"}), "/data/actor"),
    ("no object", doing(1, object=None), "/data/object"),
    ("two objects", doing(1, object=["a", "b"]), "/data/object"),
    ("an object without an id", doing(1, "Like", object={"type": "Note"}), "/data/object/id"),
    ("an unknown verb", doing(1, "Solve"), "/data/type"),
    ("a verb in another case", doing(1, "create"), "/data/type"),
    ("a moment without a zone", doing(1, published="2026-03-02T08:30:00"), "/data/published"),
    ("a day instead of a moment", doing(1, published="2026-03-02"), "/data/published"),
    ("a number for a moment", doing(1, published=1772440200), "/data/published"),
    ("a moment that never was", doing(1, published="2026-02-30T08:30:00Z"), "/data/published"),
    ("a time without a zone", event(time="2026-03-02T08:30:00"), "/time"),
    ("no moment", event(data=activity(published=None)), "/time"),
    ("a moment to come", doing(1, published=(NOW + timedelta(minutes=6)).isoformat()), "/data/published"),
    ("a time to come", event(data=activity(published=None), time="2027-01-01T00:00:00Z"), "/time"),
    ("the end of time", doing(1, published="9999-12-31T23:59:59-12:00"), "/data/published"),
    ("a NUL in an id", event(id="a\0b"), "/data"),
    ("a NUL in an actor", doing(1, actor="ada\0"), "/data"),
    ("a NUL in an object", doing(1, object="a\0b"), "/data"),
]


def read(sent: dict[str, Any], hosts: frozenset[str] = frozenset()) -> object:
    """What is made of one event of a batch."""
    request = RawRequest("application/cloudevents-batch+json", {}, orjson.dumps([sent]), NOW)
    (item,) = parse_events_of_request(ConnectedSource("rse"), request).items
    return interpret_event(item, NOW, hosts) if isinstance(item, CloudEvent) else item


@pytest.mark.parametrize(("what", "sent", "pointer"), WRONG, ids=[what for what, _, _ in WRONG])
def test_what_is_wrong_has_its_place(what: str, sent: dict[str, Any], pointer: str | None) -> None:
    aside = read(sent)
    assert isinstance(aside, Rejection), what
    assert (aside.outcome, aside.pointer) == ("refused", pointer)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (rb"\ud83d\ude00", rb"\ud83d\ude00"),
        (rb"\uD83D\uDE00", rb"\uD83D\uDE00"),
        (rb"\ud83d", rb"\u0000"),
        (rb"\ude00\ud83d", rb"\u0000\u0000"),
        (rb"\ud83d\ud83d\ude00", rb"\u0000\ud83d\ude00"),
        (rb"\\ud83d", rb"\\ud83d"),
        (rb"\\\ud83d", rb"\\\u0000"),
        (rb"\n\ud7ff\ud83dx", rb"\n\ud7ff\u0000x"),
    ],
)
def test_only_halves_of_pairs_are_changed(text: bytes, mended: bytes) -> None:
    assert replace_lone_surrogates(text) == mended
