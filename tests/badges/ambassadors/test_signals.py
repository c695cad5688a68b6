"""Five signals of what people give, with published weights; whoever switches detection off leaves no trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.disclosure import HIDDEN, Figure
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import leave_game
from badges.ambassadors.signals.models import AmbassadorSignals
from badges.ambassadors.signals.queries import count_signals, list_supported_by_region, read_supported_by_layer
from badges.ambassadors.signals.scoring import WEIGHTS, SignalAmounts, is_supported, score_signals
from badges.ambassadors.signals.service import switch_detection_off, switch_detection_on
from badges.ambassadors.spaces import list_shares_of_supported_people
from tests.badges.ambassadors.signs import find_signals, let_the_clock_run, let_wait, make_fact, mark_useful
from tests.examples import examples
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up, make_people, make_site, make_unit, tell

amounts = st.integers(0, 50)
NOW = MONDAY + timedelta(days=200)


@pytest.fixture
def people(app: Application) -> list[int]:
    """Three of one team, then one of each of two others."""
    with transaction():
        return let_wait(
            [*make_people(3, unit=make_unit()), *make_people(1, unit=make_unit()), *make_people(1, unit=make_unit())]
        )


def test_each_person_week_community_and_team_counts_once_and_likes_never(people: list[int]) -> None:
    ada, ben, _, cleo, dan = people
    tell(*(mark_useful(asker, ada) for asker in (ben, cleo, cleo, dan)))
    tell(
        *(
            make_fact("post.created", ada, day=7 * week + twice, community="pros")
            for week in range(8)
            for twice in (0, 1)
        )
    )
    tell(make_fact("post.created", ada, community="seldom"), make_fact("thanks.given", ada))
    tell(*(make_fact("post.liked", ben, counterpart_id=ada) for _ in range(5)))
    let_the_clock_run()
    assert (find_signals(ada), find_signals(ben)) == ((3, 1, 8, 1, 2), (0, 0, 0, 0, 0))


def test_what_is_older_than_a_year_or_was_taken_back_counts_no_more(people: list[int]) -> None:
    ada, ben, *_ = people
    mark = mark_useful(ben, ada)
    tell(
        mark,
        NewFact(kind="activity.undone", source_key="undo", actor_id=ben, occurred_at=MONDAY, undoes=mark.source_key),
    )
    tell(make_fact("post.created", ada))
    let_the_clock_run()
    assert find_signals(ada) == (0, 0, 1, 0, 0)
    let_the_clock_run(days=366)
    assert find_signals(ada) == (0, 0, 0, 0, 0)


def test_detection_off_leaves_no_trace_and_on_again_counts_anew(people: list[int]) -> None:
    ada, ben, *_ = people
    tell(mark_useful(ben, ada))
    let_the_clock_run()
    with transaction():
        switch_detection_off(ada)
    let_the_clock_run(days=210)
    with transaction():
        assert [each.person_id for each in count_signals([ada, ben], NOW)] == [ben]
        assert ada not in session().scalars(select(AmbassadorSignals.person_id)).all()
    with transaction():
        switch_detection_on(ada)
    let_the_clock_run(days=211)
    assert find_signals(ada)[0] == 1


def test_whoever_leaves_is_counted_no_more(people: list[int]) -> None:
    let_the_clock_run()
    with transaction():
        leave_game(get_person(people[0]))
    catch_up()
    let_the_clock_run(days=300)
    with transaction():
        assert people[0] not in session().scalars(select(AmbassadorSignals.person_id)).all()


def test_signals_are_counted_once_a_week(people: list[int]) -> None:
    let_the_clock_run()
    tell(mark_useful(people[1], people[0]))
    let_the_clock_run(days=206)
    assert find_signals(people[0])[0] == 0
    let_the_clock_run(days=207)
    assert find_signals(people[0])[0] == 1


@settings(max_examples=examples(30), deadline=None)
@given(animated=amounts, wrote=amounts, thanked=amounts)
def test_without_somebody_who_was_helped_nothing_qualifies(animated: int, wrote: int, thanked: int) -> None:
    signals = SignalAmounts(helped=0, animated=animated, wrote=wrote, thanked=thanked, reached=(), outside=100)
    assert not is_supported(signals)


@settings(max_examples=examples(30), deadline=None)
@given(sizes=st.lists(st.integers(1, 50), max_size=8), helped=amounts)
def test_breadth_falls_with_the_size_of_a_team_and_no_signal_passes_its_weight(sizes: list[int], helped: int) -> None:
    def weigh(reached: list[int]) -> SignalAmounts:
        return SignalAmounts(helped=helped, animated=0, wrote=0, thanked=0, reached=tuple(reached), outside=400)

    signals = weigh(sizes)
    assert 0 <= signals.breadth <= len(sizes)
    assert weigh([size + 1 for size in sizes]).breadth <= signals.breadth <= weigh([*sizes, 5]).breadth
    assert all(0 <= points <= WEIGHTS[name].points for name, points in score_signals(signals).items())


def test_the_weights_make_ten() -> None:
    assert sum(weight.points for weight in WEIGHTS.values()) == 10


def test_hr_reads_figures_by_region_and_layer_from_a_group_on(people: list[int]) -> None:
    assert list_supported_by_region() == []
    with transaction():
        site = make_site()
        crowd, unit = make_people(12, site=site), make_unit()
        helpers = let_wait(make_people(12, site=site, unit=unit))
        few = let_wait(make_people(3))
    tell(*(mark_useful(asker, helper) for helper in (*helpers, *few) for asker in crowd[:10]))
    let_the_clock_run()
    with transaction():
        figures = [figure.value for _, figure in list_supported_by_region()]
        assert figures == [None, None], "Three beside twelve would be found by subtraction."
        assert read_supported_by_layer() == {True: HIDDEN, False: Figure(15)}
        lines = [line.figure for line in list_shares_of_supported_people()]
        assert lines == [HIDDEN, Figure(15), HIDDEN, HIDDEN], "Animators read the same."


def test_the_page_shows_each_person_their_own_signals_and_switches_them_off(people: list[int], bare_app: Flask) -> None:
    tell(*(mark_useful(asker, people[0]) for asker in people[1:]))
    let_the_clock_run()
    client = sign_in(bare_app.test_client(), people[0])
    assert "Équipes reliées" in client.get("/ambassadors/signals").text
    assert send(client, "/ambassadors/signals/off").location == "/ambassadors/signals"
    assert "La détection est coupée" in client.get("/ambassadors/signals").text
    assert find_signals(people[0]) == ()
