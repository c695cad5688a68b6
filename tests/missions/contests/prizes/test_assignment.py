"""Copies go to winners in order, nobody who may not win gets one, and no copy goes twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from missions.contests.prizes.assignment import (
    AwardPlan,
    Lot,
    PrizeCandidate,
    WinnerRules,
    plan_awards_to_groups,
    plan_awards_to_people,
)
from missions.contests.terms import Receiver


def make_lot(number: int = 1, *, left: int = 1, value: int = 5000, **given: object) -> Lot:
    made = {"receiver": Receiver.PERSON, "is_capped": True} | given
    return Lot(prize_id=number, key=f"prize-{number}", left=left, value_cents=value, **made)  # type: ignore[arg-type]  # As a test spells it.


def make_candidate(number: int, group_key: str = "") -> PrizeCandidate:
    return PrizeCandidate(holder=f"h{number}", person_id=number, rank=number, group_key=group_key)


def plan_people(
    lots: list[Lot], winners: list[PrizeCandidate], alternates: list[PrizeCandidate], rules: WinnerRules
) -> AwardPlan:
    plan = AwardPlan(rules=rules, waiting=list(alternates))
    plan_awards_to_people(plan, lots, winners)
    return plan


def list_awards(plan: AwardPlan) -> list[tuple[str, str]]:
    return [(award.lot.key, award.candidate.holder) for award in plan.awards]


lots_of_any_contest = st.lists(
    st.builds(
        make_lot, st.integers(1, 99), left=st.integers(0, 3), value=st.integers(1, 30_000), is_capped=st.booleans()
    ),
    unique_by=lambda lot: lot.prize_id,
    max_size=4,
)


@given(
    lots=lots_of_any_contest,
    winners=st.integers(0, 8),
    alternates=st.integers(0, 5),
    barred=st.sets(st.integers(1, 13)),
    received=st.dictionaries(st.integers(1, 13), st.integers(0, 20_000)),
)
def test_no_copy_goes_twice_nobody_wins_twice_and_nobody_passes_the_ceiling(
    lots: list[Lot], winners: int, alternates: int, barred: set[int], received: dict[int, int]
) -> None:
    people = [make_candidate(number, group_key="ab"[number % 2]) for number in range(1, winners + alternates + 1)]
    rules = WinnerRules(excluded=frozenset(barred), received=dict(received), ceiling_cents=20_000)
    plan = plan_people(lots, people[:winners], people[winners:], rules)
    for lot in lots:
        assert sum(award.lot.prize_id == lot.prize_id for award in plan.awards) <= lot.left
    holders = [award.candidate.holder for award in plan.awards]
    assert len(set(holders)) == len(holders)
    for award in plan.awards:
        person_id = award.candidate.person_id or 0
        assert person_id not in barred
        assert not award.lot.is_capped or received.get(person_id, 0) + award.lot.value_cents <= 20_000
    assert {refusal.holder for refusal in plan.refusals}.isdisjoint(holders)
    waiting = {candidate.holder for candidate in plan.waiting}
    assert waiting.isdisjoint(holders)
    assert waiting <= {candidate.holder for candidate in people[winners:]}


def test_the_first_has_the_first_prize_and_fewer_entries_than_prizes_leave_copies() -> None:
    plan = plan_people([make_lot(1), make_lot(2, left=5)], [make_candidate(1), make_candidate(2)], [], free_rules())
    assert list_awards(plan) == [("prize-1", "h1"), ("prize-2", "h2")]


def test_whoever_reached_the_ceiling_is_followed_by_an_alternate_of_their_group_first() -> None:
    rules = WinnerRules(received={1: 15_001}, ceiling_cents=20_000)
    winners, alternates = [make_candidate(1, "north")], [make_candidate(2, "south"), make_candidate(3, "north")]
    plan = plan_people([make_lot()], winners, alternates, rules)
    assert list_awards(plan) == [("prize-1", "h3")]
    assert [(refusal.holder, refusal.reason) for refusal in plan.refusals] == [("h1", "ceiling")]
    assert [candidate.holder for candidate in plan.waiting] == ["h2"]


def test_a_prize_that_rewards_work_has_no_ceiling() -> None:
    rules = WinnerRules(received={1: 20_000}, ceiling_cents=20_000)
    assert list_awards(plan_people([make_lot(is_capped=False)], [make_candidate(1)], [], rules)) == [("prize-1", "h1")]


def test_the_reasons_against_a_winner_are_named() -> None:
    rules = WinnerRules(excluded=frozenset({2}), without_prizes=frozenset({3}), ceiling_cents=20_000)
    nobody = PrizeCandidate(holder="h1", person_id=None, rank=1)
    reasons = [
        rules.find_reason_against(candidate, make_lot()) for candidate in (nobody, *map(make_candidate, (2, 3, 4)))
    ]
    assert reasons == ["gone", "excluded", "prizes-off", None]


def test_groups_have_a_copy_each_and_their_participants_theirs_in_order_while_copies_are_left() -> None:
    lots = [
        make_lot(1, left=1, receiver=Receiver.GROUP),
        make_lot(2, left=2, receiver=Receiver.EACH_PARTICIPANT),
    ]
    groups = [PrizeCandidate(holder=name, person_id=None, rank=rank) for rank, name in enumerate(("north", "south"), 1)]
    plan = AwardPlan(rules=WinnerRules(excluded=frozenset({1}), ceiling_cents=20_000))
    plan_awards_to_groups(plan, lots, groups, [make_candidate(number) for number in range(1, 5)])
    assert list_awards(plan) == [("prize-1", "north"), ("prize-2", "h2"), ("prize-2", "h3")]


def test_what_somebody_wins_in_this_very_contest_counts_too() -> None:
    lots = [make_lot(number, value=12_000, receiver=Receiver.EACH_PARTICIPANT) for number in (1, 2)]
    plan = AwardPlan(rules=free_rules())
    plan_awards_to_groups(plan, lots, [], [make_candidate(1)])
    assert list_awards(plan) == [("prize-1", "h1")]


def free_rules() -> WinnerRules:
    return WinnerRules(ceiling_cents=20_000)
