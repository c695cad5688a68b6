"""A contest runs by itself: each step at its moment, once, also where the clock was down, killed, or came twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, text

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import DueStep, take_due_steps
from app.kernel.transaction import roll_back, transaction
from app.people.models import Person
from missions.contests.draw.seed import compute_commitment
from missions.contests.joining.service import leave_contest
from missions.contests.life import queries
from missions.contests.life.jobs import LIFE_STEPS
from missions.contests.life.outcome import hash_document
from missions.contests.life.service.announce import TooEarlyForResult, announce_contest_now
from missions.contests.prizes.queries import list_wins
from missions.contests.queries import get_contest
from missions.contests.terms import DrawTerms, GroupSort, Receiver
from tests.makers import catch_up, make_people, make_site, tell
from tests.missions.contests.contest_makers import CLOSES_AT, OPENS_AT, make_fact, make_prize
from tests.missions.contests.life.life_makers import (
    FINAL_AT,
    FROZEN_AT,
    HOUR,
    list_facts,
    list_notices,
    list_winner_ids,
    make_playable_terms,
    play,
    play_published,
    publish,
    read_results,
    read_state,
    run_clock,
)

MOMENTS = (OPENS_AT, CLOSES_AT, FROZEN_AT, FINAL_AT)


def read_minutes() -> dict[str, object]:
    with transaction():
        minutes: dict[str, object] = json.loads(queries.get_last_result(get_contest("useful").id).minutes or "{}")
    return minutes


def test_each_step_comes_at_its_moment_and_not_a_second_before(app: Application) -> None:
    play_published([1, 1, 1], make_playable_terms())
    states = []
    for moment in MOMENTS:
        run_clock(moment - timedelta(seconds=1))
        states.append(read_state())
        run_clock(moment)
        run_clock(moment)
        states.append(read_state())
    assert states == ["published", "open", "open", "closed", "closed", "provisional", "provisional", "final"]
    steps = ["published", "opened", "closed", "announced", "finalised"]
    assert [kind for kind, _, _ in list_facts()] == [*(f"contest.{step}" for step in steps), "prize.won", "prize.won"]


def test_a_clock_that_was_down_catches_up_in_order_with_the_moments_of_the_calendar(app: Application) -> None:
    people = play_published([1, 1], make_playable_terms())
    late = FROZEN_AT + timedelta(days=2)
    run_clock(late)
    assert read_state() == "provisional"
    assert list_facts("contest.opened", "contest.closed") == [
        ("contest.opened", None, OPENS_AT),
        ("contest.closed", None, CLOSES_AT),
    ]
    run_clock(late + timedelta(days=7) - timedelta(seconds=1))
    assert read_state() == "provisional", "Whoever wants to object has all the days that the regulation says."
    run_clock(late + timedelta(days=7))
    assert read_state() == "final"
    assert sorted(id_ or 0 for id_ in list_winner_ids()) == people


def _take_and_kill_step(due_step: DueStep) -> None:
    for contest_id in list(due_step.find_due()):
        due_step.take_step(contest_id)
        roll_back()


def test_a_step_that_is_killed_leaves_nothing_and_is_taken_again(app: Application) -> None:
    """Each step is rolled back after its last write, as a kill before its commit does."""
    play_published([3, 2, 1], make_playable_terms("ranking"))
    for moment in MOMENTS:
        before = (list_facts(), list_winner_ids(), read_state(), read_results())
        with clock.freeze_at(moment):
            for due_step in LIFE_STEPS:
                _take_and_kill_step(due_step)
        assert (list_facts(), list_winner_ids(), read_state(), read_results()) == before
        run_clock(moment)
    assert read_state() == "final"
    assert len(list_facts("prize.won")) == 2


@pytest.mark.parametrize("moment", MOMENTS[2:])
def test_two_clocks_and_a_hand_at_the_same_second_take_a_step_once(app: Application, moment: datetime) -> None:
    play_published([1] * 5, make_playable_terms())
    for earlier in MOMENTS[: MOMENTS.index(moment)]:
        run_clock(earlier)

    def act(number: int) -> None:
        with app.app_context(), clock.freeze_at(moment):
            if number % 3:
                take_due_steps(LIFE_STEPS)
            else:
                with transaction():
                    announce_contest_now("useful")

    with ThreadPoolExecutor(6) as workers:
        list(workers.map(act, range(6)))
    assert [result[0] for result in read_results()] == [1]
    assert len(list_winner_ids()) == 2
    assert len(list_facts("prize.won")) == (2 if moment == FINAL_AT else 0)
    assert len(list_notices("contest.announced")) == 5


def test_a_hand_is_not_faster_than_late_facts(app: Application) -> None:
    play_published([1], make_playable_terms())
    run_clock(CLOSES_AT)
    with clock.freeze_at(FROZEN_AT - HOUR), pytest.raises(TooEarlyForResult), transaction():
        announce_contest_now("useful")


def test_what_was_done_in_time_and_arrives_late_counts_and_what_came_after_the_last_second_does_not(
    app: Application,
) -> None:
    ada, bob = play_published([1, 1], make_playable_terms("ranking", alternates=0))
    run_clock(CLOSES_AT)
    second = timedelta(seconds=1)
    tell(make_fact("in time", bob, CLOSES_AT - second), make_fact("too late", ada, CLOSES_AT))
    tell(make_fact("too late as well", ada, CLOSES_AT + second))
    catch_up(["contests"])
    run_clock(FROZEN_AT)
    assert list_winner_ids() == [bob, ada]


def test_the_seed_was_committed_at_the_publication_and_is_revealed_with_the_result(app: Application) -> None:
    publish(make_playable_terms())
    with transaction():
        promised = queries.get_last_result(get_contest("useful").id)
        commitment = promised.commitment
        assert (promised.seed, promised.committed_at) == (None, OPENS_AT - timedelta(days=1))
    with transaction():
        people = make_people(3)
    play(people, [1, 1, 1])
    run_clock(FROZEN_AT)
    with transaction():
        made = queries.get_last_result(get_contest("useful").id)
        assert made.commitment == commitment == compute_commitment(bytes.fromhex(made.seed or ""), "useful", 1)
        assert made.minutes_sha256 == hash_document((made.minutes or "").encode())
        assert made.entries_sha256 == hash_document((made.entries or "").encode())


@pytest.mark.parametrize("mode", ["draw", "ranking", "ideas"])
@pytest.mark.parametrize("answers", [[], [1], [2, 0, 0]])
def test_a_contest_with_no_entry_or_fewer_than_prizes_ends_like_any_other(
    app: Application, mode: str, answers: list[int]
) -> None:
    people = play_published(answers, make_playable_terms(mode))
    run_clock(FROZEN_AT)
    run_clock(FINAL_AT)
    assert read_state() == "final"
    assert list_winner_ids() == ([] if mode == "ideas" else people[:1])


def test_a_shared_draw_gives_a_group_without_people_no_seat_and_draws_small_ones_together(app: Application) -> None:
    terms = make_playable_terms(draw=DrawTerms(shared_by=GroupSort.SITE), prizes=(make_prize(stock=3),))
    with transaction():
        lyon, lille, nantes = (make_site() for _ in range(3))
        here, there = make_people(12, site=lyon), make_people(2, site=lille)
        make_people(30, site=nantes)
    publish(terms)
    play([*here, *there], [1] * 14)
    run_clock(FROZEN_AT)
    winners = set(list_winner_ids())
    assert len(winners) == 3
    assert winners <= {*here, *there}
    groups = read_minutes()["groups"]
    assert isinstance(groups, list)
    assert {group["seats"] for group in groups if group["holders"] == 0} <= {0}
    assert sum(group["seats"] for group in groups) == 3


def test_groups_that_reached_their_goal_win_and_their_participants_too(app: Application) -> None:
    prizes = (
        make_prize("lunch", receiver=Receiver.GROUP),
        make_prize("cup", stock=9, receiver=Receiver.EACH_PARTICIPANT),
    )
    with transaction():
        lyon, lille = make_site(), make_site()
        here, there = make_people(4, site=lyon), make_people(6, site=lille)
        keys = lyon.slug, lille.slug
    publish(make_playable_terms("collective", goal=1, prizes=prizes))
    play([here[0], here[1], there[0]], [3, 1, 5])
    run_clock(FROZEN_AT)
    run_clock(FINAL_AT)
    with transaction():
        wins = [(win.holder, win.group_key, win.person_id) for win in list_wins(get_contest("useful").id)]
    assert wins[0] == (keys[0], keys[0], None)
    assert {person_id for _, _, person_id in wins[1:]} == set(here[:2])
    assert [actor for _, actor, _ in list_facts("prize.won")].count(None) == 1


def test_a_winner_who_left_before_the_result_is_followed_by_an_alternate(app: Application) -> None:
    people = play_published([3, 2, 1], make_playable_terms("ranking"))
    with transaction():
        leave_contest("useful", people[0])
    run_clock(FROZEN_AT)
    assert list_winner_ids() == people[1:]


def test_nothing_that_happens_later_changes_a_final_result(app: Application) -> None:
    ada, bob, cy = play_published([3, 2, 1], make_playable_terms("ranking"))
    run_clock(FROZEN_AT)
    run_clock(FINAL_AT)
    with transaction():
        before = queries.get_last_result(get_contest("useful").id)
        snapshot, digest = before.snapshot or "", before.snapshot_sha256
    assert hash_document(snapshot.encode()) == digest
    tell(
        make_fact("undo", ada, OPENS_AT, kind="activity.undone", undoes=f"{ada}-0"),
        *(make_fact(f"more-{number}", cy, OPENS_AT) for number in range(9)),
    )
    catch_up(["contests"])
    with transaction():
        session().execute(text("delete from fact where actor_id = :id"), {"id": ada})
        session().execute(delete(Person).where(Person.id == bob))
    run_clock(FINAL_AT + timedelta(days=30))
    with transaction():
        after = queries.get_last_result(get_contest("useful").id)
        assert (after.snapshot, after.snapshot_sha256) == (snapshot, digest)
    assert list_winner_ids() == [ada, None], "The name is gone, the result stays."
