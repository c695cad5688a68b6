"""A receiver written from the how-to alone, by webhooks or by the feed, ends up knowing what the pages show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.journal.service import NewFact
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from badges.models import Award, Badge
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.models import Completion, Enrolment, Mission
from missions.periods import Recurrence, RepeatPeriod
from missions.service.enrol import enrol_people_in_missions
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.examples import examples
from tests.makers import MONDAY, WORDS, catch_up, make_mission_draft, make_people, tell
from tests.paths import write_and_publish_path
from tests.webhooks.conftest import client_with
from tests.webhooks.makers import NOWHERE, deliveries, make_endpoint

USEFUL = "answer.accepted:counterpart"
ONCE = ("useful", "thanks")
OFTEN = "often"
ANSWERS = 3
Event = dict[str, object]
Knowledge = dict[tuple[str, str], int]
"""How many times somebody holds or completed an object: (person, object) to a number above zero."""


@dataclass
class DocumentedReceiver:
    """Keeps what the how-to says to keep: for each person and object, each event by its sequence."""

    events: dict[int, tuple[str, str, str, int | None]] = field(default_factory=dict)

    def take_in(self, event: Event) -> None:
        """One message, in any order, perhaps again."""
        details = event["data"]
        assert isinstance(details, dict)
        kept = (str(event["type"]), details["person"], details["object"], details.get("takes_back"))
        self.events[details["sequence"]] = kept

    def last_by_sequence(self) -> Knowledge:
        """The first rule: the last event about a person and an object decides."""
        last = {(person, about): kind for _, (kind, person, about, _) in sorted(self.events.items())}
        return {place: 1 for place, kind in last.items() if kind in ("badge.awarded", "mission.completed")}

    def all_that_holds(self) -> Knowledge:
        """The second rule: everything holds but what a correction names."""
        gone = {taken for _, _, _, taken in self.events.values() if taken is not None}
        return dict(
            Counter(
                (person, about)
                for sequence, (_, person, about, taken) in self.events.items()
                if taken is None and sequence not in gone
            )
        )


steps = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, ANSWERS - 1), st.sampled_from(["accept", "take back", "change"])),
    min_size=1,
    max_size=10,
)
"""Which of two questions, which of its answers, and what the asker does."""


@dataclass
class Askers:
    """Two people who ask, and those who answer them; every mark has a key of its own."""

    people: Sequence[int]
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    facts: int = 0

    def act(self, question: int, answer: int, act: str) -> list[NewFact]:
        """The facts of one step: taking back what is not marked, or marking what is, is nothing."""
        if act == "change":
            others = [other for other in range(ANSWERS) if (question, other) in self.marks and other != answer]
            return [fact for other in others for fact in self.act(question, other, "take back")] + self.act(
                question, answer, "accept"
            )
        mark = self.marks.get((question, answer))
        if (act == "accept") == (mark is not None):
            return []
        self.facts += 1
        fact = self._build_mark(question, answer)
        if mark is None:
            self.marks[question, answer] = fact.source_key
            return [fact]
        del self.marks[question, answer]
        key, at = fact.source_key, fact.occurred_at
        return [
            NewFact(
                kind="activity.undone",
                source=fact.source,
                source_key=key,
                occurred_at=at,
                actor_id=fact.actor_id,
                undoes=mark,
            )
        ]

    def _build_mark(self, question: int, answer: int) -> NewFact:
        return NewFact(
            kind="answer.accepted",
            source=f"rse-{self.people[0]}",
            source_key=f"{self.facts:03}",
            occurred_at=MONDAY + timedelta(hours=self.facts),
            actor_id=self.people[question],
            counterpart_id=self.people[2 + answer],
            object=f"answer-{self.people[0]}-{question}-{answer}",
        )


@pytest.fixture
def company(app: Flask) -> FlaskClient:
    """Missions for who marks and for whose answer it is, one of them many times a week, in a path; badges; an endpoint."""
    with transaction():
        for slug, facts in zip(ONCE, ([USEFUL], ["answer.accepted"]), strict=True):
            create_and_publish_mission(slug, make_mission_draft(facts=facts, wanted=1))
        weekly = Availability(recurrence=Recurrence(5, RepeatPeriod.WEEK), standalone=True)
        create_and_publish_mission(OFTEN, make_mission_draft(facts=[USEFUL], wanted=1, availability=weekly))
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=[*ONCE, OFTEN], opens_on_joining=True)
        text = BadgeText(name=WORDS, description=WORDS)
        create_and_publish_badge("all", "missions-completed", {"missions": [*ONCE]}, text=text)
        create_and_publish_badge("count", "activity-count", {"facts": [USEFUL], "wanted": 1}, text=text)
        create_and_publish_badge("both", "all-of", {"badges": ["all", "count"]}, text=text)
    make_endpoint(NOWHERE, "mission.completed", "mission.reopened", "badge.awarded", "badge.revoked")
    return client_with(app, "webhooks:manage")


@pytest.mark.property
@settings(max_examples=examples(5), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(stream=[(0, 0, "accept"), (0, 1, "change")], chance=0, size=3)
@given(stream=steps, chance=st.integers(0, 9), size=st.integers(1, 6))
def test_a_receiver_of_webhooks_or_of_the_feed_knows_what_the_pages_show(
    company: FlaskClient, stream: list[tuple[int, int, str]], chance: int, size: int
) -> None:
    with transaction():
        people = make_people(2 + ANSWERS)
        enrol_people_in_missions(people)
    askers = Askers(people)
    facts = [fact for step in stream for fact in askers.act(*step)]
    for start in range(0, len(facts), size):
        tell(*facts[start : start + size])
        catch_up()
    shown = what_the_pages_show(people)
    for events in (list_pulled_events(company), [orjson.loads(delivery.body) for delivery in deliveries()]):
        Random(chance).shuffle(events)
        receiver = receiver_of(events)
        assert only_about(receiver.all_that_holds(), shown, people) == shown
        once = {place: times for place, times in shown.items() if place[1] != f"mission:{OFTEN}"}
        last = receiver.last_by_sequence()
        assert only_about({place: 1 for place in last if place[1] != f"mission:{OFTEN}"}, once, people) == once


def receiver_of(events: Iterable[Event]) -> DocumentedReceiver:
    receiver = DocumentedReceiver()
    for event in events:
        receiver.take_in(event)
    return receiver


def only_about(knowledge: Knowledge, shown: Knowledge, people: Sequence[int]) -> Knowledge:
    """What is known of these people alone: the company of the test grows with each example."""
    names = {name for name, _ in shown} | set(names_of(people).values())
    return {place: times for place, times in knowledge.items() if place[0] in names}


def list_pulled_events(company: FlaskClient) -> list[Event]:
    events: list[Event] = []
    address, done = "/api/v1/events?limit=250", False
    while not done:
        page = company.get(address).json or {}
        events += page["data"]
        address, done = f"/api/v1/events?limit=250&iterator={page['iterator']}", page["done"]
    return events


def names_of(people: Sequence[int]) -> dict[int, str]:
    with transaction():
        rows = session().execute(select(Person.id, Person.external_id).where(Person.id.in_(people)))
        return {row.id: row.external_id for row in rows}


def what_the_pages_show(people: Sequence[int]) -> Knowledge:
    """Completions that stand and badges that are held."""
    names = names_of(people)
    with transaction():
        completed = session().execute(
            select(Enrolment.person_id, Mission.slug, func.count().label("times"))
            .join(Mission, Mission.id == Enrolment.mission_id)
            .join(Completion, Completion.enrolment_id == Enrolment.id)
            .where(Enrolment.person_id.in_(people), Completion.completed_at.is_not(None))
            .group_by(Enrolment.person_id, Mission.slug)
        )
        shown = {(names[row.person_id], f"mission:{row.slug}"): row.times for row in completed}
        awards = session().execute(
            select(Award.person_id, Badge.slug)
            .join(Badge, Badge.id == Award.badge_id)
            .where(Award.person_id.in_(people), Award.revoked_at.is_(None))
        )
        return shown | {(names[row.person_id], f"badge:{row.slug}"): 1 for row in awards}
