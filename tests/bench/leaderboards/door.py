"""Ways in for the benchmark: a browser that is somebody at once, and activities that are credited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import orjson
from flask.sessions import SecureCookieSessionInterface

from app.intake.client import ActivityLine
from app.kernel.application import Application
from tests.bench.leaderboards.company import PEOPLE, SPAN
from tests.bench.pages.client import Client

RSE = "https://rse.example"


def cookie_of(built: Application, person_id: int) -> str:
    """What the browser of a person who signed in sends."""
    interface = built.session_interface
    assert isinstance(interface, SecureCookieSessionInterface), "Sessions are signed cookies."
    signer = interface.get_signing_serializer(built)
    assert signer is not None, "The application has a secret."
    return f"passerelle={signer.dumps({'person': person_id, 'version': 1})!s}"


def browser(port: int, cookie: str) -> Client:
    """A browser of that person."""
    return Client(port, {"Cookie": cookie})


def shares(count: int, *, batch: int, seed: int) -> list[list[ActivityLine]]:
    """So many shares of as many people, spread over the span that the rules cover."""
    chance = Random(seed)
    made = [_spread(f"{seed}-{number}", chance) for number in range(count)]
    return [made[begins : begins + batch] for begins in range(0, count, batch)]


def share(key: str, person: int, at: datetime) -> ActivityLine:
    """One share by one person."""
    activity = {
        "id": f"{RSE}/shares/{key}",
        "type": "Announce",
        "actor": f"{RSE}/users/p-{person}",
        "object": {"id": f"{RSE}/notes/{key}", "type": "Note"},
        "published": at.isoformat(),
    }
    event = {"specversion": "1.0", "id": f"share-{key}", "source": f"{RSE}/", "type": "Announce", "data": activity}
    return ActivityLine(1, orjson.dumps(event) + b"\n")


def numbers() -> Iterator[str]:
    """A key for each activity that is sent by itself."""
    return (f"one-{number}" for number in range(1_000_000))


def _spread(key: str, chance: Random) -> ActivityLine:
    at = datetime.now(UTC) - timedelta(seconds=chance.uniform(60, SPAN.total_seconds() - 3_600))
    return share(key, chance.randrange(1, PEOPLE + 1), at)
