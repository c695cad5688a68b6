"""The crisis switch: whom it concerns and until when, and one fact of each start and end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.crisis import queries
from app.people.crisis.jobs import record_crisis_facts
from app.people.crisis.service import (
    CrisisAlreadyOver,
    CrisisEndsTooSoon,
    CrisisUnderWay,
    NewCrisis,
    end_crisis,
    open_crisis,
)
from app.people.queries import get_person, list_unavailable_person_ids
from app.people.service.roles import give_role
from tests.makers import make_people, make_site

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
REASON = {"fr": "Un plan de sauvegarde est discuté.", "en": "A plan is being discussed."}


@pytest.fixture
def nantes(app: Application) -> list[int]:
    """Two people of a site, the first of whom is HR."""
    with transaction():
        people = make_people(2, site=make_site())
        give_role(get_person(people[0]), "hr")
    return people


@pytest.fixture
def brest(app: Application) -> list[int]:
    """Somebody of another site."""
    with transaction():
        return make_people(1, site=make_site())


def site_of(person_id: int) -> int:
    with transaction():
        return get_person(person_id).site_id


def make_crisis(by: int, *, site_id: int | None = None, starts_at: datetime = NOON, days: int = 10) -> int:
    pause = NewCrisis(reason=REASON, starts_at=starts_at, ends_at=starts_at + days * DAY, site_id=site_id)
    with transaction():
        return open_crisis(pause, by=get_person(by)).id


def end_crisis_now(crisis_id: int) -> None:
    with transaction():
        end_crisis(queries.lock_crisis(crisis_id))


def list_in_crisis(*people: int) -> list[bool]:
    with transaction():
        alone = [queries.is_person_in_crisis(person_id) for person_id in people]
        assert list_unavailable_person_ids(people) == {
            person_id for person_id, is_alone in zip(people, alone, strict=True) if is_alone
        }
    return alone


def list_crisis_facts() -> list[tuple[str, str]]:
    with transaction():
        facts = session().scalars(select(Fact).where(Fact.kind.like("crisis.%")).order_by(Fact.id))
        return [(fact.kind, f"{fact.body['from']} {fact.body['until']}") for fact in facts]


def test_it_concerns_everyone_or_one_site_and_only_while_it_lasts(nantes: list[int], brest: list[int]) -> None:
    with clock.freeze_at(NOON):
        make_crisis(nantes[0], site_id=site_of(nantes[0]))
        assert list_in_crisis(nantes[1], brest[0]) == [True, False]
        with transaction():
            assert queries.find_company_crisis() is None
    with clock.freeze_at(NOON + 11 * DAY):
        assert list_in_crisis(nantes[1], brest[0]) == [False, False]
        make_crisis(nantes[0], starts_at=NOON + 12 * DAY)
        assert list_in_crisis(nantes[1], brest[0]) == [False, False]
    with clock.freeze_at(NOON + 13 * DAY):
        assert list_in_crisis(nantes[1], brest[0]) == [True, True]
        with transaction():
            assert queries.find_company_crisis() is not None


def test_the_journal_hears_once_that_it_started_and_how_long_it_was(nantes: list[int]) -> None:
    with clock.freeze_at(NOON):
        crisis_id = make_crisis(nantes[0])
        record_crisis_facts()
    with clock.freeze_at(NOON + 3 * DAY):
        end_crisis_now(crisis_id)
        record_crisis_facts()
        with pytest.raises(CrisisAlreadyOver):
            end_crisis_now(crisis_id)

    assert list_crisis_facts() == [
        ("crisis.started", f"{NOON.isoformat()} {(NOON + 10 * DAY).isoformat()}"),
        ("crisis.ended", f"{NOON.isoformat()} {(NOON + 3 * DAY).isoformat()}"),
    ]


def test_one_that_ends_by_the_clock_is_told_by_the_clock(nantes: list[int]) -> None:
    with clock.freeze_at(NOON):
        make_crisis(nantes[0], starts_at=NOON + DAY, days=2)
        assert list_crisis_facts() == []
    for day in range(5):
        with clock.freeze_at(NOON + day * DAY):
            record_crisis_facts()

    assert [kind for kind, _ in list_crisis_facts()] == ["crisis.started", "crisis.ended"]


def test_one_that_is_called_off_before_it_starts_never_was(nantes: list[int]) -> None:
    with clock.freeze_at(NOON):
        end_crisis_now(make_crisis(nantes[0], starts_at=NOON + DAY))
    with clock.freeze_at(NOON + 2 * DAY):
        record_crisis_facts()
        assert list_in_crisis(nantes[1]) == [False]

    assert list_crisis_facts() == []


def test_the_same_people_are_not_paused_twice_at_a_time(nantes: list[int], brest: list[int]) -> None:
    with clock.freeze_at(NOON):
        here, there = site_of(nantes[0]), site_of(brest[0])
        make_crisis(nantes[0], site_id=here)
        make_crisis(nantes[0], site_id=there)
        for site_id in (here, None):
            with pytest.raises(CrisisUnderWay):
                make_crisis(nantes[0], site_id=site_id, starts_at=NOON + 9 * DAY)
        make_crisis(nantes[0], starts_at=NOON + 11 * DAY)
        with pytest.raises(CrisisEndsTooSoon):
            make_crisis(nantes[0], starts_at=NOON - 30 * DAY)
