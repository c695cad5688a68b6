"""Responsibilities are earned by public counts, kept while somebody gives a sign, and read by their holder alone."""

from __future__ import annotations

import pytest
from flask import Flask

from app.kernel.transaction import transaction
from badges.ambassadors.signals.queries import OwnLevel, read_own_level
from badges.ambassadors.signals.responsibility import Level, find_earned_level, keep_higher_level
from badges.ambassadors.signals.scoring import SignalAmounts
from badges.ambassadors.signals.service import switch_detection_off
from tests.badges.ambassadors.candidates import list_notices_of, make_ambassador
from tests.badges.ambassadors.signs import let_the_clock_run, let_wait, make_fact, mark_useful
from tests.forms import sign_in
from tests.makers import tell

PAGE = "/ambassadors/responsibilities"
A_YEAR_LATER = 380


@pytest.fixture
def with_signals(people: list[int]) -> list[int]:
    """The people, whose signals the clock counts."""
    with transaction():
        return let_wait(people)


@pytest.mark.parametrize(
    ("helped", "animated", "wrote", "level"),
    [
        (2, 2, 7, None),
        (0, 0, 8, "contributor"),
        (3, 0, 0, "contributor"),
        (2, 1, 52, "contributor"),
        (3, 1, 0, "animator"),
    ],
)
def test_each_level_needs_what_the_page_says(helped: int, animated: int, wrote: int, level: str | None) -> None:
    counted = SignalAmounts(helped=helped, animated=animated, wrote=wrote, thanked=52, reached=(), outside=9)
    assert find_earned_level(counted) == level


@pytest.mark.parametrize("kept", [None, *Level])
@pytest.mark.parametrize("earned", [None, *Level])
def test_a_count_never_lowers_a_level(kept: Level | None, earned: Level | None) -> None:
    order = [None, *Level]
    assert keep_higher_level(kept, earned) == order[max(order.index(kept), order.index(earned))]


def test_a_level_sleeps_after_twelve_idle_months_and_comes_back_by_itself(
    with_signals: list[int], bare_app: Flask
) -> None:
    ada, *others = with_signals
    tell(*(mark_useful(asker, ada) for asker in others[:3]))
    let_the_clock_run()
    assert find_level(ada) == OwnLevel(level="contributor")
    for days in (A_YEAR_LATER, A_YEAR_LATER + 8):
        let_the_clock_run(days=days)
        assert find_level(ada) == OwnLevel(level="contributor", is_idle=True)
    assert list_notices_of(ada) == ["level_asleep"], "Once, however long it sleeps."
    assert list_notices_of(others[0]) == [], "Whoever earned nothing hears nothing."
    assert "Il est en sommeil" in open_page(bare_app, ada)
    tell(make_fact("comment.created", ada, day=A_YEAR_LATER + 10))
    let_the_clock_run(days=A_YEAR_LATER + 16)
    assert find_level(ada) == OwnLevel(level="contributor")


def test_whoever_switches_detection_off_has_no_level_and_none_is_remembered(with_signals: list[int]) -> None:
    ada, *others = with_signals
    tell(*(mark_useful(asker, ada) for asker in others[:3]))
    let_the_clock_run()
    with transaction():
        switch_detection_off(ada)
    let_the_clock_run(days=210)
    assert find_level(ada) == OwnLevel()


def test_the_page_says_to_each_person_what_is_theirs_alone(with_signals: list[int], bare_app: Flask) -> None:
    ambassador, helper, other = make_ambassador(with_signals), *with_signals[1:3]
    tell(*(mark_useful(asker, helper) for asker in with_signals[2:5]))
    let_the_clock_run()
    with transaction():
        switch_detection_off(ambassador)
    pages = {id_: open_page(bare_app, id_) for id_ in (ambassador, helper, other)}
    own = {
        ambassador: ("Votre mandat d’ambassadeur est en cours", "Vous avez coupé la détection"),
        helper: ("Votre palier",),
        other: ("Pas encore de palier",),
    }
    for reader, page in pages.items():
        assert {id_ for id_, lines in own.items() if any(line in page for line in lines)} == {reader}
        assert "Il ouvre ceci" in page


def open_page(app: Flask, person_id: int) -> str:
    with app.app_context():
        return sign_in(app.test_client(), person_id).get(PAGE).text


def find_level(person_id: int) -> OwnLevel:
    with transaction():
        return read_own_level(person_id)
