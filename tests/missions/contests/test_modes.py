"""Every mode keeps the common contract, without being named here; then what each one is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.contests.mode import (
    ClosedContest,
    ContestMode,
    Entry,
    GroupOutcome,
    JuryVerdict,
    contest_modes,
)
from missions.contests.terms import DrawTerms
from tests.missions.contests.contest_makers import OPENS_AT, make_entries, make_entry, make_terms

HOUR = timedelta(hours=1)
SEED = b"committed before, revealed after"
MODES = contest_modes().values()
RANKED = [mode for mode in MODES if not mode.needs_draw]

entries_of_any_contest = st.lists(
    st.builds(
        make_entry,
        pseudonym=st.text("abcdef", min_size=1, max_size=3),
        score=st.integers(0, 4),
        reached_at=st.none() | st.integers(0, 2).map(lambda hours: OPENS_AT + timedelta(hours=hours)),
        exclusion=st.sampled_from([None, None, None, "jury"]),
    ),
    unique_by=lambda entry: entry.pseudonym,
    max_size=8,
)


def make_verdict(pseudonym: str, mean: int, sent_at: datetime = OPENS_AT) -> JuryVerdict:
    return JuryVerdict(pseudonym=pseudonym, mean=mean, sent_at=sent_at)


def close_contest(mode: ContestMode, entries: list[Entry], **given: Any) -> ClosedContest:
    """A closed contest whose groups and verdicts follow from its entries."""
    groups = [GroupOutcome(key=e.pseudonym, heads=e.tickets, score=e.score, scorers=e.score > 0) for e in entries]
    verdicts = [make_verdict(e.pseudonym, e.score * 100) for e in entries if e.score]
    made: dict[str, Any] = {"terms": make_terms(mode.name), "seed": SEED, "groups": groups, "verdicts": verdicts}
    return ClosedContest(entries=entries, **made | given)


def rank(mode_name: str, entries: list[Entry], **given: Any) -> list[str]:
    mode = contest_modes()[mode_name]
    assert mode.rank is not None, "This mode ranks."
    return [place.holder for place in mode.rank(close_contest(mode, entries, **given))]


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
class TestEveryMode:
    def test_it_is_named_and_its_consequence_is_written_in_both_languages(self, mode: ContestMode) -> None:
        assert mode.name.islower()
        for words in (mode.label, mode.consequence):
            assert set(words) == {"fr", "en"}
            assert all(words.values())
        assert all(text.endswith(".") for text in mode.consequence.values())

    def test_no_score_is_worth_less_than_a_smaller_one_nor_more_than_the_cap(self, mode: ContestMode) -> None:
        for goal in (None, 1, 3):
            terms = make_terms(mode.name, goal=goal, draw=DrawTerms(max_tickets=4))
            tickets = [mode.count_tickets(terms, score) for score in range(20)]
            assert tickets == sorted(tickets)
            assert max(tickets) <= 4
            assert min(tickets) >= 0


@pytest.mark.parametrize("mode", RANKED, ids=lambda mode: mode.name)
@given(entries=entries_of_any_contest, shuffle=st.randoms(use_true_random=False))
def test_places_are_counted_from_one_without_equals_in_an_order_that_no_row_order_changes(
    mode: ContestMode, entries: list[Entry], shuffle: Any
) -> None:
    assert mode.rank is not None, "This mode ranks."
    places = mode.rank(close_contest(mode, entries))
    assert [place.rank for place in places] == list(range(1, len(places) + 1))
    assert len({place.holder for place in places}) == len(places)
    shuffled = list(entries)
    shuffle.shuffle(shuffled)
    assert mode.rank(close_contest(mode, shuffled)) == places
    if not mode.is_won_by_groups:
        assert not {place.holder for place in places} & {entry.pseudonym for entry in entries if entry.exclusion}


@pytest.mark.parametrize("mode", RANKED, ids=lambda mode: mode.name)
def test_a_contest_that_nobody_played_has_no_places(mode: ContestMode) -> None:
    assert mode.rank is not None, "This mode ranks."
    assert list(mode.rank(close_contest(mode, []))) == []


@pytest.mark.parametrize("mode", RANKED, ids=lambda mode: mode.name)
def test_equals_are_ordered_by_the_seed_that_nobody_knew(mode: ContestMode) -> None:
    entries = make_entries([3] * 12)
    orders = {tuple(rank(mode.name, entries, seed=bytes([number]) * 32)) for number in range(8)}
    assert len(orders) == 8


def test_a_ranking_puts_the_best_first_then_who_got_there_earlier() -> None:
    late = make_entry("late", 5, reached_at=OPENS_AT + timedelta(seconds=1))
    assert rank("ranking", [make_entry("low", 4), late, make_entry("early", 5), make_entry("none", 0)]) == [
        "early",
        "late",
        "low",
    ]


def test_each_group_is_judged_on_its_own_goal_and_a_small_one_may_lead() -> None:
    groups = [
        GroupOutcome(key="large", heads=100, score=250, scorers=50),
        GroupOutcome(key="small", heads=10, score=30, scorers=9),
        GroupOutcome(key="missed", heads=50, score=99, scorers=50),
        GroupOutcome(key="exactly", heads=5, score=10, scorers=5),
        GroupOutcome(key="nobody", heads=0, score=0, scorers=0),
    ]
    assert rank("collective", [], terms=make_terms("collective", goal=2), groups=groups) == [
        "small",
        "large",
        "exactly",
    ]


def test_of_two_groups_as_far_the_one_of_whom_more_took_part_comes_first() -> None:
    groups = [GroupOutcome(key=key, heads=10, score=20, scorers=scorers) for key, scorers in (("few", 2), ("many", 9))]
    assert rank("collective", [], terms=make_terms("collective", goal=1), groups=groups) == ["many", "few"]


def test_the_jury_decides_between_ideas_and_an_idea_that_nobody_marked_has_no_place() -> None:
    entries = [make_entry("busy", 90), make_entry("good", 1), make_entry("better", 1), make_entry("unmarked", 1)]
    verdicts = [make_verdict("busy", 210), make_verdict("good", 300), make_verdict("better", 333)]
    assert rank("ideas", entries, verdicts=verdicts) == ["better", "good", "busy"]


def test_of_two_ideas_with_equal_marks_the_one_sent_first_comes_first_whatever_else_their_authors_did() -> None:
    holders = [f"p{place}" for place in range(9)]
    entries = [make_entry(holder, reached_at=OPENS_AT - place * HOUR) for place, holder in enumerate(holders)]
    verdicts = [make_verdict(holder, 300, OPENS_AT + place * HOUR) for place, holder in enumerate(holders)]
    assert rank("ideas", entries[::-1], verdicts=verdicts) == holders


@pytest.mark.parametrize(
    ("goal", "most", "score", "tickets"),
    [(None, 1, 0, 0), (None, 1, 7, 1), (3, 1, 2, 0), (3, 1, 3, 1), (3, 5, 9, 3), (3, 5, 99, 5)],
)
def test_a_draw_gives_a_ticket_each_time_the_goal_is_reached_up_to_the_cap(
    goal: int | None, most: int, score: int, tickets: int
) -> None:
    terms = replace(make_terms("draw", goal=goal), draw=DrawTerms(max_tickets=most))
    assert contest_modes()["draw"].count_tickets(terms, score) == tickets
