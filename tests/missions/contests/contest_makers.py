"""Makes what tests of contests arrange: sensible terms, and entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from missions.contests.mode import Entry, contest_modes
from missions.contests.terms import Calendar, ContestTerms, PrizeTerms, Receiver, ScoringLine

OPENS_AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CLOSES_AT = OPENS_AT + timedelta(days=14)
WORDS = {"fr": "Réponses utiles", "en": "Useful answers"}
CALENDAR = Calendar(zone="Europe/Paris", opens_at=OPENS_AT, closes_at=CLOSES_AT)


def make_prize(key: str = "book", *, stock: int = 2, receiver: Receiver = Receiver.PERSON, **given: Any) -> PrizeTerms:
    """A prize of 20 euros, in two copies."""
    prize = PrizeTerms(key=key, title=WORDS, receiver=receiver, stock=stock, value_cents=2000)
    return replace(prize, **given)


def make_terms(mode: str = "draw", **given: Any) -> ContestTerms:
    """Terms of that mode that may be published before OPENS_AT, for everybody, with a prize in two copies."""
    receiver = next(iter(sorted(contest_modes()[mode].receivers, reverse=True)))
    terms = ContestTerms(
        title=WORDS,
        objective=WORDS,
        organiser="Human resources",
        sponsor="The director",
        audience={},
        mode=mode,
        goal=1 if contest_modes()[mode].needs_goal else None,
        scoring=(ScoringLine(source="answer.accepted:counterpart"),),
        jury_ids=(1,) if contest_modes()[mode].has_jury else (),
        prizes=(make_prize(receiver=receiver),),
        budget_cents=100_000,
        calendar=CALENDAR,
    )
    return replace(terms, **given)


def make_entry(pseudonym: str, score: int = 1, **given: Any) -> Entry:
    """An entry that got there when the contest opened, with a ticket."""
    entry = Entry(pseudonym=pseudonym, group_key=None, score=score, reached_at=OPENS_AT, tickets=1)
    return replace(entry, **given)


def make_entries(scores: Sequence[int]) -> list[Entry]:
    """Entries of those scores: "p0", "p1" and so on."""
    return [make_entry(f"p{place}", score) for place, score in enumerate(scores)]
