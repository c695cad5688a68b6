"""Changing, pausing and ending a mission: what was earned is never taken away, and nothing is had twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.errors import Invalid
from app.kernel.transaction import transaction
from missions import queries
from missions.periods import Recurrence, RepeatPeriod
from missions.service.publish import (
    MissionEnded,
    NoMissionDraft,
    create_and_publish_mission,
    end_mission,
    pause_mission,
    publish_draft,
    resume_mission,
)
from missions.service.write import Availability, save_mission_draft
from tests.makers import MONDAY, catch_up, make_mission_draft, make_people, tell
from tests.missions.company import completions_of, enrolled_in, make_post

WEEKLY = Availability(recurrence=Recurrence(1, RepeatPeriod.WEEK), standalone=True)
WEDNESDAY = datetime(2026, 1, 7, 12, 0, tzinfo=UTC)


def change(**settings: object) -> None:
    with transaction():
        save_mission_draft("m", make_mission_draft(**settings))  # type: ignore[arg-type]  # spelled by each test
        publish_draft(queries.get_mission("m"))


def test_a_harder_version_takes_nothing_from_who_completed_and_asks_more_of_who_did_not(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2)
        create_and_publish_mission("m", make_mission_draft(wanted=1))
    tell(make_post("a", ada, MONDAY))
    catch_up()
    change(wanted=2)
    tell(make_post("b", ben, MONDAY + timedelta(days=1)))
    catch_up()
    assert completions_of(ada) == [(date(1, 1, 1), 1, MONDAY)]
    assert completions_of(ben) == []


def test_an_easier_version_completes_what_was_done_already(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_mission("m", make_mission_draft(wanted=5))
    tell(make_post("a", ada, MONDAY))
    catch_up()
    change(wanted=1)
    assert completions_of(ada) == [(date(1, 1, 1), 1, MONDAY)]


def test_a_change_in_the_middle_of_the_week_does_not_hand_out_the_week_twice(app: Application) -> None:
    with clock.freeze_at(WEDNESDAY):
        with transaction():
            (ada,) = make_people(1)
            create_and_publish_mission("m", make_mission_draft(wanted=1, availability=WEEKLY))
        tell(make_post("a", ada, MONDAY))
        catch_up()
        change(wanted=2, availability=WEEKLY)
        tell(make_post("b", ada, WEDNESDAY), make_post("c", ada, WEDNESDAY + timedelta(minutes=1)))
        tell(*(make_post(f"d{day}", ada, MONDAY + timedelta(days=7 + day)) for day in range(2)))
        catch_up()
    assert [(on, number) for on, number, _ in completions_of(ada)] == [(date(2026, 1, 5), 1), (date(2026, 1, 12), 1)]
    assert completions_of(ada)[1][2] == MONDAY + timedelta(days=8)


def test_what_becomes_a_weekly_thing_is_asked_again_from_next_week(app: Application) -> None:
    with clock.freeze_at(WEDNESDAY):
        with transaction():
            (ada,) = make_people(1)
            create_and_publish_mission("m", make_mission_draft(wanted=1))
        tell(make_post("a", ada, MONDAY))
        catch_up()
        change(wanted=1, availability=WEEKLY)
        tell(make_post("b", ada, WEDNESDAY), make_post("c", ada, MONDAY + timedelta(days=7)))
        catch_up()
    assert [at for _, _, at in completions_of(ada)] == [MONDAY, MONDAY + timedelta(days=7)]


def test_what_becomes_a_thing_done_once_is_not_asked_again_of_who_did_it(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2)
        create_and_publish_mission("m", make_mission_draft(wanted=1, availability=WEEKLY))
    tell(make_post("a", ada, MONDAY))
    catch_up()
    change(wanted=1)
    assert enrolled_in() == [ada, ben]


def test_a_draft_changes_nothing_for_anybody(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_mission("m", make_mission_draft(wanted=1))
        save_mission_draft("m", make_mission_draft(wanted=9))
    tell(make_post("a", ada, MONDAY))
    catch_up()
    assert completions_of(ada)


def test_the_second_publication_of_one_draft_is_refused(app: Application) -> None:
    with transaction():
        create_and_publish_mission("m", make_mission_draft())
    with pytest.raises(NoMissionDraft), transaction():
        publish_draft(queries.get_mission("m"))


def test_a_paused_mission_opens_to_nobody_new_and_resumes_for_them(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_mission("m", make_mission_draft(wanted=1))
        pause_mission(queries.get_mission("m"))
    with transaction():
        (ben,) = make_people(1)
    tell(make_post("a", ada, MONDAY))
    catch_up()
    assert completions_of(ada)
    assert enrolled_in() == [ada]
    with transaction():
        resume_mission(queries.get_mission("m"))
    assert enrolled_in() == [ada, ben]


def test_an_ended_mission_counts_what_happened_before_and_is_heard_late(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2)
        create_and_publish_mission("m", make_mission_draft(wanted=1))
    with clock.freeze_at(WEDNESDAY), transaction():
        end_mission(queries.get_mission("m"))
    tell(make_post("late", ada, MONDAY), make_post("after", ben, WEDNESDAY + timedelta(minutes=1)))
    catch_up()
    assert completions_of(ada)
    assert completions_of(ben) == []
    with pytest.raises(MissionEnded), transaction():
        resume_mission(queries.get_mission("m"))


def test_sets_that_wait_for_one_another_are_refused_with_the_circle_named(app: Application) -> None:
    with transaction():
        create_and_publish_mission("a", make_mission_draft())
        create_and_publish_mission("b", make_mission_draft("set", missions=["a"]))
    with pytest.raises(Invalid, match="a → b → a"), transaction():
        save_mission_draft("a", make_mission_draft("set", missions=["b"]))
    with pytest.raises(Invalid, match="nowhere"), transaction():
        save_mission_draft("c", make_mission_draft("set", missions=["nowhere"]))


def test_a_set_is_complete_when_its_missions_are_and_no_longer_when_one_is_taken_back(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_mission("a", make_mission_draft(wanted=1))
        create_and_publish_mission("b", make_mission_draft(wanted=1, facts=["answer.created"]))
        create_and_publish_mission("m", make_mission_draft("set", missions=["a", "b"], wanted=1))
    tell(make_post("p", ada, MONDAY))
    catch_up()
    assert completions_of(ada) == [(date(1, 1, 1), 1, MONDAY)]
