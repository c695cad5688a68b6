"""New activities of a large company: what its people do now, in the shares that its journal shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import orjson

from app.intake.client import ActivityLine
from tests.bench.growth.filling import CompanySize

NETWORK = "https://network.example"
BATCH = 200
KINDS = ("Create", "Answer", "Like", "Accept", "Join")
SHARES = (20, 40, 25, 10, 5)


def list_batches(size: CompanySize, count: int) -> list[list[ActivityLine]]:
    """`count` activities of the last half hour, in batches; the same ones every time but for their moments."""
    lines = list(_list_lines(size, count))
    return [lines[start : start + BATCH] for start in range(0, count, BATCH)]


def _list_lines(size: CompanySize, count: int) -> Iterator[ActivityLine]:
    chance, now = Random(count), datetime.now(UTC)
    for number in range(1, count + 1):
        actor = 1 + int(size.people * chance.random() ** 2.5)
        other = 1 + chance.randrange(size.people)
        moment = now - timedelta(minutes=30) + number * timedelta(minutes=29) / count
        kind = chance.choices(KINDS, SHARES)[0]
        yield ActivityLine(number, orjson.dumps(_make_event(number, kind, actor, other, moment)) + b"\n")


def _make_event(number: int, kind: str, actor: int, other: int, moment: datetime) -> dict[str, object]:
    note = {"id": f"{NETWORK}/notes/{number}", "type": "Note"}
    answered = {"id": f"{NETWORK}/notes/old-{number}", "type": "Note", "attributedTo": _name(other)}
    what: dict[str, dict[str, object]] = {
        "Create": {"type": "Create", "object": note},
        "Answer": {"type": "Create", "object": note | {"inReplyTo": answered}},
        "Like": {"type": "Like", "object": answered},
        "Accept": {"type": "Accept", "object": answered},
        "Join": {"type": "Join", "object": {"id": f"c-{number % 300}", "type": "Group"}},
    }
    activity = what[kind] | {
        "id": f"{NETWORK}/activities/{number}",
        "actor": _name(actor),
        "published": moment.isoformat(),
    }
    return {
        "specversion": "1.0",
        "id": f"n-{number}",
        "source": f"{NETWORK}/",
        "type": f"org.w3.activitystreams.{activity['type']}",
        "time": moment.isoformat(),
        "data": activity,
    }


def _name(person: int) -> str:
    return f"{NETWORK}/users/p-{person}"
