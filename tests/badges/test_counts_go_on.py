"""A badge's count that goes on from what it remembers awards what a count of all the facts awards, at every batch, in any order."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from app.journal.models import Fact
from app.journal.reader import Batch
from app.journal.rebuild import count_rows_changed_by_trial_replay
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import roll_back, transaction
from badges.models import Award, BadgeCount
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.service.publish import create_and_publish_mission
from tests.examples import examples
from tests.makers import MONDAY, WORDS, catch_up, make_mission_draft, make_people, make_site, tell
from tests.missions.company import make_post
from tests.missions.counted_streams import (
    BOTH,
    MARK,
    PEOPLE,
    ZONES,
    Act,
    HouseChange,
    TakeBack,
    batches,
    build_fact,
    change_house,
)

TEXT = BadgeText(name=WORDS, description=WORDS)
BADGES: dict[str, tuple[str, dict[str, object]]] = {
    "three": ("activity-count", {"facts": [*BOTH, "post.shared"], "wanted": 3}),
    "placed": ("activity-count", {"facts": BOTH, "wanted": 2, "communities": ["c0"], "within_days": 6}),
    "useful": ("activity-count", {"facts": [f"{MARK}:counterpart"], "wanted": 2}),
    "missions": ("missions-completed", {"missions": ["once", "communities"]}),
    "all": ("all-of", {"badges": ["three", "missions"]}),
}
_runs = count()


@pytest.fixture
def programme(app: Application) -> None:
    """A badge of each way of counting, a composed one, and the missions that one of them takes."""
    with transaction():
        create_and_publish_mission("once", make_mission_draft(wanted=2))
        draft = make_mission_draft("distinct", facts=BOTH, wanted=2, of="communities")
        create_and_publish_mission("communities", draft)
        for slug, (criterion, rule) in BADGES.items():
            create_and_publish_badge(slug, criterion, rule, text=TEXT)


def award(after: int, *, is_read_again: bool) -> object:
    """Who holds what since when, and what is announced, by the facts after that one."""
    reader = readers_by_name()["badges"]
    wanted = select(Fact.id).where(Fact.id > after, Fact.kind.in_(reader.kinds)).order_by(Fact.id)
    if facts := list(session().scalars(wanted)):
        reader.handle(Batch(facts, is_read_again=is_read_again))
    awards = select(Award.person_id, Award.badge_id, Award.awarded_at, Award.revoked_at.is_(None))
    announced = select(Fact.kind, Fact.source_key, Fact.actor_id).where(Fact.id > after)
    return (
        sorted(tuple(map(str, row)) for row in session().execute(awards)),
        sorted(tuple(map(str, row)) for row in session().execute(announced)),
    )


@pytest.mark.property
@settings(max_examples=examples(3), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=batches, zone=st.sampled_from(ZONES))
def test_each_batch_awards_what_all_the_facts_say(
    programme: None, steps: list[HouseChange | list[Act | TakeBack]], zone: str
) -> None:
    source, sent = f"run-{next(_runs)}", list[NewFact]()
    with transaction():
        people = make_people(PEOPLE, site=make_site(time_zone=zone))
        last = session().scalar(select(func.max(Fact.id))) or 0
    for step in steps:
        if isinstance(step, HouseChange):
            change_house(step, people)
        else:
            for each in step:
                sent.append(build_fact(each, sent, people, source))
            tell(*sent[-len(step) :])
        catch_up(["missions"])
        with transaction():
            expected = award(last, is_read_again=True)
            roll_back()
        with transaction():
            assert award(last, is_read_again=False) == expected
            last = session().scalar(select(func.max(Fact.id))) or 0


def test_a_check_names_a_badge_count_that_is_wrong_and_none_that_remembers_nothing(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_badge("five", "activity-count", {"facts": BOTH, "wanted": 5}, text=TEXT)
    tell(make_post("a", ada, MONDAY))
    catch_up(["badges"])
    tell(make_post("b", ada, MONDAY + timedelta(days=1)))
    catch_up(["badges"])
    with transaction():
        assert session().scalars(select(BadgeCount.counted)).all() == [2]
        assert count_rows_changed_by_trial_replay(readers_by_name()["badges"], ada) == {}
    for wrong, differences in ({"counted": 3}, {"badge_count": 1}), ({"counted_as": None}, {}):
        with transaction():
            session().execute(update(BadgeCount).values(wrong))
        with transaction():
            assert count_rows_changed_by_trial_replay(readers_by_name()["badges"], ada) == differences
