"""Late, doubled, disordered and undone activity gives the same progress, points, badges and boards as orderly activity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.journal.counted_events import CountedEvent
from app.journal.drain import create_or_restart_reader_positions, iterate_batch_sizes_while_draining
from app.journal.models import Position
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.hours import parse_working_hours
from app.kernel.transaction import transaction
from app.leaderboards.ranking import rank_scores
from app.people.models import Person
from app.people.policies.models import Policy
from app.people.service.hours import set_site_hours
from app.points.models import LedgerEntry
from app.points.service import Amounts, Cap, create_and_publish_rule
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.models import Enrolment, Mission
from missions.service.enrol import enrol_people_in_missions
from missions.service.publish import create_and_publish_mission_for_everyone
from tests.badges.holders import list_held_slugs
from tests.boards import scores_of_people
from tests.examples import examples
from tests.makers import LONG_AGO, MONDAY, TEXT, WORDS, catch_up, make_people, make_site, make_unit, tell
from tests.paths import write_and_publish_path
from tests.points.makers import change_rule, get_balance, unit_balance_of

PEOPLE = 3
POSTS = CountedEvent("post.created")
PAUSE = {"since": MONDAY + timedelta(days=4), "until": MONDAY + timedelta(days=7)}
BOTH = ["post.created", "answer.created"]
USEFUL = "answer.accepted:counterpart"


@dataclass(frozen=True)
class Activity:
    """One thing somebody did: who, when (hours after the Monday), what, towards whom, and whether it was taken back."""

    actor: int
    hour: int
    kind: str
    towards: int
    undone: bool
    deleted: bool

    @property
    def stands(self) -> bool:
        """Whether nothing took it back; here, a mark names an object that nobody created, and only creations are deleted."""
        return not (self.undone or (self.deleted and self.kind in BOTH))


activities = st.lists(
    st.builds(
        Activity,
        actor=st.integers(0, PEOPLE - 1),
        hour=st.integers(0, 24 * 16),
        kind=st.sampled_from([*BOTH, "answer.accepted"]),
        towards=st.integers(0, PEOPLE - 1),
        undone=st.booleans(),
        deleted=st.sampled_from([False, False, True]),
    ),
    min_size=1,
    max_size=14,
)


def facts_of(stream: Sequence[Activity], people: Sequence[int], source: str) -> list[NewFact]:
    """The stream as these people's facts, each followed by what takes it back."""
    facts = []
    for number, activity in enumerate(stream):
        key, actor = f"{number:03}", people[activity.actor]
        at = MONDAY + timedelta(hours=activity.hour)
        fact = NewFact(
            kind=activity.kind,
            source=source,
            source_key=key,
            occurred_at=at,
            actor_id=actor,
            counterpart_id=people[activity.towards],
            object=f"{source}-{number}",
        )
        facts.append(fact)
        blank = replace(fact, occurred_at=at + timedelta(minutes=1), object=None, counterpart_id=None)
        if activity.undone:
            facts.append(replace(blank, kind="activity.undone", source_key=f"{key}-undo", undoes=key))
        if activity.deleted:
            facts.append(replace(blank, kind="object.deleted", source_key=f"{key}-delete", undoes=f"{source}-{number}"))
    return facts


def outcome(people: Sequence[int]) -> object:
    """Everything these people can see of what they did, in terms that do not depend on their ids."""
    with transaction():
        first = session().get_one(Person, people[0])
        rows = session().execute(
            select(Enrolment.person_id, Mission.slug, Enrolment.done, Enrolment.completed_at)
            .join(Mission, Mission.id == Enrolment.mission_id)
            .where(Enrolment.person_id.in_(people))
        )
        progress = sorted((people.index(row.person_id), row.slug, row.done, row.completed_at) for row in rows)
        points = [get_balance(person) for person in people]
        earned = [
            sorted(
                (row.rule_id, row.earned_at, row.points)
                for row in session().execute(
                    select(LedgerEntry.rule_id, LedgerEntry.earned_at, func.sum(LedgerEntry.points).label("points"))
                    .where(LedgerEntry.person_id == person)
                    .group_by(LedgerEntry.rule_id, LedgerEntry.earned_at)
                )
                if row.points
            )
            for person in people
        ]
        badges = [list_held_slugs(person) for person in people]
        own_scores = [score for score in scores_of_people() if score.subject_id in people]
        board = [(row.rank, people.index(row.score.subject_id), row.score.score) for row in rank_scores(own_scores)]
        return progress, points, earned, unit_balance_of(first.unit_id), badges, board


