"""Freezes the entries of a contest once: nothing that happens later changes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import text, update

from app.kernel import clock
from app.kernel.database import copy_rows, session
from app.kernel.errors import Conflict
from missions.contests.draw.outcome import RankedHolder
from missions.contests.mode import Entry
from missions.contests.models import Contest
from missions.contests.queries import exclude_organisers, get_terms
from missions.contests.standings import statements
from missions.contests.standings.closing import queries
from missions.contests.standings.closing import statements as closing
from missions.contests.standings.closing.entries import FrozenStanding, compute_digest, freeze_standings
from missions.contests.standings.models import ContestEntry, ContestFreeze
from missions.contests.standings.service.groups import freeze_heads
from missions.contests.terms import ContestTerms, GroupSort


class FactsStillWaiting(Conflict):
    """Facts that arrived in time have not been counted yet: freeze later."""


def freeze_entries(contest: Contest) -> ContestFreeze:
    """Freeze what every participant and every group reached, with a digest of what made it. The caller locked the contest.

    FactsStillWaiting as long as something that arrived in time is not counted. Again, it returns what is frozen.
    """
    frozen = queries.find_freeze(contest.id)
    if frozen is not None:
        return frozen
    terms = get_terms(contest)
    _refuse_while_facts_wait(contest, terms)
    freeze_heads(contest)
    session().execute(text(statements.LOCK_PARTICIPANTS))
    entries = freeze_standings(
        exclude_organisers(terms), contest.slug, contest.secret, queries.list_final_standings(contest.id)
    )
    _store_entries(contest, entries)
    _store_outcomes(contest, terms)
    digest = compute_digest(terms, queries.list_heads_by_group(contest.id), entries)
    frozen = ContestFreeze(contest_id=contest.id, frozen_at=clock.now(), sha256=digest)
    session().add(frozen)
    session().flush()
    return frozen


def forget_person_of_entry(contest_id: int, person_id: int) -> None:
    """Let a frozen entry stand without its person: the result stays as it is, and nobody can be found behind it."""
    own = (ContestEntry.contest_id == contest_id, ContestEntry.person_id == person_id)
    session().execute(update(ContestEntry).where(*own).values(person_id=None))


def store_draw_ranks(contest_id: int, ranked: Sequence[RankedHolder]) -> None:
    """Keep the draw's number of everybody who had a ticket, so that nobody has to draw again to read theirs."""
    columns = {"pseudonyms": [each.pseudonym for each in ranked], "ranks": [each.rank for each in ranked]}
    session().execute(text(closing.STORE_DRAW_RANKS), {"contest_id": contest_id, **columns})


def _refuse_while_facts_wait(contest: Contest, terms: ContestTerms) -> None:
    assert contest.closes_at is not None, "A contest that is closed has a last moment."
    if queries.has_facts_waiting(contest.closes_at + timedelta(hours=terms.calendar.grace_hours)):
        raise FactsStillWaiting("Facts that arrived in time are still being counted: try again in a moment.")


def _store_entries(contest: Contest, frozen: Sequence[FrozenStanding]) -> None:
    columns = ("contest_id", *Entry._fields, "person_id", "lines_sha256")
    rows = ((contest.id, *entry, person_id, lines_sha256) for entry, person_id, lines_sha256 in frozen)
    copy_rows(ContestEntry, columns, rows)


def _store_outcomes(contest: Contest, terms: ContestTerms) -> None:
    is_about_communities = terms.group_sort == GroupSort.COMMUNITY
    store = closing.STORE_OUTCOMES_OF_COMMUNITIES if is_about_communities else closing.STORE_OUTCOMES_OF_PLACES
    session().execute(text(store), {"contest_id": contest.id})
