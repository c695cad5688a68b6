"""Turns a real stream of messages (SNAP CollegeMsg) into what Passerelle takes: a people CSV, and activities as CloudEvents.

The file stays where it is, beside the project. Its messages are of 2004: the whole stream is moved by so many
weeks that it ends in the last seven days, days of the week and all distances kept. The same file and the same weeks
give the same bytes.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson

from tests.made_stream import write_made_stream

FILE = Path(__file__).parents[2] / "shared" / "data" / "collegemsg.txt"
"""Where it is when it is there."""

STREAMS = ("made", "real") if FILE.exists() else ("made",)
"""The streams of this machine: a made one for every clone, and the real one where its file is."""

PART = 2
"""People whose numbers divide by it are the part of the real stream that every run of the tests pushes: all weeks, a quarter of the messages."""

PUSHED = STREAMS if os.environ.get("WHOLE_STREAM") or "real" not in STREAMS else ("made", "part of the real")
"""The streams that go through the whole house; the whole real one with WHOLE_STREAM=yes."""

ZONE = ZoneInfo("Europe/Paris")
RSE = "https://collegemsg.example"
UNITS, SITES, REGIONS = 6, 5, 2


@dataclass(frozen=True)
class Message:
    """Who wrote to whom, when, and the number of its line."""

    number: int
    sender: int
    receiver: int
    at: datetime


def open_stream(name: str, folder: Path) -> Path:
    """The file of a stream; one that is made, or a part, is written into `folder`."""
    if name == "part of the real":
        return _write_part(folder / "part.txt")
    return FILE if name == "real" else write_made_stream(folder / "made.txt", people=200, messages=6_000)


def _write_part(path: Path) -> Path:
    """The messages that two people of the part exchanged, in the order of the file."""
    lines = FILE.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not any(int(person) % PART for person in line.split()[:2])))
    return path


def weeks_until(day: date, path: Path) -> timedelta:
    """The whole weeks to move the stream by for its last message to be on one of the seven days before `day`."""
    last = max(message.at for message in read_messages(timedelta(0), path))
    return timedelta(weeks=((day - last.date()).days - 1) // 7)


def read_messages(moved_by: timedelta, path: Path) -> list[Message]:
    """Every message, in the order of the file."""
    messages = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        sender, receiver, seconds = map(int, line.split())
        messages.append(Message(number, sender, receiver, datetime.fromtimestamp(seconds, UTC) + moved_by))
    return messages


def external_id(person: int) -> str:
    """The directory's name for somebody who is only a number."""
    return f"cm-{person}"


def unit_of(person: int) -> str:
    """The fixed rule: units take turns."""
    return f"Unit {person % UNITS + 1}"


def arrivals(messages: Sequence[Message]) -> dict[int, date]:
    """The day, in Paris, of each person's first message; of the first one to them for who never writes."""
    first: dict[int, datetime] = {}
    for message in messages:
        first.setdefault(message.sender, message.at)
    for message in messages:
        first.setdefault(message.receiver, message.at)
    return {person: at.astimezone(ZONE).date() for person, at in sorted(first.items())}


def people_csv(messages: Sequence[Message]) -> bytes:
    """The people file: everybody takes part from the day they arrive."""
    text = io.StringIO()
    columns = ["external_id", "email", "given_name", "family_name", "site", "region", "time_zone", "unit"]
    columns += ["arrived_on", "joined_on"]
    lines = csv.DictWriter(text, columns)
    lines.writeheader()
    for person, arrived_on in arrivals(messages).items():
        lines.writerow(
            {
                "external_id": external_id(person),
                "email": f"cm-{person}@collegemsg.example",
                "given_name": "Person",
                "family_name": f"No {person}",
                "site": f"Site {person % SITES + 1}",
                "region": f"Region {person % SITES % REGIONS + 1}",
                "time_zone": "Europe/Paris",
                "unit": unit_of(person),
                "arrived_on": arrived_on,
                "joined_on": arrived_on,
            }
        )
    return text.getvalue().encode()


def activities(messages: Sequence[Message]) -> Iterator[bytes]:
    """One CloudEvent a line: a note to somebody, which answers the last one that they wrote to the sender, if they did."""
    last: dict[tuple[int, int], int] = {}
    for message in messages:
        yield orjson.dumps(_event(message, answers=last.get((message.receiver, message.sender)))) + b"\n"
        last[message.sender, message.receiver] = message.number


def _event(message: Message, *, answers: int | None) -> dict[str, object]:
    at = message.at.isoformat()
    note: dict[str, object] = {"id": f"{RSE}/notes/{message.number}", "type": "Note"}
    if answers is not None:
        note["inReplyTo"] = {"id": f"{RSE}/notes/{answers}", "type": "Note", "attributedTo": _user(message.receiver)}
    activity = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": f"{RSE}/activities/{message.number}",
        "type": "Create",
        "actor": _user(message.sender),
        "published": at,
        "to": [_user(message.receiver)],
        "object": note,
    }
    envelope = {
        "specversion": "1.0",
        "id": f"cm-{message.number}",
        "source": f"{RSE}/",
        "type": "org.w3.activitystreams.Create",
    }
    return envelope | {"time": at, "datacontenttype": "application/activity+json", "data": activity}


def _user(person: int) -> str:
    return f"{RSE}/users/{external_id(person)}"
