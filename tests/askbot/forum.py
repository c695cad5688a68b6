"""An Askbot of the tests' own on this machine, set up as the guide for its administrators says."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.architecture.source import ROOT
from tests.askbot.members import Member
from tests.docs.pages import Page
from tests.waiting import comes_true

GUIDE = Page("docs/how-to/networks/askbot.md")
ACTIVITIES_TOKEN, BADGES_TOKEN = "psr_activities_of_the_tests", "psr_badges_of_the_tests"
SECRET = f"whsec_{'c2VjcmV0' * 4}"
HERE = """
from forum.settings import *
{guide}
ALLOWED_HOSTS = ["*"]
DATABASES["default"] |= {{"NAME": {database!r}, "OPTIONS": {{"transaction_mode": "IMMEDIATE", "timeout": 20}}}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
PASSERELLE_BADGES_EVERY = 0.1
ROOT_URLCONF = "addresses"
"""
"""Its settings: what Askbot's installer wrote, what the guide adds, and what a forum of a test has of its own."""


def kill_program(process: subprocess.Popen[str]) -> None:
    """End it as a lost machine does."""
    process.kill()
    process.communicate()


@dataclass
class Forum:
    """One forum: its server, and the commands that the apps bring. `names` are its members, with their external_id."""

    python: str
    folder: Path
    port: int
    passerelle: str
    names: Mapping[str, str]
    processes: list[subprocess.Popen[str]] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self.configure()
        server = self._start(str(ROOT / "tests/judges/run_askbot.py"), str(self.port), *self.names)
        assert server.stdout is not None
        greeting = server.stdout.readline()
        assert greeting, self.read_log()
        assert comes_true(self._listens, 20), self.read_log()
        for name, (page, session) in json.loads(greeting).items():
            self.members[name] = Member(self.port, session, page)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_commands()
        for process in self.processes:
            kill_program(process)

    def configure(self) -> None:
        """Write its settings and its addresses; every value that the guide leaves open is filled in."""
        shutil.copy(self._installed / "forum.db", self.folder)
        names = self.folder / "names.csv"
        names.write_text("".join(f"{name},{person}\n" for name, person in self.names.items()), encoding="utf-8")
        *settings, addresses = GUIDE.blocks("python")
        text = HERE.format(guide="\n".join(settings), database=str(self.folder / "forum.db"))
        values = {
            "https://passerelle.example.com": self.passerelle,
            "psr_ACTIVITIES": ACTIVITIES_TOKEN,
            "psr_BADGES": BADGES_TOKEN,
            "whsec_SECRET": SECRET,
            "/etc/askbot/names.csv": str(names),
        }
        for shown, value in values.items():
            assert shown in text, f"The guide no longer shows {shown}."
            text = text.replace(shown, value)
        (self.folder / "here.py").write_text(text, encoding="utf-8")
        (self.folder / "addresses.py").write_text(f"from forum.urls import *\n{addresses}", encoding="utf-8")

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    @property
    def _installed(self) -> Path:
        return Path(self.python).parents[1] / "forum"

    def stop_commands(self) -> None:
        """End everything but the server."""
        while len(self.processes) > 1:
            kill_program(self.processes.pop())

    def run_script(self, name: str) -> dict[str, list[str]]:
        """What a script of the judges prints, run among the forum's own code."""
        output, _ = self._start(str(ROOT / "tests/judges" / name)).communicate(timeout=60)
        assert output, self.read_log()
        answer: dict[str, list[str]] = json.loads(output)
        return answer

    def start_command(self, name: str) -> subprocess.Popen[str]:
        """Start a command of an app; it runs until it is stopped."""
        return self._start("-m", "django", name)

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        paths = os.pathsep.join(map(str, (self.folder, self._installed, ROOT / "docs/examples")))
        choices = {"DJANGO_SETTINGS_MODULE": "here", "PYTHONPATH": paths, "PYTHONWARNINGS": "ignore"}
        command = [self.python, *arguments]
        with (self.folder / "forum.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=self.folder, env=os.environ | choices, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.processes.append(process)
        return process

    def read_log(self) -> str:
        """The end of what its processes complained of."""
        return (self.folder / "forum.log").read_text(encoding="utf-8")[-4_000:]

    @property
    def passerelle_port(self) -> int:
        """Where it expects Passerelle."""
        return int(self.passerelle.rpartition(":")[2])

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement in its database, past Askbot and past the apps: the rows."""
        with closing(sqlite3.connect(self.folder / "forum.db", timeout=20, isolation_level=None)) as database:
            return database.execute(statement).fetchall()
