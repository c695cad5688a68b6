"""The made stream has the shape of the real one, and is the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from tests.collegemsg import STREAMS, Message, open_stream, read_messages
from tests.made_stream import write_made_stream

SHAPE: Mapping[str, tuple[float, float]] = {
    "people who never write, of all": (0.2, 0.4),
    "messages by the tenth that writes most": (0.45, 0.65),
    "messages that answer": (0.5, 0.7),
    "directed pairs whose other direction exists": (0.55, 0.75),
    "messages for each directed pair": (2.5, 4.0),
    "seconds between two messages of a person": (200, 900),
    "days": (175, 194),
    "people who appear in the first seven weeks": (0.75, 0.92),
    "messages of the first seven weeks": (0.65, 0.85),
}
"""Between these figures the real stream and the made one both are."""


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_has_the_shape_of_the_real_one(name: str, tmp_path: Path) -> None:
    figures = measure_shape(read_messages(timedelta(0), open_stream(name, tmp_path)))
    assert {what: figure for what, figure in figures.items() if not SHAPE[what][0] <= figure <= SHAPE[what][1]} == {}
    assert figures.keys() == SHAPE.keys()


def test_the_same_seed_and_size_make_the_same_stream(tmp_path: Path) -> None:
    first, again = (write_made_stream(tmp_path / name, people=50, messages=500) for name in ("first", "again"))
    other = write_made_stream(tmp_path / "other", people=50, messages=500, seed=2)
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()
    assert len(first.read_text().splitlines()) == 500


def measure_shape(messages: Sequence[Message]) -> dict[str, float]:
    """The figures of `SHAPE`."""
    began, ended = messages[0].at, messages[-1].at
    early = began + timedelta(weeks=7)
    first: dict[int, datetime] = {}
    for message in messages:
        first.setdefault(message.sender, message.at)
        first.setdefault(message.receiver, message.at)
    per_writer = sorted(Counter(message.sender for message in messages).values(), reverse=True)
    pairs = {(message.sender, message.receiver) for message in messages}
    return {
        "people who never write, of all": 1 - len(per_writer) / len(first),
        "messages by the tenth that writes most": sum(per_writer[: len(per_writer) // 10]) / len(messages),
        "messages that answer": sum(_answers(messages)) / len(messages),
        "directed pairs whose other direction exists": sum(pair[::-1] in pairs for pair in pairs) / len(pairs),
        "messages for each directed pair": len(messages) / len(pairs),
        "seconds between two messages of a person": median(_pauses(messages)),
        "days": (ended - began) / timedelta(days=1),
        "people who appear in the first seven weeks": sum(at < early for at in first.values()) / len(first),
        "messages of the first seven weeks": sum(message.at < early for message in messages) / len(messages),
    }


def _answers(messages: Sequence[Message]) -> Iterator[bool]:
    written: set[tuple[int, int]] = set()
    for message in messages:
        yield (message.receiver, message.sender) in written
        written.add((message.sender, message.receiver))


def _pauses(messages: Sequence[Message]) -> Iterator[float]:
    moments: dict[int, list[datetime]] = {}
    for message in messages:
        moments.setdefault(message.sender, []).append(message.at)
    for of_person in moments.values():
        yield from ((after - before).total_seconds() for before, after in pairwise(of_person))
