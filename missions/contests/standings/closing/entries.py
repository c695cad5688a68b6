"""Turns participants into the entries that are frozen, and into one digest of everything that made them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

import orjson

from missions.contests.draw.pseudonyms import derive_pseudonyms
from missions.contests.mode import Entry, contest_modes
from missions.contests.terms import ContestTerms, encode_terms, find_exclusion

FORMAT = "passerelle-entries-1"
"""Names what the digest is made of, and how."""


class FinalStanding(NamedTuple):
    """What a participant reached in the end, and the SHA-256 of the lines that it is made of."""

    person_id: int
    group_key: str | None
    score: int
    reached_at: datetime | None
    takes_part: bool
    lines_sha256: str


class FrozenStanding(NamedTuple):
    """The entry that is made of a final standing, with its person and the SHA-256 of its lines."""

    entry: Entry
    person_id: int
    lines_sha256: str


def freeze_standings(
    terms: ContestTerms, slug: str, secret: bytes, standings: Sequence[FinalStanding]
) -> list[FrozenStanding]:
    """The entries, in the order of their pseudonyms: it tells nothing of who they are."""
    mode = contest_modes()[terms.mode]
    count_tickets = cache(lambda score: mode.count_tickets(terms, score))
    find_reason = _build_finder_of_exclusions(terms)
    pseudonyms = derive_pseudonyms(secret, slug, [standing.person_id for standing in standings])
    frozen = []
    for pseudonym, (person_id, group_key, score, reached_at, takes_part, lines) in zip(
        pseudonyms, standings, strict=True
    ):
        tickets = count_tickets(score)
        exclusion = find_reason(person_id, tickets) if takes_part else "left"
        frozen.append(
            FrozenStanding(Entry(pseudonym, group_key, score, reached_at, tickets, exclusion), person_id, lines)
        )
    return sorted(frozen, key=lambda each: each.entry.pseudonym)


def compute_digest(terms: ContestTerms, heads: Mapping[str, int], frozen: Iterable[FrozenStanding]) -> str:
    """The SHA-256, in hexadecimal, of the format, the terms, the heads and one line for each entry, with the digest of its lines."""
    digest = hashlib.sha256(f"{FORMAT}\n".encode())
    for part in (encode_terms(terms), dict(heads)):
        digest.update(orjson.dumps(part, option=orjson.OPT_SORT_KEYS) + b"\n")
    digest.update("".join(map(_write_line, frozen)).encode())
    return digest.hexdigest()


def _write_line(frozen: FrozenStanding) -> str:
    (pseudonym, group_key, score, reached_at, tickets, exclusion), _, lines_sha256 = frozen
    moment = "" if reached_at is None else reached_at.timestamp()
    return f"{pseudonym}\t{group_key or ''}\t{score}\t{moment}\t{tickets}\t{exclusion or ''}\t{lines_sha256}\n"


def _build_finder_of_exclusions(terms: ContestTerms) -> Callable[[int, int], str | None]:
    """Why a person with so many tickets can win nothing; those whom the terms name are looked up once."""
    named = {person_id: find_exclusion(terms, person_id) for person_id in (*terms.jury_ids, *terms.excluded_ids)}
    return lambda person_id, tickets: named.get(person_id) or (None if tickets else "below-goal")
