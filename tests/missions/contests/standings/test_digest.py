"""The digest of frozen entries is that of the lines as they are described, written here one by one."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from missions.contests.draw.pseudonyms import derive_pseudonym
from missions.contests.mode import contest_modes
from missions.contests.standings.closing.entries import FinalStanding, compute_digest, freeze_standings
from missions.contests.terms import ContestTerms, encode_terms
from tests.missions.contests.contest_makers import OPENS_AT, make_terms

SECRET, SLUG = b"s" * 32, "useful"
HEADS = {"lyon": 40, "lille": 12, "saint-étienne": 9}


def make_standings(chance: Random, people: int) -> list[FinalStanding]:
    """A company in which anything may happen: scores of nobody and of everybody, moments to the microsecond, leavers, no group."""
    moments = (None, *(OPENS_AT + timedelta(microseconds=chance.randrange(10**12)) for _ in range(20)))
    return [
        FinalStanding(
            person_id=person_id,
            group_key=chance.choice([None, *HEADS]),
            score=chance.choice([0, 0, 1, 2, 7, 10**6]),
            reached_at=chance.choice(moments),
            takes_part=chance.random() > 0.1,
            lines_sha256=hashlib.sha256(chance.randbytes(8)).hexdigest(),
        )
        for person_id in chance.sample(range(1, 10**6), people)
    ]


def write_digest(terms: ContestTerms, standings: Sequence[FinalStanding]) -> str:
    """The digest, line by line, without any code that freezes."""
    lines = sorted(_write_line(terms, standing) for standing in standings)
    parts = [
        json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        for part in (encode_terms(terms), HEADS)
    ]
    text = "".join(f"{line}\n" for line in ("passerelle-entries-1", *parts, *lines))
    return hashlib.sha256(text.encode()).hexdigest()


def _write_line(terms: ContestTerms, standing: FinalStanding) -> str:
    tickets = contest_modes()[terms.mode].count_tickets(terms, standing.score)
    exclusion = "" if tickets else "below-goal"
    if standing.person_id in terms.excluded_ids:
        exclusion = "organiser"
    if standing.person_id in terms.jury_ids:
        exclusion = "jury"
    if not standing.takes_part:
        exclusion = "left"
    moment = "" if standing.reached_at is None else str(standing.reached_at.timestamp())
    name = write_pseudonym(standing.person_id)
    group = standing.group_key or ""
    return f"{name}\t{group}\t{standing.score}\t{moment}\t{tickets}\t{exclusion}\t{standing.lines_sha256}"


def write_pseudonym(person_id: int) -> str:
    message = f"passerelle-draw-1 pseudonym\n{SLUG}\n{person_id}\n"
    signs = b32encode(hmac.new(SECRET, message.encode(), "sha256").digest()[:10]).decode().lower()
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:12]}-{signs[12:]}"


@pytest.mark.parametrize("mode", ["draw", "ranking", "collective", "ideas"])
def test_the_digest_of_any_company_is_that_of_its_lines(mode: str) -> None:
    chance = Random(mode)
    standings = make_standings(chance, 300)
    named = [standing.person_id for standing in standings[:6]]
    terms = replace(make_terms(mode, goal=2), jury_ids=tuple(named[:3]), excluded_ids=tuple(named[2:]))
    frozen = freeze_standings(terms, SLUG, SECRET, standings)
    assert compute_digest(terms, HEADS, frozen) == write_digest(terms, standings)
    assert [each.person_id for each in frozen] == sorted((s.person_id for s in standings), key=write_pseudonym)


def test_a_pseudonym_is_the_same_alone_and_among_others() -> None:
    assert derive_pseudonym(SECRET, SLUG, 12) == write_pseudonym(12)
