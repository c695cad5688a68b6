"""A look at last month against what a hand would count, in regions, in weeks, and without what was taken back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.disclosure import HIDDEN, Figure, get_gate
from app.kernel.transaction import transaction
from missions.authoring.preview import queries
from missions.authoring.preview.queries import preview_mission_on_last_month
from missions.authoring.preview.summary import NoPreviewReason, PreviewSummary
from missions.periods import Recurrence, RepeatPeriod
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.makers import make_mission_draft, make_people, make_site, tell
from tests.missions.company import make_post, make_undo
from tests.points.makers import make_useful_mark

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
"""A look covers the four weeks before it."""
DAY = timedelta(days=1)


def look(**settings: object) -> PreviewSummary:
    """What the look tells of an `activity`."""
    with clock.freeze_at(NOW), transaction():
        preview = preview_mission_on_last_month("m", make_mission_draft(**settings))  # type: ignore[arg-type]  # spelled by each test
    assert isinstance(preview, PreviewSummary), preview
    return preview


def two_regions(first: int, second: int) -> tuple[list[int], list[int], str]:
    """People of two sites, each in a region of its own, and the name of the second site."""
    with transaction():
        here, there = make_site(), make_site(time_zone="Indian/Reunion")
        people = make_people(first, site=here), make_people(second, site=there)
        make_people(40, site=there, joined_at=None)
        return *people, there.slug


def test_it_counts_what_a_hand_would_count(app: Application) -> None:
    here, there, _ = two_regions(30, 25)
    chance, facts, done = Random(7), list[NewFact](), Counter[int]()
    for number in range(160):
        person, at = chance.choice([*here, *there]), NOW - chance.randint(0, 60) * DAY - timedelta(hours=1)
        facts.append(make_post(f"k{number}", person, at, community=chance.choice(["a", "b"])))
        taken_back = chance.random() < 0.2
        facts += [make_undo(f"k{number}", person, at)] if taken_back else []
        is_counted = MONDAY - 28 * DAY <= at < MONDAY
        done[person] += not taken_back and is_counted and facts[-1 - taken_back].community == "a"
    tell(*facts)
    preview = look(wanted=1, communities=["a"])
    by_hand = [sum(done[person] >= 1 for person in people) for people in (here, there)]
    with transaction():
        gate = get_gate()
    assert (preview.headcount, preview.completed) == (Figure(95), gate.show_part(sum(by_hand), 95))
    assert preview.completed is not HIDDEN
    assert {region.completed for region in preview.regions} == {
        gate.show_part(part, whole) for part, whole in zip(by_hand, (30, 65), strict=True)
    }
    halfway = look(wanted=2, communities=["a"]).halfway
    assert halfway == gate.show_part(sum(done[person] == 1 for person in [*here, *there]), 95) != HIDDEN


def test_only_those_whom_the_audience_reaches_and_who_take_part_are_counted(app: Application) -> None:
    here, there, site = two_regions(30, 25)
    tell(*(make_post(f"k{person}", person, NOW - DAY) for person in [*here, *there]))
    assert look(wanted=1).completed == Figure(55)
    narrowed = look(wanted=1, availability=Availability(audience={"sites": [site]}))
    assert (narrowed.headcount, narrowed.completed) == (Figure(65), Figure(25))
    assert len(narrowed.regions) == 1


def test_days_of_arrival_roles_and_languages_change_nothing_in_a_look(app: Application) -> None:
    here, there, site = two_regions(30, 25)
    tell(*(make_post(f"k{person}", person, NOW - DAY) for person in [*here[:15], *there]))
    places = {"sites": [site]}
    for narrower in ({"arrived_until": "2026-01-05"}, {"roles": ["hr"]}, {"languages": ["en"]}):
        widened = look(wanted=1, availability=Availability(audience=places | narrower))
        assert widened == replace(look(wanted=1, availability=Availability(audience=places)), is_widened=True)


def test_what_repeats_is_told_in_times_a_week(app: Application) -> None:
    here, _, _ = two_regions(20, 20)
    weeks = [NOW - timedelta(days=7 * week) for week in range(1, 5)]
    tell(
        *(make_post(f"{person}-{at:%d%m}-{twice}", person, at) for person in here for at in weeks for twice in range(2))
    )
    weekly = look(wanted=1, availability=Availability(recurrence=Recurrence(1, RepeatPeriod.WEEK)))
    twice_a_week = look(wanted=1, availability=Availability(recurrence=Recurrence(2, RepeatPeriod.WEEK)))
    assert (weekly.completed, weekly.times_a_week) == (Figure(20), Figure(1))
    assert twice_a_week.times_a_week == Figure(2)


def test_those_whose_answers_helped_are_counted_and_not_those_who_asked(app: Application) -> None:
    here, there, _ = two_regions(30, 25)
    marks = [make_useful_mark(f"k{author}", here[0], author, NOW - DAY) for author in there]
    tell(*marks, make_undo(f"k{there[0]}", here[0], NOW - DAY), make_useful_mark("own", here[1], here[1], NOW - DAY))
    preview = look(facts=["answer.accepted:counterpart"], wanted=1)
    assert (preview.headcount, preview.completed) == (Figure(95), Figure(20))
    assert look(facts=["answer.accepted"], wanted=1).completed is HIDDEN


def test_too_small_an_audience_and_too_long_a_rhythm_are_not_told(app: Application) -> None:
    with clock.freeze_at(NOW), transaction():
        site = make_site()
        make_people(9, site=site)
        make_people(20)
        alone = Availability(audience={"sites": [site.slug]})
        assert preview_mission_on_last_month("m", make_mission_draft(availability=alone)) is NoPreviewReason.TOO_NARROW
        assert (
            preview_mission_on_last_month("m", make_mission_draft("rhythm", facts=["post.created"], wanted=5))
            is NoPreviewReason.TOO_LONG
        )
        assert isinstance(
            preview_mission_on_last_month("m", make_mission_draft("rhythm", facts=["post.created"], wanted=4)),
            PreviewSummary,
        )


def test_a_set_counts_the_missions_that_were_completed(app: Application) -> None:
    here, _, _ = two_regions(20, 20)
    with transaction():
        create_and_publish_mission("a", make_mission_draft(wanted=1))
    done = [
        NewFact(
            kind="mission.completed",
            source_key=f"x{person}",
            occurred_at=NOW - DAY,
            actor_id=person,
            object="mission:a",
        )
        for person in here[:12]
    ]
    tell(*done)
    with clock.freeze_at(NOW), transaction():
        preview = preview_mission_on_last_month("m", make_mission_draft("set", missions=["a"]))
    assert isinstance(preview, PreviewSummary)
    assert preview.completed == Figure(10)


def test_an_answer_that_takes_too_long_is_given_up_and_the_page_goes_on(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "AT_MOST", "1ms")
    here, _, _ = two_regions(400, 400)
    tell(*(make_post(f"{person}-{number}", person, NOW - DAY) for person in here for number in range(5)))
    with clock.freeze_at(NOW), transaction():
        assert preview_mission_on_last_month("m", make_mission_draft()) is NoPreviewReason.TOO_SLOW
        assert (
            preview_mission_on_last_month("m", make_mission_draft("rhythm", facts=["post.created"], wanted=9))
            is NoPreviewReason.TOO_LONG
        )
