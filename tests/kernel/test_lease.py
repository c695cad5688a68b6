"""A queue that people share: one person at a time, never an item of one's own, and nothing is kept back for ever."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import ColumnElement, DateTime, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.lease import LeaseQueue, return_item_to_taker, try_to_end_lease, try_to_release_item, try_to_take_item
from app.kernel.transaction import transaction

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
LEASE = timedelta(hours=2)
AUTHOR, ADA, BEN = 1, 2, 3


class OwnBase(DeclarativeBase):
    """Tables of this test alone, in no migration."""


class Letter(OwnBase):
    """An item of a queue."""

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="waiting")
    taken_by: Mapped[int | None]
    taken_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


QUEUE = LeaseQueue(
    model=Letter,
    item_id=Letter.id,
    author_id=Letter.author_id,
    state=Letter.state,
    taken_by=Letter.taken_by,
    taken_until=Letter.taken_until,
    lease_for=LEASE,
)


@pytest.fixture
def letters(app: Application) -> Iterator[None]:
    """Two letters of one author, in the queue."""
    make_letters()
    yield
    drop_letters()


def make_letters() -> None:
    with transaction():
        OwnBase.metadata.create_all(session().connection())
        session().add_all(Letter(id=number, author_id=AUTHOR) for number in (1, 2))


def drop_letters() -> None:
    with transaction():
        OwnBase.metadata.drop_all(session().connection())


def ids_where(condition: ColumnElement[bool]) -> list[int]:
    with transaction():
        return list(session().scalars(select(Letter.id).where(condition).order_by(Letter.id)))


def take_letter(person_id: int, now: datetime = NOON, number: int = 1) -> bool:
    with transaction():
        return try_to_take_item(QUEUE, number, person_id, now)


def test_an_item_is_taken_by_one_person_and_by_nobody_else_until_the_lease_expires(letters: None) -> None:
    assert take_letter(ADA)
    assert not take_letter(BEN, NOON + LEASE - timedelta(seconds=1))
    assert ids_where(QUEUE.still_leased_by_condition(ADA, NOON + LEASE - timedelta(seconds=1))) == [1]
    assert ids_where(QUEUE.free_condition(NOON)) == [2]

    assert ids_where(QUEUE.still_leased_by_condition(ADA, NOON + LEASE)) == []
    assert ids_where(QUEUE.free_condition(NOON + LEASE)) == [1, 2]
    assert take_letter(BEN, NOON + LEASE)
    assert not take_letter(ADA, NOON + LEASE)


def test_one_s_own_item_is_neither_offered_nor_taken(letters: None) -> None:
    assert ids_where(QUEUE.offered_to_person_condition(AUTHOR, NOON)) == []
    assert not take_letter(AUTHOR)
    assert ids_where(QUEUE.offered_to_person_condition(ADA, NOON)) == [1, 2]


def test_an_item_that_one_let_expire_is_offered_to_the_others_first(letters: None) -> None:
    take_letter(ADA)
    assert ids_where(QUEUE.offered_to_person_condition(ADA, NOON + LEASE)) == [2]
    assert ids_where(QUEUE.offered_to_person_condition(BEN, NOON + LEASE)) == [1, 2]


def test_what_is_released_waits_again_and_only_its_reader_releases_it(letters: None) -> None:
    take_letter(ADA)
    with transaction():
        assert not try_to_release_item(QUEUE, 1, BEN)
        assert try_to_release_item(QUEUE, 1, ADA)
        assert not try_to_release_item(QUEUE, 1, ADA)
    assert take_letter(BEN)


def test_a_late_reader_still_decides_unless_another_one_took_it_since(letters: None) -> None:
    take_letter(ADA), take_letter(ADA, number=2)
    take_letter(BEN, NOON + LEASE, number=2)
    with transaction():
        assert try_to_end_lease(QUEUE, 1, ADA, {Letter.state: "answered"})
        assert not try_to_end_lease(QUEUE, 2, ADA, {Letter.state: "answered"})
    assert ids_where(Letter.state == "answered") == [1]
    assert ids_where(Letter.taken_until.is_(None)) == [1]
    assert not take_letter(BEN, NOON + 2 * LEASE, number=1)


def test_what_left_the_queue_returns_to_its_last_reader_or_to_all(letters: None) -> None:
    take_letter(ADA), take_letter(ADA, number=2)
    with transaction():
        try_to_end_lease(QUEUE, 1, ADA, {Letter.state: "asked"})
        try_to_end_lease(QUEUE, 2, ADA, {Letter.state: "asked", Letter.taken_by: None})
        assert [return_item_to_taker(QUEUE, Letter.id == number, NOON) for number in (1, 2, 3)] == [1, 2, None]
    assert ids_where(QUEUE.still_leased_by_condition(ADA, NOON)) == [1]
    assert ids_where(QUEUE.free_condition(NOON)) == [2]


@pytest.mark.fault
def test_of_four_workers_who_take_one_item_at_the_same_moment_one_has_it(bare_app: Application) -> None:
    with bare_app.app_context():
        make_letters()
    start = Barrier(4)

    def race(person_id: int) -> bool:
        with bare_app.app_context(), transaction():
            start.wait()
            return try_to_take_item(QUEUE, 1, person_id, NOON)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(race, range(2, 6))) == [False, False, False, True]
    with bare_app.app_context():
        assert len(ids_where(Letter.taken_by.is_not(None))) == 1
        drop_letters()
