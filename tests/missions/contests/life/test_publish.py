"""HR publishes, amends and cancels: once, whole, and never against those who joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.errors import ServiceError
from app.kernel.transaction import transaction
from missions.contests.life import queries
from missions.contests.life.amendment import list_amendment_faults
from missions.contests.life.service.amend import ContestClosed, amend_contest
from missions.contests.life.service.cancel import MissingCancelMessage, NotToBeCancelled, cancel_contest
from missions.contests.life.service.publish import ContestChangedElsewhere, UnfitTerms, publish_contest
from missions.contests.life.shift import fit_beacon_round, shift_calendar
from missions.contests.prizes.queries import lock_prizes
from missions.contests.queries import get_contest
from missions.contests.regulation.queries import list_regulations
from missions.contests.terms import ContestTerms, DrawTerms, GroupSort
from tests.makers import make_people
from tests.missions.contests.contest_makers import CALENDAR, CLOSES_AT, OPENS_AT, make_prize
from tests.missions.contests.life.life_makers import (
    BEFORE,
    FINAL_AT,
    FROZEN_AT,
    list_facts,
    list_notices,
    list_winner_ids,
    make_draft,
    make_playable_terms,
    play_published,
    publish,
    read_state,
    run_clock,
)

TERMS = make_playable_terms()
LONGER = replace(CALENDAR, closes_at=CLOSES_AT + timedelta(days=1))
CHANGE = {"fr": "Un jour de plus.", "en": "One more day."}
SORRY = {"fr": "Le budget a changé.", "en": "The budget changed."}


def amend(terms: ContestTerms, *, version: int = 1, change: dict[str, str] = CHANGE) -> None:
    with transaction():
        amend_contest("useful", terms, change=change, version=version)


def run_at_once(app: Application, acts: Sequence[Callable[[], object]]) -> list[type[ServiceError] | None]:
    """What came of acts that begin together: None, or what refused them."""

    def run(act: Callable[[], object]) -> type[ServiceError] | None:
        try:
            with app.app_context(), clock.freeze_at(BEFORE), transaction():
                act()
        except ServiceError as refused:
            return type(refused)
        return None

    with ThreadPoolExecutor(len(acts)) as workers:
        return list(workers.map(run, acts))


def test_publishing_freezes_the_regulation_and_says_so_once(app: Application) -> None:
    publish(TERMS)
    with transaction():
        contest = get_contest("useful")
        assert (contest.state, contest.due_at, contest.published_at) == ("published", OPENS_AT, BEFORE)
        assert [regulation.version for regulation in list_regulations(contest.id)] == [1]
        assert [prize.stock for prize in lock_prizes(contest.id)] == [2]
    assert list_facts() == [("contest.published", None, BEFORE)]


def test_terms_whose_dates_are_past_by_now_are_refused_and_nothing_is_half_published(app: Application) -> None:
    with pytest.raises(UnfitTerms) as refused:
        publish(TERMS, at=OPENS_AT + timedelta(seconds=1))
    assert [error.pointer for error in refused.value.errors] == ["/calendar/opens_at"]
    assert list_facts() == []


def test_an_audience_under_ten_is_refused_at_its_field(app: Application) -> None:
    with clock.freeze_at(BEFORE), pytest.raises(UnfitTerms) as refused, transaction():
        make_people(9)
        make_draft()
        publish_contest("useful", TERMS, revision=0)
    assert [error.pointer for error in refused.value.errors] == ["/audience"]


def test_two_who_publish_at_once_publish_one_contest(app: Application) -> None:
    with transaction():
        make_people(10)
        make_draft()
    other = replace(TERMS, alternates=5)
    acts = [lambda terms=terms: publish_contest("useful", terms, revision=0) for terms in (TERMS, TERMS, other, other)]
    refusals = run_at_once(app, acts)
    assert sorted(str(refusal) for refusal in refusals) == sorted([*["None"] * 2, *[str(ContestChangedElsewhere)] * 2])
    assert [kind for kind, _, _ in list_facts()] == ["contest.published"]
    with transaction():
        assert len(list_regulations(get_contest("useful").id)) == 1
        assert len(queries.list_results(get_contest("useful").id)) == 1


def test_a_draft_that_was_saved_again_meanwhile_is_not_published(app: Application) -> None:
    with pytest.raises(ContestChangedElsewhere), clock.freeze_at(BEFORE), transaction():
        make_people(10)
        make_draft()
        publish_contest("useful", TERMS, revision=1)


def test_an_amendment_is_a_new_version_that_everybody_who_takes_part_hears_of(app: Application) -> None:
    people = play_published([1, 0], TERMS)
    run_clock(OPENS_AT)
    with clock.freeze_at(CLOSES_AT - timedelta(seconds=1)):
        amend(replace(TERMS, calendar=LONGER, prizes=(make_prize(stock=3), make_prize("mug"))))
        amend(replace(TERMS, calendar=LONGER, prizes=(make_prize(stock=3), make_prize("mug"))))
    with transaction():
        contest = get_contest("useful")
        assert (contest.closes_at, contest.due_at) == (LONGER.closes_at, LONGER.closes_at)
        assert [(row.version, row.change) for row in list_regulations(contest.id)] == [(2, CHANGE), (1, None)]
        assert [(prize.key, prize.stock) for prize in lock_prizes(contest.id)] == [("book", 3), ("mug", 2)]
    assert list_notices("contest.amended") == people
    run_clock(CLOSES_AT)
    assert read_state() == "open"
    run_clock(LONGER.closes_at)
    assert read_state() == "closed"


def test_two_who_amend_at_once_do_not_write_over_each_other(app: Application) -> None:
    publish(TERMS)
    acts = [
        lambda number=number: amend_contest("useful", replace(TERMS, alternates=number), change=CHANGE, version=1)
        for number in (4, 5, 6)
    ]
    refusals = run_at_once(app, acts)
    assert sorted(str(refusal) for refusal in refusals) == sorted(["None", *[str(ContestChangedElsewhere)] * 2])


def test_an_amendment_and_a_cancellation_at_once_leave_one_truth(app: Application) -> None:
    publish(TERMS)
    longer = replace(TERMS, calendar=LONGER)
    acts: list[Callable[[], object]] = [
        lambda: cancel_contest("useful", SORRY),
        lambda: amend_contest("useful", longer, change=CHANGE, version=1),
        lambda: cancel_contest("useful", {"fr": "Autre raison.", "en": "Another reason."}),
    ]
    assert set(run_at_once(app, acts)) <= {None, ContestClosed}
    assert read_state() == "cancelled"
    assert len(list_facts("contest.cancelled")) == 1


@pytest.mark.parametrize("moment", [CLOSES_AT, FROZEN_AT, FINAL_AT])
def test_nothing_changes_after_the_closing(app: Application, moment: Any) -> None:
    play_published([1], TERMS)
    with clock.freeze_at(moment), pytest.raises(ContestClosed):
        amend(replace(TERMS, alternates=9))
    run_clock(moment)
    with clock.freeze_at(moment), pytest.raises(ContestClosed):
        amend(replace(TERMS, alternates=9))


def test_an_amendment_says_what_it_changes_in_both_languages(app: Application) -> None:
    publish(TERMS)
    with clock.freeze_at(BEFORE), pytest.raises(UnfitTerms) as refused:
        amend(replace(TERMS, alternates=9), change={"fr": "Plus de suivants.", "en": ""})
    assert [error.pointer for error in refused.value.errors] == ["/change/en"]


@pytest.mark.parametrize(
    ("given", "before", "after"),
    [
        ({"title": {"fr": "Plus clair", "en": "Clearer"}}, [], []),
        ({"calendar": LONGER}, [], []),
        ({"calendar": replace(CALENDAR, closes_at=CLOSES_AT - timedelta(days=1))}, ["/calendar/closes_at"], None),
        ({"calendar": replace(CALENDAR, opens_at=OPENS_AT + timedelta(days=1))}, [], ["/calendar/opens_at"]),
        ({"calendar": replace(CALENDAR, zone="Asia/Tokyo")}, ["/calendar/zone"], None),
        ({"calendar": replace(CALENDAR, claim_days=1)}, ["/calendar/claim_days"], None),
        ({"prizes": (make_prize(stock=3), make_prize("mug"))}, [], []),
        ({"prizes": (make_prize("mug"),)}, ["/prizes"], None),
        ({"prizes": (make_prize(stock=1),)}, ["/prizes/0/stock"], None),
        ({"prizes": (make_prize(value_cents=1999),)}, ["/prizes/0/value_cents"], None),
        ({"prizes": (make_prize(may_be_given_away=False),)}, ["/prizes/0/may_be_given_away"], None),
        ({"budget_cents": 99_999}, ["/budget_cents"], None),
        ({"alternates": 2}, ["/alternates"], None),
        ({"scoring": make_playable_terms().scoring * 2}, [], ["/scoring"]),
        ({"goal": 2}, ["/goal"], ["/goal"]),
        ({"draw": DrawTerms(max_tickets=9)}, [], ["/draw"]),
        ({"draw": DrawTerms(beacon_round=7)}, ["/draw/beacon_round"], None),
        ({"audience": {"sites": ["lyon"]}}, ["/audience"], None),
        ({"group_sort": GroupSort.SITE}, ["/group_sort"], None),
        ({"mode": "ranking"}, ["/mode"], None),
        ({"excluded_ids": (1, 2)}, [], []),
        ({"excluded_ids": ()}, ["/excluded_ids"], None),
    ],
)
def test_what_an_amendment_may_change_before_and_after_the_opening(
    given: dict[str, Any], before: list[str], after: list[str] | None
) -> None:
    """`after` is None where it is as `before`."""
    old = replace(TERMS, excluded_ids=(1,))
    new = replace(old, **given)
    for is_open, expected in ((False, before), (True, before if after is None else after)):
        assert [fault.pointer for fault in list_amendment_faults(old, new, is_open=is_open)] == expected


def test_a_cancelled_contest_tells_everybody_why_and_goes_no_further(app: Application) -> None:
    people = play_published([1, 1], TERMS)
    run_clock(FROZEN_AT)
    with clock.freeze_at(FROZEN_AT), transaction():
        cancel_contest("useful", SORRY)
        cancel_contest("useful", SORRY)
    run_clock(FINAL_AT)
    assert (read_state(), list_winner_ids()) == ("cancelled", [])
    assert list_notices("contest.cancelled") == people
    assert list_facts("contest.cancelled", "contest.finalised") == [("contest.cancelled", None, FROZEN_AT)]


def test_a_contest_is_not_cancelled_without_a_word_nor_once_it_is_final(app: Application) -> None:
    play_published([1], TERMS)
    with pytest.raises(MissingCancelMessage), transaction():
        cancel_contest("useful", {"fr": "Désolé", "en": " "})
    run_clock(FROZEN_AT)
    run_clock(FINAL_AT)
    with pytest.raises(NotToBeCancelled), transaction():
        cancel_contest("useful", SORRY)


@pytest.mark.parametrize(
    ("starts", "ends", "opens", "closes"),
    [(-3, -1, 0, 14), (-2, 3, 3, 17), (2, 5, 0, 17), (13, 20, 0, 21), (14, 20, 0, 14), (-1, 0, 0, 14)],
)
def test_a_crisis_gives_back_the_days_that_it_took(starts: int, ends: int, opens: int, closes: int) -> None:
    day = timedelta(days=1)
    shifted = shift_calendar(CALENDAR, OPENS_AT + starts * day, OPENS_AT + ends * day)
    assert (shifted.opens_at, shifted.closes_at) == (OPENS_AT + opens * day, OPENS_AT + closes * day)


def test_the_beacon_is_of_a_round_that_does_not_exist_before_the_entries_are_frozen() -> None:
    early = fit_beacon_round(replace(TERMS, draw=DrawTerms(beacon_round=1)))
    late = fit_beacon_round(replace(early, calendar=LONGER))
    assert (late.draw.beacon_round or 0) - (early.draw.beacon_round or 0) == 24 * 60 * 20
    assert fit_beacon_round(TERMS).draw.beacon_round is None
