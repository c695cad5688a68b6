"""A badge is awarded exactly once, for what stands, and told to the journal once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.transaction import transaction
from app.people.policies.service import PolicyPlace, switch_feature_off
from app.people.policies.switches import PolicyScope, SwitchableFeature
from badges import queries
from badges.models import Award
from badges.service.award import reconcile_awards
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.badges.holders import list_held_slugs
from tests.database_locks import another_waits_for_this_transaction
from tests.makers import MONDAY, WORDS, catch_up, make_people, make_site, tell

TEXT = BadgeText(name=WORDS, description=WORDS)


def completed(mission: str, person_id: int, *, number: int = 1) -> NewFact:
    return NewFact(
        kind="mission.completed",
        source_key=f"completed:{mission}:{person_id}:{number}",
        occurred_at=MONDAY + timedelta(days=number),
        actor_id=person_id,
        object=f"mission:{mission}",
    )


def reopened(mission: str, person_id: int, *, number: int = 1) -> NewFact:
    return NewFact(
        kind="mission.reopened",
        source_key=f"reopened:{mission}:{person_id}:{number}",
        undoes=f"completed:{mission}:{person_id}:{number}",
        occurred_at=MONDAY,
        actor_id=person_id,
        object=f"mission:{mission}",
    )


def badges_held_by(person_id: int) -> list[str]:
    with transaction():
        return list_held_slugs(person_id)


def badge_facts() -> list[str]:
    with transaction():
        return list(session().scalars(select(Fact.kind).where(Fact.object == "badge:both").order_by(Fact.id)))


@pytest.fixture
def ada(app: Application) -> int:
    """Someone who can earn the badge of two missions."""
    with transaction():
        create_and_publish_badge("both", "missions-completed", {"missions": ["one", "two"]}, text=TEXT)
        return make_people(1)[0]


def test_all_the_missions_earn_it_once(ada: int) -> None:
    tell(completed("one", ada))
    catch_up()
    assert badges_held_by(ada) == []
    tell(completed("two", ada), completed("three", ada))
    catch_up()
    tell(completed("two", ada))
    catch_up()
    assert badges_held_by(ada) == ["both"]
    assert badge_facts() == ["badge.awarded"]


def test_one_mission_twice_is_not_two_missions(ada: int) -> None:
    tell(completed("one", ada), completed("one", ada, number=2))
    catch_up()
    assert badges_held_by(ada) == []


def test_it_goes_with_what_it_rested_on_and_comes_back_with_it(ada: int) -> None:
    tell(completed("one", ada), completed("two", ada))
    catch_up()
    tell(reopened("two", ada))
    catch_up()
    assert badges_held_by(ada) == []
    tell(completed("two", ada, number=2))
    catch_up()
    assert badges_held_by(ada) == ["both"]
    assert badge_facts() == ["badge.awarded", "badge.revoked", "badge.awarded"]


def test_reading_the_journal_again_awards_nothing_again(ada: int) -> None:
    tell(completed("one", ada), completed("two", ada))
    catch_up()
    with transaction():
        rewind_reader(readers_by_name()["badges"])
    catch_up()
    assert badge_facts() == ["badge.awarded"]


def test_a_badge_is_published_once(ada: int) -> None:
    with pytest.raises(Conflict), transaction():
        create_and_publish_badge("both", "missions-completed", {"missions": ["one"]}, text=TEXT)


def test_a_badge_is_news_since_it_was_told_and_while_it_is_held(ada: int) -> None:
    before = clock.now() - timedelta(minutes=5)
    tell(completed("one", ada), completed("two", ada))
    catch_up()
    with transaction():
        (item,) = queries.list_badge_news([ada], before)[ada]
        assert item.params == {"badge": WORDS}
        assert queries.list_badge_news([ada], clock.now() + timedelta(minutes=5)) == {}

    tell(reopened("two", ada))
    catch_up()
    with transaction():
        assert queries.list_badge_news([ada], before) == {}


def test_nothing_is_awarded_for_what_was_reached_where_badges_are_off_and_what_is_held_stays(app: Application) -> None:
    with transaction():
        create_and_publish_badge("both", "missions-completed", {"missions": ["one", "two"], "wanted": 1}, text=TEXT)
        site = make_site()
        site_id = site.id
        (ada,), (ben,) = make_people(1, site=site), make_people(1)
        holder = make_people(1, site=site)[0]
    tell(completed("one", holder))
    catch_up()
    with transaction():
        switch_feature_off(
            SwitchableFeature.BADGES, PolicyPlace(PolicyScope.SITE, site_id), reason="The law of that country."
        )
        now = clock.now() + timedelta(seconds=1)
    tell(*(replace(completed("two", person), occurred_at=now) for person in (ada, ben, holder)))
    with clock.freeze_at(now):
        catch_up()
    tell(reopened("one", holder))
    catch_up()
    assert [badges_held_by(person) for person in (ada, ben, holder)] == [[], ["both"], ["both"]]


@pytest.mark.fault
def test_of_two_batches_about_one_person_at_once_one_awards_and_one_waits(bare_app: Application) -> None:
    with bare_app.app_context():
        with transaction():
            badge_id = create_and_publish_badge("both", "missions-completed", {"missions": ["one"]}, text=TEXT).id
            (ada,) = make_people(1)
        ids = [fact_id for fact_id in tell(completed("one", ada)) if fact_id is not None]

    def reconcile() -> None:
        with bare_app.app_context(), transaction():
            reconcile_awards(ids)

    with ThreadPoolExecutor(1) as pool, bare_app.app_context():
        with transaction():
            reconcile_awards(ids)
            second = pool.submit(reconcile)
            assert another_waits_for_this_transaction()
        second.result()
        with transaction():
            announced = session().scalars(select(Award.announcements).where(Award.badge_id == badge_id)).all()
        assert (list(announced), badge_facts()) == ([1], ["badge.awarded"])


def award_dates(person_id: int) -> list[object]:
    with transaction():
        standing = select(Award.awarded_at).where(Award.person_id == person_id, Award.revoked_at.is_(None))
        announced = select(Fact.occurred_at).where(Fact.kind == "badge.awarded").order_by(Fact.id.desc()).limit(1)
        return [session().scalar(standing), session().scalar(announced)]


def test_an_award_that_comes_back_has_the_date_at_which_it_was_earned_again(ada: int) -> None:
    tell(completed("one", ada), completed("two", ada, number=2))
    catch_up()
    tell(reopened("two", ada, number=2))
    catch_up()
    tell(completed("two", ada, number=9))
    catch_up()
    assert award_dates(ada) == [MONDAY + timedelta(days=9)] * 2
    assert badge_facts() == ["badge.awarded", "badge.revoked", "badge.awarded"]


def test_a_late_fact_moves_the_date_of_an_award_and_is_no_news(ada: int) -> None:
    tell(completed("one", ada), completed("two", ada, number=9))
    catch_up()
    began_at = clock.now()
    tell(completed("two", ada, number=3))
    catch_up()
    assert award_dates(ada) == [MONDAY + timedelta(days=3)] * 2
    assert badge_facts() == ["badge.awarded", "badge.revoked", "badge.awarded"]
    with transaction():
        assert queries.list_badge_news([ada], began_at) == {}
