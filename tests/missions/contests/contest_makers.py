"""Makes what tests of contests arrange: sensible terms, entries, a contest in any state, and people who take part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.journal.service import NewFact
from app.kernel.database import session
from app.people.models import Person
from missions.contests.mode import Entry, contest_modes
from missions.contests.models import Contest, ContestParticipant
from missions.contests.states import ContestState
from missions.contests.terms import Calendar, ContestTerms, GroupSort, PrizeTerms, Receiver, ScoringLine, encode_terms

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
        group_sort=GroupSort.SITE if contest_modes()[mode].is_won_by_groups else None,
        goal=1 if contest_modes()[mode].needs_goal else None,
        scoring=(ScoringLine(source="answer.accepted:counterpart"),),
        jury_ids=(1, 2) if contest_modes()[mode].has_jury else (),
        prizes=(make_prize(receiver=receiver),),
        budget_cents=100_000,
        calendar=CALENDAR,
    )
    return replace(terms, **given)


def make_fact(key: str, actor_id: int, at: datetime, *, kind: str = "answer.created", **given: Any) -> NewFact:
    """A fact of the network, an answer unless it is said."""
    return NewFact(kind=kind, source="rse", source_key=key, occurred_at=at, actor_id=actor_id, **given)


def make_entry(pseudonym: str, score: int = 1, **given: Any) -> Entry:
    """An entry that got there when the contest opened, with a ticket."""
    entry = Entry(pseudonym=pseudonym, group_key=None, score=score, reached_at=OPENS_AT, tickets=1)
    return entry._replace(**given)


def make_entries(scores: Sequence[int]) -> list[Entry]:
    """Entries of those scores: "p0", "p1" and so on."""
    return [make_entry(f"p{place}", score) for place, score in enumerate(scores)]


def make_contest(terms: ContestTerms, *, state: ContestState = ContestState.OPEN, slug: str = "useful") -> Contest:
    """A row of a contest in that state, without what the steps on the way would have written elsewhere."""
    contest = Contest(slug=slug, state=state, saved_at=OPENS_AT, secret=b"s" * 32, terms=encode_terms(terms))
    calendar = terms.calendar
    contest.opens_at, contest.closes_at = calendar.opens_at, calendar.closes_at
    announced_at = calendar.closes_at + timedelta(hours=calendar.grace_hours)
    moments = {
        "published_at": calendar.opens_at - timedelta(days=1),
        "opened_at": calendar.opens_at,
        "closed_at": calendar.closes_at,
        "announced_at": announced_at,
        "finalised_at": announced_at + timedelta(days=calendar.objection_days),
    }
    reached = list(ContestState).index(state)
    for column, moment in list(moments.items())[:reached]:
        setattr(contest, column, moment)
    session().add(contest)
    session().flush()
    return contest


def make_participants(contest: Contest, people: Sequence[int], *, group_key: str | None = None) -> None:
    """Let these people take part since the opening."""
    here = [session().get_one(Person, person_id) for person_id in people]
    session().add_all(
        ContestParticipant(
            contest_id=contest.id,
            person_id=person.id,
            group_key=group_key,
            unit_id=person.unit_id,
            site_id=person.site_id,
            joined_at=OPENS_AT,
        )
        for person in here
    )
    session().flush()
