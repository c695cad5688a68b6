"""Keeps a copy of the badges that people show, and prints each change once: `python pull_badges.py URL TOKEN FILE [YEAR]`."""  # noqa: INP001 - a script of its own

import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

TABLES = """
create table if not exists award (id text primary key, state text not null, person text, badge text, awarded_at text, seen integer);
create table if not exists place (name text primary key, value text);
"""


class Copy:
    """What was pulled: a page and the cursor after it are written together, so a restart repeats nothing and skips nothing."""

    def __init__(self, path: str, url: str, token: str) -> None:
        self.db = sqlite3.connect(path)
        self.db.executescript(TABLES)
        self.url, self.token = url.rstrip("/"), token

    def pull(self) -> Iterator[str]:
        """Pull until nothing is new; the changes, one line each."""
        done = False
        while not done:
            page = self.fetch_page()
            if page is None:
                self.write("cursor", None)
                self.write("round", str(int(self.read("round") or 0) + 1))
                self.db.commit()
                continue
            done = page["done"]
            changes = [line for award in page["data"] if (line := self.take_in(award))]
            self.write("cursor", page["next_cursor"])
            changes += self.forget_unnamed() if done else []
            self.db.commit()
            yield from changes

    def fetch_page(self) -> dict[str, Any] | None:
        """The next page; None when the service says that the cursor is of another database."""
        cursor = self.read("cursor")
        query = urlencode({"limit": 100, **({"cursor": cursor} if cursor else {})})
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        while True:
            try:
                with urlopen(Request(f"{self.url}/api/v1/awards?{query}", headers=headers)) as answer:  # noqa: S310 - the address is the operator's
                    page: dict[str, Any] = json.load(answer)
                    return page
            except HTTPError as refusal:
                if refusal.code == 410:
                    return None
                if refusal.code not in (429, 503):
                    raise
                time.sleep(float(refusal.headers.get("Retry-After", 5)))

    def take_in(self, award: dict[str, Any]) -> str | None:
        """Keep an award as it is now; a line where that is new."""
        before = self.db.execute("select state, person, badge from award where id = ?", (award["id"],)).fetchone()
        now = (award["state"], award.get("person"), (award.get("badge") or {}).get("slug"))
        if award["state"] == "withdrawn":
            self.db.execute("delete from award where id = ?", (award["id"],))
            return f"withdrawn {award['id']}" if before else None
        row = (award["id"], *now, award["awarded_at"], int(self.read("round") or 0))
        self.db.execute("insert or replace into award values (?, ?, ?, ?, ?, ?)", row)
        return None if before == now else f"{now[0]} {award['id']} {now[1]} {now[2]}"

    def forget_unnamed(self) -> list[str]:
        """After a start from the first page: what was not named in it is gone."""
        gone = self.db.execute(
            "delete from award where seen < ? returning id", (int(self.read("round") or 0),)
        ).fetchall()
        self.db.execute("update award set seen = ?", (int(self.read("round") or 0),))
        return [f"withdrawn {id_}" for (id_,) in gone]

    def read(self, name: str) -> str | None:
        row = self.db.execute("select value from place where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def write(self, name: str, value: str | None) -> None:
        self.db.execute("insert or replace into place values (?, ?)", (name, value))


if __name__ == "__main__":
    copy = Copy(sys.argv[3], sys.argv[1], sys.argv[2])
    for change in copy.pull():
        print(change, flush=True)  # noqa: T201 - it is what the script is for
    if len(sys.argv) > 4:
        year = copy.db.execute(
            "select person, badge, state from award where awarded_at >= ? and awarded_at < ? order by awarded_at",
            (sys.argv[4], str(int(sys.argv[4]) + 1)),
        )
        for person, badge, state in year:
            print(f"{sys.argv[4]}: {person} {badge} {state}")  # noqa: T201
