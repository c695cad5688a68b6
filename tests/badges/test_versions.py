"""A badge has versions: a new rule takes nothing away, and whoever earned one already gets it, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.errors import Invalid
from app.kernel.transaction import transaction
from badges import queries
from badges.jobs import PAST_STEP
from badges.models import Award, Badge
from badges.service.award import award_badge_for_past
from badges.service.publish import (
    BadgeStepRefused,
    NoBadgeDraft,
    end_badge,
    pause_badge,
    publish_badge_draft,
    resume_badge,
)
from badges.service.write import BadgeDraft, save_badge_draft
from tests.badges.test_awards import TEXT, badges_held_by, completed, reopened
from tests.database_locks import another_waits_for_this_transaction
from tests.makers import MONDAY, catch_up, make_people, tell


def publish_version(slug: str, *missions: str) -> int:
    """A new version in force that takes all of these missions: the badge's id."""
    with transaction():
        save_badge_draft(slug, BadgeDraft(criterion="missions-completed", settings={"missions": missions}, text=TEXT))
        badge = queries.get_badge(slug)
        publish_badge_draft(badge)
        return badge.id


def award_for_past() -> None:
    take_due_steps([PAST_STEP])


@pytest.fixture
def ada(app: Application) -> int:
    """Someone who takes part since Monday."""
    with transaction():
        return make_people(1)[0]


def test_a_new_rule_takes_nothing_away_and_holds_for_everybody_else(ada: int) -> None:
    with transaction():
        (ben,) = make_people(1)
    publish_version("both", "one")
    tell(completed("one", ada))
    catch_up()
    publish_version("both", "one", "two")
    tell(completed("one", ben), completed("three", ada))
    catch_up()
    award_for_past()
    assert (badges_held_by(ada), badges_held_by(ben)) == (["both"], [])
    tell(completed("two", ben))
    catch_up()
    assert badges_held_by(ben) == ["both"]


def test_an_award_goes_with_what_its_own_version_rested_on(ada: int) -> None:
    publish_version("both", "one")
    tell(completed("one", ada), completed("two", ada))
    catch_up()
    publish_version("both", "two")
    tell(reopened("two", ada))
    catch_up()
    assert badges_held_by(ada) == ["both"]
    tell(reopened("one", ada))
    catch_up()
    assert badges_held_by(ada) == []


def test_who_earned_it_before_it_was_published_gets_it_once(ada: int) -> None:
    tell(completed("one", ada))
    catch_up()
    badge_id = publish_version("first", "one")
    assert badges_held_by(ada) == []
    for _ in range(2):
        award_for_past()
    assert badges_held_by(ada) == ["first"]
    with transaction():
        assert session().scalars(select(Fact.kind).where(Fact.object == "badge:first")).all() == ["badge.awarded"]
        assert session().get_one(Badge, badge_id).past_position is None


def test_the_past_is_judged_in_blocks_that_go_on_where_the_last_one_ended(app: Application) -> None:
    with transaction():
        people = make_people(5)
    tell(*(completed("one", person) for person in people))
    badge_id = publish_version("first", "one")
    for judged in (2, 4, 5, 5):
        with transaction():
            award_badge_for_past(badge_id, most=2)
        assert [bool(badges_held_by(person)) for person in people] == [place < judged for place in range(5)]


def test_a_composed_badge_follows_what_the_past_awards(ada: int) -> None:
    tell(completed("one", ada))
    with transaction():
        save_badge_draft("first", BadgeDraft(criterion="missions-completed", settings={"missions": ["one"]}, text=TEXT))
        publish_badge_draft(queries.get_badge("first"))
        save_badge_draft("crown", BadgeDraft(criterion="all-of", settings={"badges": ["first"]}, text=TEXT))
        publish_badge_draft(queries.get_badge("crown"))
    award_for_past()
    assert sorted(badges_held_by(ada)) == ["crown", "first"]


