"""Posts the badges that people show in a Matrix room, each once: `MATRIX_TOKEN=… python post_badges_in_matrix.py URL TOKEN HOMESERVER ROOM FILE`."""  # noqa: INP001 - a script of its own

import json
import os
import sqlite3
import sys
import time
from hashlib import sha256
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

TABLES = """create table if not exists post (award text primary key, state text not null, event text);
create table if not exists place (name text primary key, value text);"""
AWARD = "org.passerelle.award"  # The member of a message that names its award: by it, the room says what was posted.


class Bot:
    """What was posted. A post is noted before it is sent: whoever was killed looks in the room first, then sends it under the same name."""

    def __init__(self, url: str, token: str, homeserver: str, room: str, path: str) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(TABLES)
        self.awards, self.token = f"{url.rstrip('/')}/api/v1/awards", token
        self.room = f"{homeserver.rstrip('/')}/_matrix/client/v3/rooms/{quote(room)}"
        self.matrix_token = os.environ["MATRIX_TOKEN"]

    def pull(self) -> None:
        """Go through what changed; the cursor moves when everything before it is in the room."""
        done = False
        while not done:
            cursor = [("cursor", value) for (value,) in self.db.execute("select value from place")]
            page = call("GET", f"{self.awards}?{urlencode([('limit', 100), *cursor])}", self.token)
            if page is None:
                self.db.execute("delete from place")
                continue
            for award in page["data"]:
                self.take_in(award)
            self.db.execute("insert or replace into place values ('cursor', ?)", (page["next_cursor"],))
            done = page["done"]

    def take_in(self, award: dict[str, Any]) -> None:
        """Post what is new, and take back what is revoked or shown no longer; what was taken back is not posted again."""
        row = self.db.execute("select state, event from post where award = ?", (award["id"],)).fetchone()
        state, event = row or (None, None)
        event = self.find_event(award["id"]) if state == "sending" else event
        if award["state"] == "valid" and state in (None, "sending"):
            self.write(award["id"], "sending", None)
            self.write(award["id"], "posted", event or self.send(award))
        elif award["state"] in ("revoked", "withdrawn") and event and state != "redacted":
            call("PUT", f"{self.room}/redact/{quote(event)}/{build_name(award['id'], 'redact')}", self.matrix_token, {})
            self.write(award["id"], "redacted", event)

    def send(self, award: dict[str, Any]) -> Any:
        """Post it; the homeserver takes a name once, and answers the second time with the same event."""
        words = f"{award['person']} : badge « {award['badge']['name']['fr']} »"
        content = {"msgtype": "m.notice", "body": words, "m.mentions": {}, AWARD: award["id"]}
        path = f"{self.room}/send/m.room.message/{build_name(award['id'], 'post')}"
        return (call("PUT", path, self.matrix_token, content) or {})["event_id"]

    def find_event(self, award_id: str) -> Any:
        """The message about an award that is in the room already: Synapse forgets the names of what was sent after a day."""
        start: str | None = ""
        while start is not None:
            page = call("GET", f"{self.room}/messages?dir=b&limit=500{start}", self.matrix_token) or {"chunk": []}
            for event in page["chunk"]:
                if event["content"].get(AWARD) == award_id:
                    return event["event_id"]
            start = f"&from={quote(page['end'])}" if page["chunk"] and "end" in page else None
        return None

    def write(self, award_id: str, state: str, event: str | None) -> None:
        self.db.execute("insert or replace into post values (?, ?, ?)", (award_id, state, event))


def build_name(award_id: str, act: str) -> str:
    """The name of a post or of a redaction, the same each time."""
    return sha256(f"{act} {award_id}".encode()).hexdigest()


def call(method: str, url: str, token: str, body: object = None) -> dict[str, Any] | None:
    """The answer of a service, which is waited for when it is busy; None for a cursor of another database (410)."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = Request(url, None if body is None else json.dumps(body).encode(), headers, method=method)  # noqa: S310 - the operator's addresses
    while True:
        try:
            with urlopen(request) as answer:  # noqa: S310 - the operator's addresses
                return dict(json.load(answer))
        except HTTPError as refusal:
            if refusal.code == 410:
                return None
            if refusal.code not in (429, 502, 503):
                raise
            time.sleep(float(refusal.headers.get("Retry-After", 5)))


if __name__ == "__main__":
    Bot(*sys.argv[1:6]).pull()
