"""A Synapse of the tests' own on this machine, and people who use it."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import orjson

from tests.waiting import comes_true

SERVER_NAME = "rse.test"
HS_TOKEN, AS_TOKEN = "hs-token-of-the-tests", "as-token-of-the-tests"
UNLIMITED = {"per_second": 1_000, "burst_count": 1_000}
LIMITS = ("rc_message", "rc_registration", "rc_joins_per_room", "rc_admin_redaction")


@dataclass
class Homeserver:
    """One homeserver, which forgets what it did not hand over when it is started again."""

    python: str
    folder: Path
    port: int
    listener: str
    process: subprocess.Popen[bytes] | None = None
    numbers: count[int] = field(default_factory=lambda: count(1))

    def __enter__(self) -> Self:
        self.configure()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def configure(self) -> None:
        """Write its configuration, its key, and the registration of the application service."""
        registration = {
            "id": "passerelle",
            "url": self.listener,
            "hs_token": HS_TOKEN,
            "as_token": AS_TOKEN,
            "sender_localpart": "passerelle",
            "rate_limited": False,
            "namespaces": {"users": [{"exclusive": True, "regex": "@passerelle:rse.test"}]},
        }
        settings = {
            "server_name": SERVER_NAME,
            "listeners": [
                {
                    "port": self.port,
                    "bind_addresses": ["127.0.0.1"],
                    "type": "http",
                    "resources": [{"names": ["client"]}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "homeserver.db")}},
            "media_store_path": str(self.folder / "media"),
            "signing_key_path": str(self.folder / "signing.key"),
            "pid_file": str(self.folder / "homeserver.pid"),
            "macaroon_secret_key": "macaroons",
            "form_secret": "forms",
            "bcrypt_rounds": 4,
            "enable_registration": True,
            "enable_registration_without_verification": True,
            "report_stats": False,
            "trusted_key_servers": [],
            "app_service_config_files": [str(self.folder / "passerelle.yaml")],
            "rc_joins": {"local": UNLIMITED, "remote": UNLIMITED},
            "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), UNLIMITED),
            "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), UNLIMITED),
        } | dict.fromkeys(LIMITS, UNLIMITED)
        (self.folder / "signing.key").write_text(f"ed25519 a_test {b64encode(bytes(32)).decode().rstrip('=')}\n")
        (self.folder / "passerelle.yaml").write_bytes(orjson.dumps(registration))
        (self.folder / "homeserver.yaml").write_bytes(orjson.dumps(settings))

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [self.python, "-m", "synapse.app.homeserver", "--config-path", str(self.folder / "homeserver.yaml")]
        with (self.folder / "homeserver.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)
        if not comes_true(self._answers, 30):
            self.kill()
            raise AssertionError((self.folder / "homeserver.log").read_text()[-3_000:])

    def _answers(self) -> bool:
        try:
            return self.call("GET", "/_matrix/client/versions", "") is not None
        except OSError:
            time.sleep(0.05)
            return False

    def kill(self) -> None:
        """End it as a lost machine does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def forget_names_of_posts(self) -> None:
        """Delete what tells a post that is sent again, as it does by itself after a day; it is not running."""
        with sqlite3.connect(self.folder / "homeserver.db") as database:
            database.execute("delete from event_txn_id_device_id")
        database.close()

    def call(self, method: str, path: str, token: str, body: object = None) -> dict[str, Any]:
        """The answer of one call; it must be one that says yes."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        connection.request(method, path, None if method == "GET" else orjson.dumps(body or {}), headers)
        response = connection.getresponse()
        answer: dict[str, Any] = orjson.loads(response.read())
        connection.close()
        assert response.status == 200, f"{method} {path}: {response.status} {answer}"
        return answer

    def register(self, name: str) -> Talker:
        """Somebody with an account."""
        body = {"username": name, "password": "p", "auth": {"type": "m.login.dummy"}}
        return Talker(self, name, self.call("POST", "/_matrix/client/v3/register", "", body)["access_token"])


@dataclass(frozen=True)
class Talker:
    """Somebody who uses the homeserver."""

    server: Homeserver
    name: str
    token: str

    @property
    def account(self) -> str:
        """Their full name there."""
        return f"@{self.name}:{SERVER_NAME}"

    def call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """One call of the client API."""
        return self.server.call(method, f"/_matrix/client/v3/{path}", self.token, body)

    def make_room(self, **members: Any) -> str:
        """A new room."""
        return str(self.call("POST", "createRoom", members)["room_id"])

    def act(self, room: str, act: str, **body: Any) -> dict[str, Any]:
        """Join, leave, invite, kick or upgrade."""
        return self.call("POST", f"rooms/{quote(room)}/{act}", body)

    def send(self, room: str, kind: str, content: Mapping[str, object]) -> str:
        """An event of theirs: its id."""
        path = f"rooms/{quote(room)}/send/{kind}/{next(self.server.numbers)}"
        return str(self.call("PUT", path, content)["event_id"])

    def say(self, room: str, words: str, relation: Mapping[str, object] | None = None) -> str:
        """A message, perhaps an answer or an edit."""
        content = {"msgtype": "m.text", "body": words}
        return self.send(room, "m.room.message", content | ({"m.relates_to": relation} if relation else {}))

    def react(self, room: str, event: str) -> str:
        """A reaction."""
        relation = {"rel_type": "m.annotation", "event_id": event, "key": "👍"}
        return self.send(room, "m.reaction", {"m.relates_to": relation})

    def redact(self, room: str, event: str) -> None:
        """Take an event back."""
        self.call("PUT", f"rooms/{quote(room)}/redact/{quote(event)}/{next(self.server.numbers)}")

    def rename(self, words: str) -> None:
        """Choose another name."""
        self.call("PUT", f"profile/{quote(self.account)}/displayname", {"displayname": words})

    def list_history(self, room: str) -> list[dict[str, Any]]:
        """Every event of a room, from its beginning."""
        events: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.call("GET", f"rooms/{quote(room)}/messages?dir=f&limit=1000{cursor}")
            events += page["chunk"]
            if not page["chunk"] or "end" not in page:
                return events
            cursor = f"&from={page['end']}"
