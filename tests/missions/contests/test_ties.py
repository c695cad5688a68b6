"""Equal scores are told apart by who got there first, then by a number of the revealed seed, and the person concerned reads which."""

from __future__ import annotations

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.contests.places import EqualEntries, TieBreak, Ties, find_ties, sort_entries
from missions.contests.standings.models import ContestStanding
from tests.examples import examples
from tests.forms import sign_in
from tests.missions.contests.contest_makers import OPENS_AT, make_entry
from tests.missions.contests.life.life_makers import FROZEN_AT, HOUR, make_playable_terms, play_published, run_clock

SEED = b"seed"


@given(hours=st.lists(st.integers(0, 2), min_size=1, max_size=6))
@settings(max_examples=examples(20), deadline=None)
def test_what_is_said_of_a_tie_is_what_decided_in_the_one_order(hours: list[int]) -> None:
    entries = [make_entry(f"p{n}", reached_at=OPENS_AT + hour * HOUR) for n, hour in enumerate(hours)]
    ordered = sort_entries(entries, SEED)
    for place, own in enumerate(ordered):
        others = [entry for entry in entries if entry != own]
        moments = [(entry.reached_at or OPENS_AT, entry.pseudonym) for entry in others]
        at = own.reached_at or OPENS_AT
        equals = EqualEntries(
            earlier=any(moment < at for moment, _ in moments),
            later=any(moment > at for moment, _ in moments),
            together=[pseudonym for moment, pseudonym in moments if moment == at],
        )
        beside = [ordered[place - 1] if place else None, ordered[place + 1] if place + 1 < len(ordered) else None]
        expected = [
            None if entry is None else TieBreak.NUMBER if entry.reached_at == own.reached_at else TieBreak.MOMENT
            for entry in beside
        ]
        assert find_ties(own.pseudonym, equals, SEED) == Ties(before=expected[0], after=expected[1])


def test_the_page_says_in_words_how_a_tie_was_decided(bare_app: Flask) -> None:
    with bare_app.app_context():
        people = play_published([2, 2, 2, 1], make_playable_terms("ranking"))
        with transaction():
            later = OPENS_AT + 30 * HOUR
            session().execute(
                update(ContestStanding).where(ContestStanding.person_id == people[2]).values(reached_at=later)
            )
        run_clock(FROZEN_AT)
    pages = [sign_in(bare_app.test_client(), person).get("/contests/useful/why").text for person in people]
    words = ["nombre tiré de la graine révélée a décidé", "l’a atteint après vous", "l’a atteint avant vous"]
    first, second, last, alone = ([sentence in page for sentence in words] for page in pages)
    assert sorted([first, second]) == [[True, False, False], [True, True, False]]
    assert last == [False, False, True]
    assert alone == [False, False, False]
