"""What is done on a mission's page counts at once and once, when it is open, and says why when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import leave_game
from app.points.service import create_and_publish_rule
from missions import queries
from missions.acting.service import MissionTakesNoSubmission, SubmissionOutcome
from missions.attempts.answers import InvalidAnswers
from missions.attempts.attempt import MissionNotOpen
from missions.home.service import postpone_mission, skip_mission
from missions.periods import Recurrence, RepeatPeriod
from missions.reviews.queries import find_evidence_thread
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.paths import StepDraft
from missions.service.publish import end_mission
from missions.service.write import Availability
from tests.examples import examples
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_people
from tests.missions.acting.arranged import (
    QUESTION,
    RIGHT,
    WRONG,
    count_facts_of,
    next_number_for,
    open_mission,
    submit_as,
)
from tests.missions.company import completions_of
from tests.paths import write_and_publish_path
from tests.points.makers import get_balance

NOON = MONDAY + timedelta(hours=4)
PARIS = ZoneInfo("Europe/Paris")
TWICE_A_WEEK = Availability(recurrence=Recurrence(2, RepeatPeriod.WEEK), standalone=True)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    """A moment within everybody's window."""
    with clock.freeze_at(NOON):
        yield


def test_right_answers_complete_a_quiz_at_once_and_the_readers_add_nothing(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_rule("mission", "mission.completed", sentence=WORDS, in_force_from=LONG_AGO)
        open_mission("quiz")
    assert submit_as(ada, RIGHT) is SubmissionOutcome.COMPLETED
    assert completions_of(ada) == [(date(1, 1, 1), 1, NOON)]
    catch_up()
    assert count_facts_of(ada, "mission.completed") == 1
    with transaction():
        assert get_balance(ada) == 10


def test_a_wrong_answer_is_explained_counts_for_nothing_and_may_be_tried_again_at_once(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission("quiz")
    for _ in range(3):
        with pytest.raises(InvalidAnswers) as refused:
            submit_as(ada, WRONG)
        assert refused.value.remarks == {"question-1": QUESTION["explanation"]}
    assert count_facts_of(ada, "quiz.passed") == 0
    assert submit_as(ada, RIGHT) is SubmissionOutcome.COMPLETED


def test_enough_right_answers_are_enough(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission("quiz", questions=[QUESTION, QUESTION], needed=1)
    with pytest.raises(InvalidAnswers):
        submit_as(ada, WRONG)
    assert submit_as(ada, WRONG | {"question-2": "2"}) is SubmissionOutcome.COMPLETED


@pytest.mark.parametrize(
    ("proof", "sent"), [("line", ""), ("line", "x" * 301), ("link", "rse.example"), ("link", "javascript:alert(1)")]
)
def test_a_declaration_whose_proof_does_not_do_is_not_counted(app: Application, proof: str, sent: str) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission("declaration", proof=proof)
    with pytest.raises(InvalidAnswers):
        submit_as(ada, {"proof": sent})
    assert count_facts_of(ada, "mission.declared") == 0


def test_what_goes_with_a_declaration_is_kept_for_its_author(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission("declaration", proof="link")
    assert submit_as(ada, {"proof": " https://rse.example/posts/1 "}) is SubmissionOutcome.COMPLETED
    with transaction():
        mission = queries.get_mission("m")
        thread = find_evidence_thread(ada, mission.id)
    assert thread is not None
    assert (thread.state, thread.text, thread.link) == ("declared", None, "https://rse.example/posts/1")


def test_a_second_click_and_a_second_window_earn_once(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission("declaration", availability=TWICE_A_WEEK)
    assert [submit_as(ada, number=1), submit_as(ada, number=1)] == [SubmissionOutcome.COMPLETED] * 2
    assert count_facts_of(ada, "mission.declared") == 1


@pytest.mark.fault
def test_eight_windows_at_the_same_moment_earn_once(bare_app: Application) -> None:
    with bare_app.app_context(), transaction():
        (ada,) = make_people(1)
        open_mission("quiz", availability=TWICE_A_WEEK)

    def click(_: int) -> SubmissionOutcome:
        with bare_app.app_context(), clock.freeze_at(NOON):
            return submit_as(ada, RIGHT, number=1)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(click, range(8))) == {SubmissionOutcome.COMPLETED}
    with bare_app.app_context():
        assert count_facts_of(ada, "quiz.passed") == 1
        assert len(completions_of(ada)) == 1


def test_an_allowance_that_is_used_says_what_remains_and_when_it_reopens(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission("declaration", availability=TWICE_A_WEEK)
    submit_as(ada), submit_as(ada)
    with pytest.raises(MissionNotOpen, match=r"0 of 2 remain\. It reopens at 2026-01-12 00:00:00") as refused:
        submit_as(ada)
    assert refused.value.mission.completions_left_and_reopening(NOON).remaining == 0
    with clock.freeze_at(NOON + timedelta(days=7)):
        assert submit_as(ada) is SubmissionOutcome.COMPLETED
    assert [(on, number) for on, number, _ in completions_of(ada)] == [
        (date(2026, 1, 5), 1),
        (date(2026, 1, 5), 2),
        (date(2026, 1, 12), 1),
    ]


@pytest.mark.parametrize(
    "stands_in_the_way", ["not enrolled", "left", "not open yet", "after another", "ended", "done", "over"]
)
def test_what_stands_in_the_way_is_a_conflict_and_counts_nothing(app: Application, stands_in_the_way: str) -> None:
    with transaction():
        (ada,) = make_people(1, joined_at=None if stands_in_the_way == "not enrolled" else MONDAY)
        closes = NOON if stands_in_the_way == "over" else None
        standalone = stands_in_the_way not in ("not open yet", "after another")
        open_mission("declaration", "first", availability=Availability(standalone=standalone))
        open_mission("declaration", availability=Availability(standalone=standalone, ends_at=closes))
        later = StepDraft(mission="m", opens_after_days=3 if stands_in_the_way == "not open yet" else 0)
        after = StepDraft(mission="m", needs=("first",))
        steps: list[str | StepDraft] = ["first", after if stands_in_the_way == "after another" else later]
        write_and_publish_path("p", title=WORDS, why=WORDS, missions=steps, opens_on_joining=not standalone)
        if stands_in_the_way == "left":
            leave_game(get_person(ada))
        if stands_in_the_way == "ended":
            end_mission(queries.get_mission("m"))
    if stands_in_the_way == "done":
        submit_as(ada)
    before = count_facts_of(ada, "mission.declared")
    with pytest.raises(MissionNotOpen):
        submit_as(ada, number=9)
    assert count_facts_of(ada, "mission.declared") == before


def test_what_takes_place_elsewhere_is_not_acted_on_here(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission("activity")
    with pytest.raises(MissionTakesNoSubmission):
        submit_as(ada, number=1)


def test_whoever_put_it_off_may_still_do_it(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2)
        open_mission("declaration")
        postpone_mission(ada, "m", zone="Europe/Paris")
        skip_mission(ben, "m")
    assert [submit_as(ada), submit_as(ben)] == [SubmissionOutcome.COMPLETED] * 2


@pytest.fixture
def twice_a_week(app: Application) -> None:
    """A declaration, twice a week at most."""
    with transaction():
        open_mission("declaration", availability=TWICE_A_WEEK)


@pytest.mark.property
@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hours=st.lists(st.integers(0, 24 * 20), max_size=9), stale=st.lists(st.booleans(), min_size=9, max_size=9))
def test_whenever_and_however_often_one_clicks_no_week_holds_more_than_its_allowance(
    twice_a_week: None, hours: list[int], stale: list[bool]
) -> None:
    with transaction():
        (ada,) = make_people(1)
        enrol_everyone_in_missions()
    weeks: dict[date, int] = {}
    for hour, is_stale in zip(sorted(hours), stale, strict=False):
        moment = datetime(2026, 1, 5, 0, 0, tzinfo=PARIS).astimezone(UTC) + timedelta(hours=hour)
        day = moment.astimezone(PARIS).date()
        week = day - timedelta(days=day.weekday())
        with clock.freeze_at(moment):
            _click(ada, max(1, next_number_for(ada) - is_stale), weeks, week)
            session().rollback()
    done = [on for on, _, _ in completions_of(ada)]
    assert {week: done.count(week) for week in done} == weeks


def _click(person_id: int, number: int, weeks: dict[date, int], week: date) -> None:
    before = count_facts_of(person_id, "mission.declared")
    if number <= before:
        submit_as(person_id, number=number)
    elif weeks.get(week, 0) < 2:
        submit_as(person_id, number=number)
        weeks[week] = weeks.get(week, 0) + 1
    else:
        with pytest.raises(Conflict):
            submit_as(person_id, number=number)
