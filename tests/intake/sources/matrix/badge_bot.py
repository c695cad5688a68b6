"""The example that posts badges in a room, run as a program of its own, and a way to the homeserver on which an answer can be lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from typing import Any

from tests.architecture.source import ROOT
from tests.intake.sources.matrix.homeserver import Homeserver, Talker
from tests.server import serving

PROGRAM = ROOT / "docs/examples/post_badges_in_matrix.py"


@dataclass
class LossyWay:
    """Hands requests to the homeserver; of a post it holds the answer back where it `loses_answer`, and answers 502 once where it `fails_once`.

    Where it `hides_history`, a room has none: as where its worker for reading is behind.
    """

    server: Homeserver
    loses_answer: bool = False
    fails_once: bool = False
    hides_history: bool = False
    was_posted: Event = field(default_factory=Event)
    released: Event = field(default_factory=Event)

    def __call__(self, environment: dict[str, Any], start: Any) -> list[bytes]:
        body = environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {"Authorization": environment["HTTP_AUTHORIZATION"], "Content-Type": "application/json"}
        connection.request(environment["REQUEST_METHOD"], environment["REQUEST_URI"], body or None, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        if self.fails_once and "/send/" in environment["REQUEST_URI"]:
            self.fails_once = False
            start("502 Bad Gateway", [("Retry-After", "0")])
            return [b""]
        if self.loses_answer and "/send/" in environment["REQUEST_URI"]:
            self.was_posted.set()
            self.released.wait(60)
        if self.hides_history and "/messages" in environment["REQUEST_URI"]:
            answer = b'{"chunk": []}'
        start(f"{response.status} {response.reason}", [("Content-Type", "application/json")])
        return [answer]


@dataclass
class BadgeBot:
    """The program with its file, its account and its room."""

    passerelle: str
    token: str
    way: LossyWay
    way_address: str
    account: Talker
    room: str
    file: Path

    def start(self) -> subprocess.Popen[bytes]:
        """Start it; it ends when nothing is new."""
        command = [
            sys.executable,
            str(PROGRAM),
            self.passerelle,
            self.token,
            self.way_address,
            self.room,
            str(self.file),
        ]
        return subprocess.Popen(command, env={**os.environ, "MATRIX_TOKEN": self.account.token})

    def run(self) -> None:
        """Let it catch up."""
        assert self.start().wait(60) == 0

    def die_after_a_post(self) -> None:
        """Kill it when a message is in the room, and before it knows that."""
        self.way.loses_answer = True
        self.way.was_posted.clear()
        self.way.released.clear()
        process = self.start()
        assert self.way.was_posted.wait(30)
        process.kill()
        process.wait()
        self.way.loses_answer = False
        self.way.released.set()

    def count_posts(self, reader: Talker) -> Counter[str]:
        """How often each person's badge stands in the room's own history, by who reads it."""
        events = reader.list_history(self.room)
        bodies = [event["content"].get("body", "") for event in events if event["sender"] == self.account.account]
        return Counter(body.partition(" : ")[0] for body in bodies if body)


@contextmanager
def running_way(server: Homeserver) -> Iterator[tuple[LossyWay, str]]:
    """The way, and its address."""
    way = LossyWay(server)
    with serving(way) as address:
        yield way, address
