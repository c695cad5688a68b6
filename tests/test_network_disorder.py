"""Whatever a network sends, doubled, late, in any order, restored and undone twice, counts as a plain count of it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.intake.json_text import parse_cloud_event
from app.intake.service.accept import accept_items
from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.points.service import Amounts, Cap, create_and_publish_rule
from badges.models import Award, Badge
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.models import Enrolment, Mission
from missions.service.enrol import enrol_people_in_missions
from missions.service.paths import StepDraft
from missions.service.publish import create_and_publish_mission_for_everyone
from tests.examples import examples
from tests.makers import LONG_AGO, TEXT, WORDS, catch_up, make_people, make_site, make_unit
from tests.network_acts import (
    FIRST_ARRIVAL,
    LATE_WINDOW,
    OPENS_AFTER,
    PEOPLE,
    WINDOW,
    ZONES,
    Act,
    Colleague,
    encode_events,
    list_acts,
)
from tests.network_oracle import POINTS_ANSWER, POINTS_USEFUL, Oracle, Standing
from tests.paths import write_and_publish_path
from tests.points.makers import get_balance

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
JOINED = datetime(2026, 2, 20, 9, tzinfo=UTC)
USEFUL = "answer.accepted:counterpart"
numbers = count(1)

MISSIONS: dict[str, tuple[str, dict[str, object]]] = {
    "answer": ("activity", {"facts": ["answer.created"], "wanted": 1, "within_days": WINDOW}),
    "thank": ("activity", {"facts": ["answer.accepted"], "wanted": 1}),
    "useful": ("activity", {"facts": [USEFUL], "wanted": 2}),
    "helped": ("distinct", {"facts": [USEFUL], "wanted": 2, "of": "people"}),
    "late": ("activity", {"facts": ["post.shared"], "wanted": 1, "within_days": LATE_WINDOW}),
    "social": (
        "activity",
        {"facts": ["person.followed", "community.joined"], "wanted": 2, "within_days": WINDOW},
    ),
}


@pytest.fixture
def game(app: Application) -> None:
    """A path of missions with windows, two badges and two rules."""
    with transaction():
        for slug, (kind, wanted) in MISSIONS.items():
            create_and_publish_mission_for_everyone(slug, kind, wanted, text=TEXT, minutes=5, points=0)
        steps = [StepDraft(mission=slug, opens_after_days=OPENS_AFTER if slug == "late" else 0) for slug in MISSIONS]
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=steps, opens_on_joining=True)
        text = BadgeText(name=WORDS, description=WORDS)
        create_and_publish_badge("both", "missions-completed", {"missions": ["answer", "thank"]}, text=text)
        early = {"facts": ["answer.created"], "wanted": 2, "within_days": WINDOW}
        create_and_publish_badge("early", "activity-count", early, text=text)
        create_and_publish_rule("useful", USEFUL, amounts=Amounts(personal=POINTS_USEFUL), in_force_from=LONG_AGO)
        create_and_publish_rule(
            "answers",
            "answer.created",
            sentence=WORDS,
            amounts=Amounts(personal=POINTS_ANSWER),
            cap=Cap(1, "day"),
            in_force_from=LONG_AGO,
        )


def make_company(zones: Sequence[str], arrivals: Sequence[int]) -> dict[int, Colleague]:
    """People who take part, each in a time zone, by their ids."""
    colleagues = {}
    with transaction():
        unit = make_unit()
        for zone, days in zip(zones, arrivals, strict=True):
            (person_id,) = make_people(1, site=make_site(time_zone=zone), unit=unit, joined_at=JOINED)
            person = session().get_one(Person, person_id)
            person.arrived_on = FIRST_ARRIVAL + timedelta(days=days)
            colleagues[person_id] = Colleague(person.external_id, zone, person.arrived_on)
        session().flush()
        enrol_people_in_missions(list(colleagues))
    return colleagues


def push(events: Sequence[dict[str, Any]], source: str, cuts: Sequence[int]) -> None:
    """Send the events in pieces, the readers catching up in between."""
    edges = [0, *sorted(cut % (len(events) + 1) for cut in cuts), len(events)]
    for start, end in pairwise(edges):
        with transaction():
            answer = accept_items([parse_cloud_event(event, event["id"]) for event in events[start:end]], source, NOW)
        assert answer.refused == 0, answer
        catch_up(["missions", "badges", "points"])


def read_standing(person_id: int) -> Standing:
    """What the pages show one person."""
    completed = select(Mission.slug, Enrolment.completed_at).join(Mission, Mission.id == Enrolment.mission_id)
    awarded = select(Badge.slug, Award.awarded_at).join(Badge, Badge.id == Award.badge_id)
    with transaction():
        missions = session().execute(completed.where(Enrolment.person_id == person_id))
        badges = session().execute(awarded.where(Award.person_id == person_id, Award.revoked_at.is_(None)))
        dates = {row[0]: row[1] for row in missions if row[1] is not None}
        return Standing(dates, {row[0]: row[1] for row in badges}, get_balance(person_id))


def read_last_announcements(person_id: int) -> dict[str, datetime]:
    """When each badge was earned, as whoever listens to the journal knows it in the end."""
    kinds = ("badge.awarded", "badge.revoked")
    facts = select(Fact).where(Fact.actor_id == person_id, Fact.kind.in_(kinds)).order_by(Fact.id)
    earned: dict[str, datetime] = {}
    with transaction():
        for fact in session().scalars(facts):
            earned.pop(str(fact.object), None)
            if fact.kind == "badge.awarded":
                earned[str(fact.object)] = fact.occurred_at
    return {name.removeprefix("badge:"): at for name, at in earned.items()}


@pytest.mark.property
@settings(
    max_examples=examples(8),
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    acts=list_acts(),
    zones=st.lists(st.sampled_from(ZONES), min_size=PEOPLE, max_size=PEOPLE),
    arrivals=st.lists(st.integers(0, 14), min_size=PEOPLE, max_size=PEOPLE),
    chance=st.randoms(use_true_random=False),
    cuts=st.lists(st.integers(0, 40), max_size=2),
)
def test_what_a_network_sends_counts_as_a_plain_count_says(
    game: None, acts: list[Act], zones: list[str], arrivals: list[int], chance: Random, cuts: list[int]
) -> None:
    source = f"net-{next(numbers)}"
    with clock.freeze_at(NOW):
        company = make_company(zones, arrivals)
        people = list(company.values())
        events = encode_events(acts, people, source)
        sent = events + events[: len(events) // 2]
        chance.shuffle(sent)
        push(sent, source, cuts)
        oracle = Oracle(acts, people)
        for number, person_id in enumerate(company):
            expected = oracle.count(number)
            assert read_standing(person_id) == expected, (number, acts)
            assert read_last_announcements(person_id) == expected.badges