@pytest.fixture
def game(app: Application) -> None:
    """Missions of each kind that counts facts, for who acts and for whom it is meant; capped rules, one of which changes; a badge."""
    with transaction():
        create_and_publish_mission_for_everyone(
            "hello", "distinct", {"facts": BOTH, "wanted": 2, "of": "people"}, text=TEXT, minutes=5, points=30
        )
        create_and_publish_mission_for_everyone(
            "answer",
            "activity",
            {"facts": ["answer.created"], "wanted": 1, "within_days": 7},
            text=TEXT,
            minutes=5,
            points=20,
        )
        create_and_publish_mission_for_everyone(
            "weeks", "rhythm", {"facts": BOTH, "wanted": 2, "within_days": 30}, text=TEXT, minutes=5, points=10
        )
        create_and_publish_mission_for_everyone(
            "useful", "activity", {"facts": [USEFUL], "wanted": 2}, text=TEXT, minutes=5, points=15
        )
        create_and_publish_mission_for_everyone(
            "helped", "distinct", {"facts": [USEFUL], "wanted": 2, "of": "people"}, text=TEXT, minutes=5, points=25
        )
        create_and_publish_mission_for_everyone(
            "both", "rhythm", {"facts": [USEFUL, "answer.created"], "wanted": 2}, text=TEXT, minutes=5, points=35
        )
        missions = ["hello", "answer", "weeks", "useful", "helped", "both"]
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=missions, opens_on_joining=True)
        publish_rules()
        create_and_publish_badge(
            "all",
            "missions-completed",
            {"missions": ["hello", "answer", "weeks"]},
            text=BadgeText(name=WORDS, description=WORDS),
        )

    change_rule("posts", MONDAY + timedelta(days=2), event=POSTS, personal=4, cap=Cap(3, "week"))
    change_rule("posts", MONDAY + timedelta(days=9), event=POSTS, personal=2, cap=Cap(1, "week"))


def publish_rules() -> None:
    """One for missions, one for whose answer was useful, one with a daily cap, and one with a weekly cap that will change."""
    create_and_publish_rule("useful", USEFUL, amounts=Amounts(personal=7), cap=Cap(1, "week"), in_force_from=LONG_AGO)
    create_and_publish_rule("missions", "mission.completed", sentence=WORDS, in_force_from=LONG_AGO)
    create_and_publish_rule(
        "answers",
        "answer.created",
        sentence=WORDS,
        amounts=Amounts(personal=5),
        cap=Cap(1, "day"),
        in_force_from=LONG_AGO,
    )
    create_and_publish_rule(
        "posts", "post.created", sentence=WORDS, amounts=Amounts(personal=3), cap=Cap(2, "week"), in_force_from=LONG_AGO
    )


def a_team() -> list[int]:
    """People of an office whose points were off from the first Friday to the second Monday."""
    with transaction():
        site, unit = make_site(), make_unit()
        people = make_people(PEOPLE, site=site, unit=unit, on_boards=True)
        enrol_people_in_missions(people)
        without = Policy(feature="points", scope="unit", scope_id=unit.id, reason="A pause", **PAUSE)
        session().add(without)
        set_site_hours(site.id, parse_working_hours("mon-sat 06:00-21:00"))
        return people


def _hear(facts: Sequence[NewFact], cuts: Sequence[int]) -> None:
    """Tell the facts in pieces, the readers catching up in between."""
    edges = [0, *sorted(cut % (len(facts) + 1) for cut in cuts), len(facts)]
    for start, end in pairwise(edges):
        tell(*facts[start:end])
        catch_up()


@pytest.mark.property
@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stream=activities, chance=st.randoms(use_true_random=False), cuts=st.lists(st.integers(0, 40), max_size=3))
def test_any_order_gives_what_the_right_order_gives(
    game: None, stream: list[Activity], chance: object, cuts: list[int]
) -> None:
    orderly, disorderly = a_team(), a_team()
    _hear(facts_of(stream, orderly, f"orderly-{orderly[0]}"), [])
    facts = facts_of(stream, disorderly, f"disorderly-{disorderly[0]}")
    doubled = facts + facts[: len(facts) // 2]
    chance.shuffle(doubled)  # type: ignore[attr-defined]  # hypothesis' own Random
    _hear(doubled, cuts)
    assert outcome(disorderly) == outcome(orderly)


@pytest.mark.property
@settings(max_examples=examples(4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stream=activities)
def test_what_was_taken_back_might_never_have_happened(game: None, stream: list[Activity]) -> None:
    corrected, pure = a_team(), a_team()
    _hear(facts_of(stream, corrected, f"corrected-{corrected[0]}"), [len(stream) // 2])
    standing = [activity for activity in stream if activity.stands]
    _hear(facts_of(standing, pure, f"pure-{pure[0]}"), [])
    assert outcome(corrected) == outcome(pure)


@pytest.mark.property
@settings(max_examples=examples(4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stream=activities, size=st.integers(1, 5), name=st.sampled_from(["missions", "badges", "points"]))
def test_a_second_reading_is_right_at_every_moment(game: None, stream: list[Activity], size: int, name: str) -> None:
    people = a_team()
    _hear(facts_of(stream, people, f"again-{people[0]}"), [])
    before = outcome(people)
    with transaction():
        version = (session().scalar(select(func.max(Position.version))) or 1) + 1
        create_or_restart_reader_positions([again := replace(readers_by_name()[name], version=version, size=size)])
    for _ in iterate_batch_sizes_while_draining(again):
        assert outcome(people) == before
