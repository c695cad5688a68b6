"""The social network beside a service on hosts: pushes through one web host, and reads through another what became of it."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

import orjson
import urllib3
from flask import Flask

from app.kernel import clock
from tests.faults.network import PORT
from tests.storm.hosts import Host

NETWORK = "https://network.example"
PATIENCE = 60.0


def build_cookie(application: Flask, person_id: int) -> str:
    """The session of a person who signed in and was here today."""
    signing = application.session_interface.get_signing_serializer(application)  # type: ignore[attr-defined]  # Flask's own sessions
    content = {"person": person_id, "version": 1, "seen": clock.now().date().isoformat()}
    return f"{application.config['SESSION_COOKIE_NAME']}={signing.dumps(content)}"


@dataclass
class Outside:
    """What answers people as soon as they ask, by their external ids and their sessions."""

    host: Host
    token: str
    cookies: Mapping[str, str]
    pushed: int = 0
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _pool: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(
            maxsize=4, retries=False, timeout=urllib3.Timeout(connect=1, read=2)
        )
    )

    def reaches(self, web: Host) -> bool:
        """Whether somebody can read their points there."""
        with self.host.entered():
            return self._read_points(web, next(iter(self.cookies))) is not None

    def wait_for_effect(self, through: Host, shown_by: Host) -> float:
        """Seconds from the POST of an answer through one web host until another shows what its author has."""
        who = next(iter(self.cookies))
        with self.host.entered():
            before, began = self._read_points(shown_by, who), time.monotonic()
            self._push_until_taken([through], [who])
            while self._read_points(shown_by, who) == before:
                assert time.monotonic() < began + PATIENCE, "It never showed."
                time.sleep(0.005)
        return time.monotonic() - began

    @contextmanager
    def pushing(self, webs: Sequence[Host]) -> Iterator[None]:
        """Push an answer of everybody again and again during the block, through the web hosts by turns."""
        is_over, failures = Event(), list[BaseException]()

        def push() -> None:
            self.host.enter()
            try:
                for turn in itertools.count():
                    self._push_until_taken([webs[turn % len(webs)], *webs], list(self.cookies))
                    if is_over.wait(0.02):
                        return
            except BaseException as failure:  # noqa: BLE001 - raised by the thread that waits
                failures.append(failure)

        thread = Thread(target=push, name="outside")
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()
        if failures:
            raise failures[0]

    def _push_until_taken(self, webs: Sequence[Host], people: Sequence[str]) -> None:
        body = b"".join(orjson.dumps(_answer(who, next(self._numbers))) + b"\n" for who in people)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/x-ndjson"}
        ends = time.monotonic() + PATIENCE
        for web in itertools.cycle(webs):
            assert time.monotonic() < ends, "No web host took it."
            answer = self._ask("POST", web, "/api/v1/activities", headers, body)
            if answer is not None:
                assert answer["accepted"] + answer["duplicate"] == len(people), answer
                self.pushed += len(people)
                return

    def _read_points(self, web: Host, who: str) -> int | None:
        answer = self._ask("GET", web, "/api/v1/me/points", {"Cookie": self.cookies[who]})
        return None if answer is None else answer["points"]

    def _ask(self, method: str, web: Host, path: str, headers: Mapping[str, str], body: bytes = b"") -> Any:
        try:
            answer = self._pool.request(method, f"http://{web.address}:{PORT}{path}", headers=headers, body=body)
        except urllib3.exceptions.HTTPError:
            return None
        return orjson.loads(answer.data) if answer.status < 300 else None


def _answer(who: str, number: int) -> dict[str, object]:
    now = datetime.now(UTC).isoformat()
    activity = {
        "id": f"{NETWORK}/activities/{number}",
        "type": "Create",
        "actor": f"{NETWORK}/users/{who}",
        "object": {"id": f"{NETWORK}/notes/{number}", "type": "Note", "inReplyTo": f"{NETWORK}/notes/first"},
        "published": now,
    }
    return {"specversion": "1.0", "id": f"n-{number}", "source": f"{NETWORK}/", "type": "Create", "data": activity}
