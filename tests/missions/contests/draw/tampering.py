"""Every way to tamper with the files of a draw, each with the fault that a verifier has to find."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.missions.contests.draw.made_draws import PublishedDraw, make_entries, make_holders, publish_draw

Change = Callable[[PublishedDraw], PublishedDraw]


def make_honest_draw() -> PublishedDraw:
    """A draw among three groups, with a beacon."""
    holders = make_holders([(group, tickets) for group in ("Nord", "Sud", "Île") for tickets in (1, 2, 3, 5)])
    entries = make_entries(holders, seats=4, alternates=2, heads={"Nord": 9, "Sud": 5, "Île": 4}, seed=1)
    return publish_draw(entries, 1)


@dataclass(frozen=True)
class TamperedDraw:
    """What was changed, and the fault by its code in the browser and by words of the script."""

    name: str
    fault: str
    words: str
    change: Change
    noted: str = ""

    def tamper(self) -> PublishedDraw:
        """An honest draw, changed."""
        return self.change(make_honest_draw())


def _change_minutes(change: Callable[[dict[str, Any]], object]) -> Change:
    def apply(draw: PublishedDraw) -> PublishedDraw:
        minutes = json.loads(draw.minutes)
        change(minutes)
        return replace(draw, minutes=json.dumps(minutes).encode())

    return apply


def _change_entries(old: bytes, new: bytes) -> Change:
    return lambda draw: replace(draw, entries=draw.entries.replace(old, new, 1))


def _swap_lines(draw: PublishedDraw) -> PublishedDraw:
    first, second, third, rest = draw.entries.split(b"\n", 3)
    return replace(draw, entries=b"\n".join([first, third, second, rest]))


def _change_winner(minutes: dict[str, Any]) -> None:
    minutes["winners"][0], minutes["alternates"][0] = minutes["alternates"][0], minutes["winners"][0]


TAMPERED = (
    TamperedDraw("another ticket", "entries", "entries was changed", _change_entries(b"\t2\tNord", b"\t4\tNord")),
    TamperedDraw(
        "another hash",
        "entries",
        "entries was changed",
        _change_minutes(lambda m: m["entries"].update(sha256="0" * 64)),
    ),
    TamperedDraw("another seed", "commitment", "seed is not", _change_minutes(lambda m: m.update(seed="0" * 64))),
    TamperedDraw(
        "another commitment",
        "commitment",
        "seed is not",
        _change_minutes(lambda m: m["commitment"].update(sha256="0" * 64)),
    ),
    TamperedDraw("a commitment noted before", "noted", "noted before", lambda draw: draw, noted="0" * 64),
    TamperedDraw("another draw", "draw", "same draw", _change_minutes(lambda m: m.update(draw=2))),
    TamperedDraw(
        "another beacon", "beacon", "beacon is not", _change_minutes(lambda m: m["beacon"].update(randomness="0" * 64))
    ),
    TamperedDraw("another round", "beacon", "beacon is not", _change_minutes(lambda m: m["beacon"].update(round=1001))),
    TamperedDraw("no beacon", "beacon", "beacon is not", _change_minutes(lambda m: m.update(beacon=None))),
    TamperedDraw("another winner", "winners", "other winners", _change_minutes(_change_winner)),
    TamperedDraw("another alternate", "alternates", "other alternates", _change_minutes(_change_winner)),
    TamperedDraw(
        "another seat", "groups", "seats of the groups", _change_minutes(lambda m: m["groups"][0].update(seats=4))
    ),
    TamperedDraw("lines in disorder", "unreadable", "ligne 3", _swap_lines),
    TamperedDraw("too many tickets", "unreadable", "ligne", _change_entries(b"\t5\tNord", b"\t9\tNord")),
    TamperedDraw("an unknown group", "unreadable", "ligne", _change_entries(b"\t5\tNord", b"\t5\tOuest")),
)
