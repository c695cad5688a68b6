"""Machines hear what happens to a contest; who won, a person or a group, is in no message and not in the feed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from missions.contests.life.service.cancel import cancel_contest
from missions.contests.prizes.queries import list_wins
from missions.contests.prizes.service.claims import claim_prize, hand_prize_over
from missions.contests.queries import get_contest
from missions.contests.terms import Receiver
from tests.makers import catch_up, make_people, make_site
from tests.missions.contests.contest_makers import WORDS, make_prize
from tests.missions.contests.life.life_makers import (
    BEFORE,
    FINAL_AT,
    FROZEN_AT,
    make_playable_terms,
    play,
    play_published,
    publish,
    run_clock,
)
from tests.webhooks.makers import NOWHERE, deliveries, make_endpoint

STEPS = ["contest.published", "contest.opened", "contest.closed", "contest.announced", "contest.finalised"]


def hand_everything_over() -> list[str]:
    """Let HR hand over every prize; what could say who won: the holders, the groups and the people."""
    with clock.freeze_at(FINAL_AT + timedelta(days=1)), transaction():
        (hr_id,) = make_people(1)
        contest = get_contest("useful")
        wins = list_wins(contest.id)
        for win in wins:
            if win.person_id is not None:
                claim_prize(win.person_id, win.id)
            hand_prize_over(contest, win.id, by_id=hr_id)
        people = [session().get_one(Person, win.person_id) for win in wins if win.person_id is not None]
        identities = [value for person in people for value in (person.external_id, person.email, person.family_name)]
        return [*(win.holder for win in wins), *(win.group_key for win in wins if win.group_key), *identities]


def read_events(machine: FlaskClient) -> list[Any]:
    """What the messages say, which is what the feed says."""
    catch_up(["webhooks"])
    messages = [json.loads(delivery.body) for delivery in deliveries()]
    feed = machine.get("/api/v1/events?limit=250").json
    assert feed is not None
    assert messages == feed["data"]
    return messages


def assert_nobody_is_named(events: list[Any], identities: list[str]) -> None:
    text = json.dumps(events)
    assert identities, "Somebody won."
    assert [identity for identity in identities if f'"{identity}"' in text] == []
    carried = {name for event in events for name in event["data"]}
    assert carried == {"sequence", "object", "result", "prize"}


def test_people_who_won_are_not_named_not_even_after_they_left(machine: FlaskClient) -> None:
    make_endpoint(NOWHERE)
    people = play_published([2, 1, 0], make_playable_terms("ranking"))
    run_clock(FROZEN_AT)
    run_clock(FINAL_AT)
    identities = hand_everything_over()
    with transaction():
        session().get_one(Person, people[0]).left_on = FINAL_AT.date()
    events = read_events(machine)
    assert [event["type"] for event in events] == [*STEPS, "prize.won", "prize.won", *["prize.handed_over"] * 2]
    assert_nobody_is_named(events, identities)
    assert {event["data"]["object"] for event in events} == {"contest:useful"}
    assert events[-1]["data"]["prize"] == "book"


def test_a_group_that_won_is_not_named_nor_are_its_people_told_one_by_one(machine: FlaskClient) -> None:
    make_endpoint(NOWHERE)
    prizes = (
        make_prize("lunch", receiver=Receiver.GROUP),
        make_prize("cup", stock=9, receiver=Receiver.EACH_PARTICIPANT),
    )
    with transaction():
        here = make_people(4, site=make_site())
    publish(make_playable_terms("collective", goal=1, prizes=prizes))
    play(here[:2], [3, 1])
    run_clock(FROZEN_AT)
    run_clock(FINAL_AT)
    identities = hand_everything_over()
    events = read_events(machine)
    assert_nobody_is_named(events, identities)
    won = [event["data"]["prize"] for event in events if event["type"] == "prize.won"]
    assert won == ["lunch"], "As many events as people would count a small group."


def test_a_contest_that_is_cancelled_is_told_without_the_reason(app: Flask) -> None:
    make_endpoint(NOWHERE, "contest.cancelled")
    publish(make_playable_terms())
    with clock.freeze_at(BEFORE), transaction():
        cancel_contest("useful", WORDS)
    catch_up(["webhooks"])
    (cancelled,) = [json.loads(delivery.body) for delivery in deliveries()]
    assert cancelled["data"].keys() == {"sequence", "object"}
