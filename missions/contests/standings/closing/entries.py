"""Turns participants into the entries that are frozen, and into one digest of everything that made them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import orjson

from missions.contests.draw.pseudonyms import derive_pseudonym
from missions.contests.mode import Entry, contest_modes
from missions.contests.terms import ContestTerms, encode_terms, find_exclusion

FORMAT = "passerelle-entries-1"
"""Names what the digest is made of, and how."""


@dataclass(frozen=True, kw_only=True)
class FinalStanding:
    """What a participant reached in the end, and the SHA-256 of the lines that it is made of."""

    person_id: int
    group_key: str | None
    score: int
    reached_at: datetime | None
    takes_part: bool
    lines_sha256: str


@dataclass(frozen=True, kw_only=True)
class FrozenStanding:
    """A final standing and the entry that is made of it."""

    standing: FinalStanding
    entry: Entry


def freeze_standings(
    terms: ContestTerms, slug: str, secret: bytes, standings: Iterable[FinalStanding]
) -> list[FrozenStanding]:
    """The entries, in the order of their pseudonyms: it tells nothing of who they are."""
    mode = contest_modes()[terms.mode]
    count_tickets = cache(lambda score: mode.count_tickets(terms, score))
    frozen = [
        FrozenStanding(
            standing=standing,
            entry=Entry(
                pseudonym=derive_pseudonym(secret, slug, standing.person_id),
                group_key=standing.group_key,
                score=standing.score,
                reached_at=standing.reached_at,
                tickets=count_tickets(standing.score),
                exclusion=_find_exclusion(terms, standing, count_tickets(standing.score)),
            ),
        )
        for standing in standings
    ]
    return sorted(frozen, key=lambda each: each.entry.pseudonym)


def compute_digest(terms: ContestTerms, heads: Mapping[str, int], frozen: Iterable[FrozenStanding]) -> str:
    """The SHA-256, in hexadecimal, of the format, the terms, the heads and one line for each entry, with the digest of its lines."""
    digest = hashlib.sha256(f"{FORMAT}\n".encode())
    for part in (encode_terms(terms), dict(heads)):
        digest.update(orjson.dumps(part, option=orjson.OPT_SORT_KEYS) + b"\n")
    for line in _list_lines(frozen):
        digest.update(line.encode())
    return digest.hexdigest()


def _list_lines(frozen: Iterable[FrozenStanding]) -> Iterator[str]:
    for each in frozen:
        entry, reached_at = each.entry, each.entry.reached_at
        moment = "" if reached_at is None else reached_at.timestamp()
        fields = (entry.pseudonym, entry.group_key or "", entry.score, moment, entry.tickets, entry.exclusion or "")
        yield "\t".join(map(str, (*fields, f"{each.standing.lines_sha256}\n")))


def _find_exclusion(terms: ContestTerms, standing: FinalStanding, tickets: int) -> str | None:
    if not standing.takes_part:
        return "left"
    return find_exclusion(terms, standing.person_id) or (None if tickets else "below-goal")