def test_a_composed_badge_that_is_published_last_is_awarded_for_what_is_held(ada: int) -> None:
    publish_version("first", "one")
    tell(completed("one", ada))
    catch_up()
    award_for_past()
    with transaction():
        save_badge_draft("crown", BadgeDraft(criterion="all-of", settings={"badges": ["first"]}, text=TEXT))
        publish_badge_draft(queries.get_badge("crown"))
    award_for_past()
    assert sorted(badges_held_by(ada)) == ["crown", "first"]


def test_a_paused_badge_waits_and_what_is_held_stays(ada: int) -> None:
    with transaction():
        (ben,) = make_people(1)
    publish_version("first", "one")
    tell(completed("one", ada))
    catch_up()
    with transaction():
        pause_badge(queries.get_badge("first"))
    tell(completed("one", ben))
    catch_up()
    award_for_past()
    assert (badges_held_by(ada), badges_held_by(ben)) == (["first"], [])
    with transaction():
        resume_badge(queries.get_badge("first"))
    award_for_past()
    assert badges_held_by(ben) == ["first"]


def test_what_is_taken_back_during_a_pause_does_not_count_after_it(ada: int) -> None:
    publish_version("both", "one", "two")
    tell(completed("one", ada))
    catch_up()
    with transaction():
        pause_badge(queries.get_badge("both"))
    tell(reopened("one", ada))
    catch_up()
    with transaction():
        resume_badge(queries.get_badge("both"))
    award_for_past()
    tell(completed("two", ada, number=2))
    catch_up()
    assert badges_held_by(ada) == []


def test_an_ended_badge_counts_what_happened_before_its_end_however_late_it_arrives(ada: int) -> None:
    with transaction():
        (ben,) = make_people(1)
    publish_version("first", "one")
    with clock.freeze_at(MONDAY + timedelta(days=5)), transaction():
        end_badge(queries.get_badge("first"))
    tell(completed("one", ada, number=4), completed("one", ben, number=5))
    catch_up()
    assert (badges_held_by(ada), badges_held_by(ben)) == (["first"], [])


def test_an_ended_badge_takes_no_step_and_a_badge_without_a_draft_is_not_published(ada: int) -> None:
    publish_version("first", "one")
    with pytest.raises(NoBadgeDraft), transaction():
        publish_badge_draft(queries.get_badge("first"))
    with transaction():
        end_badge(queries.get_badge("first"))
        end_badge(queries.get_badge("first"))
    for step in (publish_badge_draft, pause_badge, resume_badge):
        with pytest.raises(BadgeStepRefused), transaction():
            step(queries.get_badge("first"))


def test_badges_that_would_wait_for_one_another_are_refused_at_the_field(ada: int) -> None:
    publish_version("a", "one")
    with transaction():
        save_badge_draft("b", BadgeDraft(criterion="all-of", settings={"badges": ["a"]}, text=TEXT))
        publish_badge_draft(queries.get_badge("b"))
    for badges, circle in (["b"], "a → b → a"), (["a"], "a → a"):
        with pytest.raises(Invalid, match=circle) as refused, transaction():
            save_badge_draft("a", BadgeDraft(criterion="all-of", settings={"badges": badges}, text=TEXT))
        assert [error.pointer for error in refused.value.errors] == ["/settings/badges"]


@pytest.mark.fault
def test_a_fact_and_the_past_that_award_at_once_award_once(bare_app: Application) -> None:
    with bare_app.app_context():
        with transaction():
            (ada,) = make_people(1)
        badge_id = publish_version("first", "one")
        tell(completed("one", ada))

    def award_past() -> None:
        with bare_app.app_context(), transaction():
            award_badge_for_past(badge_id)

    with ThreadPoolExecutor(1) as pool, bare_app.app_context():
        with transaction():
            award_badge_for_past(badge_id)
            second = pool.submit(award_past)
            assert another_waits_for_this_transaction()
        second.result()
        catch_up()
        with transaction():
            assert session().scalars(select(Award.announcements)).all() == [1]
