"""A badge is awarded exactly once, for what stands, and told to the journal once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.journal.rebuild import rewind
from app.journal.registry import reader_called
from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.kernel.transaction import transaction
from badges import queries
from badges.criterion import Criterion, criteria
from badges.service import BadgeText, publish_badge
from tests.makers import MONDAY, WORDS, catch_up, make_people, tell

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


def held_by(person_id: int) -> list[str]:
    with transaction():
        return [held.badge.slug for held in queries.badges_of(person_id)]


def told() -> list[str]:
    with transaction():
        return list(session().scalars(select(Fact.kind).where(Fact.object == "badge:both").order_by(Fact.id)))


@pytest.fixture
def ada(app: Application) -> int:
    """Someone who can earn the badge of two missions."""
    with transaction():
        publish_badge("both", "missions-completed", {"missions": ["one", "two"]}, text=TEXT)
        return make_people(1)[0]


def test_all_the_missions_earn_it_once(ada: int) -> None:
    tell(completed("one", ada))
    catch_up()
    assert held_by(ada) == []
    tell(completed("two", ada), completed("three", ada))
    catch_up()
    tell(completed("two", ada))
    catch_up()
    assert held_by(ada) == ["both"]
    assert told() == ["badge.awarded"]


def test_one_mission_twice_is_not_two_missions(ada: int) -> None:
    tell(completed("one", ada), completed("one", ada, number=2))
    catch_up()
    assert held_by(ada) == []


def test_it_goes_with_what_it_rested_on_and_comes_back_with_it(ada: int) -> None:
    tell(completed("one", ada), completed("two", ada))
    catch_up()
    tell(reopened("two", ada))
    catch_up()
    assert held_by(ada) == []
    tell(completed("two", ada, number=2))
    catch_up()
    assert held_by(ada) == ["both"]
    assert told() == ["badge.awarded", "badge.revoked", "badge.awarded"]


def test_reading_the_journal_again_awards_nothing_again(ada: int) -> None:
    tell(completed("one", ada), completed("two", ada))
    catch_up()
    with transaction():
        rewind(reader_called("badges"))
    catch_up()
    assert told() == ["badge.awarded"]


def test_a_badge_is_published_once(ada: int) -> None:
    with pytest.raises(Conflict), transaction():
        publish_badge("both", "missions-completed", {"missions": ["one"]}, text=TEXT)


@pytest.mark.parametrize("criterion", criteria().values(), ids=lambda criterion: criterion.name)
class TestEveryCriterion:
    def test_it_says_what_it_is(self, criterion: Criterion) -> None:
        assert criterion.sentence.endswith(".")
        assert all(field.metadata.get("description") for field in criterion.settings().fields.values())

    def test_an_unknown_setting_is_refused_where_it_stands(self, app: Application, criterion: Criterion) -> None:
        with pytest.raises(Invalid) as refused, transaction():
            publish_badge("b", criterion.name, {"colour": "red"}, text=TEXT)
        assert "/settings/colour" in [error.pointer for error in refused.value.errors]


def test_an_unknown_criterion_is_refused_with_the_known_ones(app: Application) -> None:
    with pytest.raises(Invalid, match="missions-completed"), transaction():
        publish_badge("b", "charm", {}, text=TEXT)


def test_a_badge_is_news_since_it_was_told_and_while_it_is_held(ada: int) -> None:
    before = clock.now() - timedelta(minutes=5)
    tell(completed("one", ada), completed("two", ada))
    catch_up()
    with transaction():
        (item,) = queries.badge_news([ada], before)[ada]
        assert item.params == {"badge": WORDS}
        assert queries.badge_news([ada], clock.now() + timedelta(minutes=5)) == {}

    tell(reopened("two", ada))
    catch_up()
    with transaction():
        assert queries.badge_news([ada], before) == {}
