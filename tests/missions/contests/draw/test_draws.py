"""A draw is the same for the same entries and seed, takes each holder once, and serves groups by their heads."""

from __future__ import annotations

from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.disclosure import DisclosureGate
from missions.contests.draw.apportionment import merge_small_groups
from missions.contests.draw.entries import TicketHolder, freeze_entries
from missions.contests.draw.outcome import draw_outcome, rank_everybody
from tests.missions.contests.draw.made_draws import make_entries, make_final_seed, make_holders

GROUPS = ["Nord", "Sud", "Île"]
HEADS = {"Nord": 40, "Sud": 30, "Île": 30}

pairs = st.lists(st.tuples(st.sampled_from(GROUPS), st.integers(1, 6)), max_size=25)


@given(pairs, st.integers(1, 8), st.integers(0, 4), st.sampled_from([None, HEADS]), st.randoms())
@pytest.mark.property
def test_winners_are_the_same_for_any_order_of_the_entries(
    groups: list[tuple[str, int]], seats: int, alternates: int, heads: dict[str, int] | None, random: Random
) -> None:
    holders = make_holders(groups)
    entries = make_entries(holders, seats=seats, alternates=alternates, heads=heads)
    random.shuffle(holders)
    again = make_entries(holders, seats=seats, alternates=alternates, heads=heads)
    final = make_final_seed(entries)
    outcome = draw_outcome(entries, final)
    assert again.content == entries.content
    assert draw_outcome(again, final) == outcome
    assert len(outcome.winners) == min(seats, len(holders)) == sum(outcome.seats.values())
    _, everybody = rank_everybody(entries, final)
    assert everybody[: len(outcome.winners) + len(outcome.alternates)] == [*outcome.winners, *outcome.alternates]
    assert [holder.rank for holder in everybody] == list(range(1, len(holders) + 1))
    assert {holder.pseudonym for holder in everybody} == {holder.pseudonym for holder in holders}


def test_the_file_is_sorted_and_capped_and_leaves_out_the_excluded_and_those_without_a_ticket() -> None:
    first, second, third, fourth = make_holders([("", 9), ("", 1), ("", 0), ("", 2)])
    conditions = make_entries([]).conditions
    entries = freeze_entries(conditions, [first, second, third, fourth], excluded={fourth.pseudonym})
    lines = entries.content.decode().splitlines()
    assert lines[1:] == sorted([f"{first.pseudonym}\t5", f"{second.pseudonym}\t1"])
    assert entries.digest == sha256(entries.content).hexdigest()


@pytest.mark.parametrize(
    "holders",
    [
        [TicketHolder("k7fq-2m2x-tq4r-b3ha", 1, "Nord"), TicketHolder("k7fq-2m2x-tq4r-b3ha", 2, "Nord")],
        [TicketHolder("Léa", 1, "Nord")],
        [TicketHolder("k7fq-2m2x-tq4r-b3ha", 1, "Ouest")],
        [TicketHolder("k7fq-2m2x-tq4r-b3ha", 1, "Île"), TicketHolder("k7fq-2m2x-tq4r-b3hb", 1, "Île")],
    ],
    ids=["twice", "a name", "no such group", "more than heads"],
)
def test_entries_that_cannot_be_are_not_frozen(holders: list[TicketHolder]) -> None:
    with pytest.raises(AssertionError):
        make_entries(holders, heads={"Nord": 9, "Île": 1})


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("heads", [None, HEADS], ids=["plain", "shared out"])
def test_fewer_entries_than_prizes_all_win(count: int, heads: dict[str, int] | None) -> None:
    holders = make_holders([("Nord", 1)] * count)
    entries = make_entries(holders, seats=3, heads=heads)
    outcome = draw_outcome(entries, make_final_seed(entries))
    assert {winner.pseudonym for winner in outcome.winners} == {holder.pseudonym for holder in holders}
    assert outcome.alternates == ()


def test_a_group_without_entries_passes_its_seats_on() -> None:
    entries = make_entries(make_holders([("Nord", 1)] * 5 + [("Sud", 1)] * 5), seats=6, heads=HEADS)
    assert draw_outcome(entries, make_final_seed(entries)).seats == {"Nord": 3, "Sud": 3, "Île": 0}


def test_every_group_that_wins_has_an_alternate() -> None:
    entries = make_entries(make_holders([(group, 1) for group in GROUPS] * 4), seats=3, alternates=3, heads=HEADS)
    outcome = draw_outcome(entries, make_final_seed(entries))
    assert sorted(alternate.group for alternate in outcome.alternates) == GROUPS


def test_the_smallest_groups_are_drawn_together() -> None:
    holders = {"A": 50, "B": 4, "C": 3, "D": 12, "E": 0}
    assert merge_small_groups(holders, DisclosureGate(10)) == {"A": "A"} | dict.fromkeys("BCDE", "B + C + D + E")
    assert merge_small_groups({"A": 50, "B": 10}, DisclosureGate(10)) == {"A": "A", "B": "B"}
    assert merge_small_groups({"A": 50, "B": 10, "E": 0}, DisclosureGate(10)) == {"A": "A", "B": "B + E", "E": "B + E"}
    assert merge_small_groups({"A": 5, "B": 4}, DisclosureGate(10)) == {"A": "A + B", "B": "A + B"}
