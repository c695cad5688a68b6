"""The rights of a term or of a level sleep after twelve months without a sign, and wake; the term goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from badges.ambassadors.models import Candidacy
from badges.ambassadors.queries import find_term
from badges.ambassadors.responsibilities.queries import OwnRights, read_own_rights
from badges.ambassadors.resting.service import resume_rights
from badges.ambassadors.service.ending import step_down
from badges.ambassadors.signals.service import switch_detection_off
from tests.badges.ambassadors.candidates import has_role, list_notices_of, make_ambassador
from tests.badges.ambassadors.signs import let_the_clock_run, let_wait, make_fact, mark_useful
from tests.makers import MONDAY, tell

NONE, TEXTS, ALL = (
    OwnRights(may_propose_texts=a, may_take_questions=b) for a, b in ((False, False), (True, False), (True, True))
)


@pytest.fixture
def idle(people: list[int]) -> int:
    """An ambassador of a long term, whose first year passed without a sign."""
    ada = make_ambassador(people)
    with transaction():
        let_wait(people)
        session().query(Candidacy).update({Candidacy.ends_at: MONDAY + timedelta(days=1_500)})
    let_the_clock_run(days=364)
    assert (find_rights(ada), has_role(ada)) == (ALL, True)
    let_the_clock_run(days=366)
    return ada


def find_rights(person_id: int) -> OwnRights:
    with transaction():
        return read_own_rights(person_id)


def test_rights_of_a_term_rest_after_a_year_and_the_next_sign_wakes_them(idle: int) -> None:
    assert (find_rights(idle), has_role(idle)) == (NONE, False)
    let_the_clock_run(days=380)
    assert list_notices_of(idle).count("rights_rest") == 1
    with transaction():
        assert find_term(idle) is not None
    tell(make_fact("thanks.given", idle, day=381))
    let_the_clock_run(days=390)
    assert (find_rights(idle), has_role(idle)) == (ALL, True)


def test_a_press_wakes_rights_for_a_year(idle: int) -> None:
    with clock.freeze_at(MONDAY + timedelta(days=370)), transaction():
        resume_rights(idle)
        resume_rights(idle)
    let_the_clock_run(days=380)
    assert (find_rights(idle), has_role(idle)) == (ALL, True)
    let_the_clock_run(days=740)
    assert find_rights(idle) == NONE


@pytest.mark.parametrize("act", [switch_detection_off, step_down])
def test_nothing_rests_of_whoever_is_not_counted_or_serves_no_term(idle: int, act: object) -> None:
    assert callable(act)
    with clock.freeze_at(MONDAY + timedelta(days=370)), transaction():
        act(idle)
    let_the_clock_run(days=380)
    assert has_role(idle) is (act is switch_detection_off)


def test_a_level_opens_what_its_page_says_and_sleeps(people: list[int]) -> None:
    ada, ben, *others = people
    with transaction():
        let_wait(people)
    tell(*(mark_useful(asker, author) for author in (ada, ben) for asker in others[:3]))
    tell(*(make_fact("post.created", ben, day=7 * week, community="pros") for week in range(8)))
    let_the_clock_run()
    assert [find_rights(person_id) for person_id in (ada, ben, others[0])] == [TEXTS, ALL, NONE]
    let_the_clock_run(days=420)
    assert [find_rights(person_id) for person_id in (ada, ben)] == [NONE, NONE]
