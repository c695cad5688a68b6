"""A draft says how many people would receive the badge now: as many as receive it once it is published, and never few of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.kernel.application import Application
from app.kernel.due_steps import take_due_steps
from app.kernel.schema import JsonObject
from app.kernel.transaction import transaction
from badges import queries
from badges.authoring.preview.queries import NoDryRunReason, count_people_who_would_receive
from badges.jobs import PAST_STEP
from badges.service.publish import create_and_publish_badge, publish_badge_draft
from badges.service.revoke import revoke_award
from badges.service.write import BadgeDraft, save_badge_draft
from tests.badges.test_awards import TEXT, badges_held_by, completed
from tests.makers import MONDAY, catch_up, make_people, tell
from tests.missions.company import make_post, make_undo


def count_for_draft(slug: str, criterion: str, settings: JsonObject) -> object:
    """What the check says of this draft; the figure alone where there is one."""
    with transaction():
        draft = save_badge_draft(slug, BadgeDraft(criterion=criterion, settings=settings, text=TEXT))
        count = count_people_who_would_receive(draft)
    return count if isinstance(count, NoDryRunReason) else count.value


@pytest.fixture
def people(app: Application) -> list[int]:
    """Twenty who take part, of whom sixteen completed `one`; one who completed it takes no part."""
    with transaction():
        people, others = make_people(20), make_people(1, joined_at=None)
    tell(*(completed("one", person_id) for person_id in [*people[:16], *others]))
    catch_up()
    return people


def test_it_counts_those_who_receive_it_once_it_is_published(people: list[int]) -> None:
    assert count_for_draft("steps", "missions-completed", {"missions": ["one"]}) == 15
    with transaction():
        publish_badge_draft(queries.get_badge("steps"))
    take_due_steps([PAST_STEP])
    assert sum(badges_held_by(person_id) == ["steps"] for person_id in people) == 16
    assert count_for_draft("steps", "missions-completed", {"missions": ["one"]}) is None


def test_fewer_than_a_group_and_nobody_read_the_same(people: list[int]) -> None:
    tell(*(completed("two", person_id) for person_id in people[:9]))
    catch_up()
    assert count_for_draft("few", "missions-completed", {"missions": ["two"]}) is None
    assert count_for_draft("few", "missions-completed", {"missions": ["three"]}) is None
    tell(completed("two", people[9]))
    catch_up()
    assert count_for_draft("few", "missions-completed", {"missions": ["two"]}) == 10


def test_a_composed_badge_counts_those_who_hold_what_it_needs(people: list[int]) -> None:
    with transaction():
        create_and_publish_badge("steps", "missions-completed", {"missions": ["one"]}, text=TEXT)
        create_and_publish_badge("more", "missions-completed", {"missions": ["two"]}, text=TEXT)
    take_due_steps([PAST_STEP])
    assert count_for_draft("both", "all-of", {"badges": ["steps", "more"]}) is None
    assert count_for_draft("either", "any-of", {"badges": ["steps", "more"]}) == 15
    with transaction():
        for person_id in people[:2]:
            revoke_award(queries.get_badge("steps"), person_id, "Une erreur.")
    assert count_for_draft("either", "any-of", {"badges": ["steps", "more"]}) == 10


def test_nobody_gets_one_back_that_was_revoked_by_hand(people: list[int]) -> None:
    with transaction():
        create_and_publish_badge("steps", "missions-completed", {"missions": ["one", "two"], "wanted": 1}, text=TEXT)
    take_due_steps([PAST_STEP])
    with transaction():
        for person_id in people[:16]:
            revoke_award(queries.get_badge("steps"), person_id, "Une erreur.")
    assert count_for_draft("steps", "missions-completed", {"missions": ["one"]}) is None


def test_what_counts_every_fact_stops_at_the_one_that_is_enough_and_leaves_out_what_was_undone(
    people: list[int],
) -> None:
    posts = [
        make_post(f"{person}-{day}", person, MONDAY + timedelta(days=day)) for person in people for day in range(3)
    ]
    tell(*posts, *(make_undo(f"{person}-1", person, MONDAY + timedelta(days=4)) for person in people[:10]))
    assert count_for_draft("two", "activity-count", {"facts": ["post.created"], "wanted": 2}) == 20
    assert count_for_draft("three", "activity-count", {"facts": ["post.created"], "wanted": 3}) == 10
    assert (
        count_for_draft("within", "activity-count", {"facts": ["post.created"], "wanted": 3, "within_days": 1}) is None
    )


def test_a_badge_that_people_give_counts_nobody(people: list[int]) -> None:
    assert count_for_draft("helper", "given", {}) is NoDryRunReason.GIVEN
