"""A badge is counted from facts, with all parts of its counting, or composed of other badges."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Invalid
from app.kernel.transaction import transaction
from badges.service.publish import create_and_publish_badge
from tests.badges.test_awards import TEXT, badges_held_by, completed, reopened
from tests.makers import MONDAY, catch_up, make_people, tell


def post(person_id: int, at: datetime, community: str) -> NewFact:
    return NewFact(
        kind="post.created", source_key=f"{community}:{at}", occurred_at=at, actor_id=person_id, community=community
    )


@pytest.fixture
def ada(app: Application) -> int:
    """A person who takes part since Monday."""
    with transaction():
        return make_people(1)[0]


def test_only_activities_in_the_communities_of_the_badge_count(ada: int) -> None:
    with transaction():
        settings = {"facts": ["post.created"], "wanted": 2, "communities": ["cooking"]}
        create_and_publish_badge("cook", "activity-count", settings, text=TEXT)
    tell(post(ada, MONDAY, "cooking"), post(ada, MONDAY, "chess"))
    catch_up()
    assert badges_held_by(ada) == []
    tell(post(ada, MONDAY + timedelta(hours=1), "cooking"))
    catch_up()
    assert badges_held_by(ada) == ["cook"]


def test_only_the_days_from_the_later_of_arrival_and_joining_count(app: Application) -> None:
    with transaction():
        settings = {"facts": ["post.created"], "wanted": 1, "within_days": 7}
        create_and_publish_badge("swift", "activity-count", settings, text=TEXT)
        (early,), (late,) = make_people(1), make_people(1, joined_at=MONDAY + timedelta(days=3))
    for person in (early, late):
        tell(post(person, MONDAY + timedelta(days=7), f"c{person}"))
    catch_up()
    assert [badges_held_by(person) for person in (early, late)] == [[], ["swift"]]
    tell(post(late, MONDAY + timedelta(days=10), "late"), post(early, MONDAY + timedelta(days=6), "in time"))
    catch_up()
    assert [badges_held_by(person) for person in (early, late)] == [["swift"], ["swift"]]


def make_composed_badges() -> None:
    for slug in ("first", "second"):
        create_and_publish_badge(slug, "missions-completed", {"missions": [slug]}, text=TEXT)
    create_and_publish_badge("pair", "all-of", {"badges": ["first", "second", "first"]}, text=TEXT)
    create_and_publish_badge("crown", "all-of", {"badges": ["pair"]}, text=TEXT)


def test_a_composed_badge_comes_with_the_last_badge_that_it_needs_and_goes_with_any_of_them(ada: int) -> None:
    with transaction():
        make_composed_badges()
    tell(completed("first", ada))
    catch_up()
    assert badges_held_by(ada) == ["first"]
    tell(completed("second", ada, number=2))
    catch_up()
    assert sorted(badges_held_by(ada)) == ["crown", "first", "pair", "second"]
    with transaction():
        reached = select(Fact.occurred_at).where(Fact.kind == "badge.awarded", Fact.object == "badge:crown")
        assert session().scalars(reached).all() == [MONDAY + timedelta(days=2)]

    tell(reopened("first", ada))
    catch_up()
    assert badges_held_by(ada) == ["second"]
    tell(completed("first", ada, number=3))
    catch_up()
    assert sorted(badges_held_by(ada)) == ["crown", "first", "pair", "second"]


def test_reading_the_journal_again_awards_a_composed_badge_that_is_younger_than_what_it_needs(ada: int) -> None:
    with transaction():
        create_and_publish_badge("first", "missions-completed", {"missions": ["first"]}, text=TEXT)
    tell(completed("first", ada))
    catch_up()
    with transaction():
        create_and_publish_badge("late", "all-of", {"badges": ["first"]}, text=TEXT)
        rewind_reader(readers_by_name()["badges"])
    catch_up()
    assert sorted(badges_held_by(ada)) == ["first", "late"]


def test_a_composed_badge_needs_badges_that_exist_and_never_itself(app: Application) -> None:
    with transaction():
        create_and_publish_badge("first", "missions-completed", {"missions": ["first"]}, text=TEXT)
    for badges in (["first", "pair"], ["first", "unknown"]):
        with pytest.raises(Invalid) as refused, transaction():
            create_and_publish_badge("pair", "all-of", {"badges": badges}, text=TEXT)
        assert [error.pointer for error in refused.value.errors] == ["/settings/badges/1"]
