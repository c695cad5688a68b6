"""The frozen entries of a draw: one published file that holds everything that decides, but the seed and the beacon."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from missions.contests.draw.pseudonyms import PSEUDONYM

FORMAT = "passerelle-draw-1"
"""Names the format of the files and the way of drawing; any change of either takes another name."""


class TicketHolder(NamedTuple):
    """A line of the file. `group` is empty where the seats are not shared out."""

    pseudonym: str
    tickets: int
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class DrawConditions:
    """The first line of the file. `number` is 1 for the first draw of a contest, 2 for a draw that replaces it.

    `heads` are the eligible people of each group, entered or not; None where the seats are not shared out. `beacon_round` is
    the announced round of drand's quicknet; None where no beacon is mixed in.
    """

    contest: str
    number: int
    seats: int
    alternates: int
    ticket_cap: int
    commitment: str
    apportionment: str | None = None
    heads: Mapping[str, int] | None = None
    beacon_round: int | None = None


@dataclass(frozen=True)
class FrozenEntries:
    """The conditions, and three columns about the holders, in the order of their pseudonyms."""

    conditions: DrawConditions
    pseudonyms: tuple[str, ...]
    tickets: tuple[int, ...]
    groups: tuple[str, ...]

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file: the same for the same entries in any order."""
        lines = map(_encode_holder, self.pseudonyms, self.tickets, self.groups)
        return "".join([f"{_encode_conditions(self.conditions)}\n", *lines]).encode()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the file, in hexadecimal."""
        return sha256(self.content).hexdigest()

    @property
    def file_name(self) -> str:
        """The name under which the file is published."""
        return f"{self.conditions.contest}-{self.conditions.number}-entries.txt"


def freeze_entries(
    conditions: DrawConditions, holders: Iterable[TicketHolder], *, excluded: Collection[str] = ()
) -> FrozenEntries:
    """The entries of a draw: without the excluded pseudonyms and those without a ticket, each with the cap's tickets at most."""
    rows = sorted(holder for holder in holders if holder.tickets > 0 and holder.pseudonym not in excluded)
    entries = FrozenEntries(
        conditions,
        pseudonyms=tuple(holder.pseudonym for holder in rows),
        tickets=tuple(min(holder.tickets, conditions.ticket_cap) for holder in rows),
        groups=tuple("" if conditions.heads is None else holder.group for holder in rows),
    )
    _check_columns(entries)
    return entries


def count_holders_by_group(entries: FrozenEntries) -> dict[str, int]:
    """How many holders each group has, also those that have none."""
    return dict.fromkeys(entries.conditions.heads or {"": 0}, 0) | Counter(entries.groups)


def _check_columns(entries: FrozenEntries) -> None:
    heads = entries.conditions.heads
    assert len(set(entries.pseudonyms)) == len(entries.pseudonyms), "A pseudonym stands for one holder."
    assert all(map(PSEUDONYM.fullmatch, entries.pseudonyms)), "A pseudonym is four times four signs."
    if heads is not None:
        counts = Counter(entries.groups)
        assert not any(sign in group for group in heads for sign in "\t\r\n"), (
            "The name of a group is one line without tabs."
        )
        assert all(group and count <= heads.get(group, 0) for group, count in counts.items()), (
            "A holder is one of the heads."
        )


def _encode_conditions(conditions: DrawConditions) -> str:
    """One line of JSON: names in the order of their code points, no space, letters as they are."""
    values = {
        "alternates": conditions.alternates,
        "apportionment": conditions.apportionment,
        "beacon_round": conditions.beacon_round,
        "commitment": conditions.commitment,
        "contest": conditions.contest,
        "draw": conditions.number,
        "format": FORMAT,
        "heads": None if conditions.heads is None else dict(conditions.heads),
        "seats": conditions.seats,
        "ticket_cap": conditions.ticket_cap,
    }
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _encode_holder(pseudonym: str, tickets: int, group: str) -> str:
    return f"{pseudonym}\t{tickets}\t{group}\n" if group else f"{pseudonym}\t{tickets}\n"
