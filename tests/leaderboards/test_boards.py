"""Boards are published versions, built by one worker at a time, each when its time has come."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.kernel.jobs import redis_connection
from app.kernel.transaction import transaction
from app.leaderboards import queries, service
from app.leaderboards.jobs import enqueue_due_builds_and_copies, publish_board_version_if_due
from app.leaderboards.models import Board, Season, Snapshot
from app.leaderboards.service import BoardScoring, PeriodTooLong, create_and_publish_board
from app.people.crisis.queries import lock_crisis
from app.people.crisis.service import NewCrisis, end_crisis, open_crisis
from app.people.queries import get_person
from tests.boards import (
    build_all_boards,
    catch_up_and_build,
    earn_answers,
    make_board,
    pay_for_answers,
    read_board,
    version_of,
)
from tests.makers import MONDAY, WORDS, catch_up, make_people


def ranks() -> list[tuple[int | None, float | None]]:
    return [(row.rank, row.score) for row in read_board().rows]


def test_a_week_s_board_forgets_last_week_when_the_week_turns(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, on_boards=True)
        pay_for_answers()
        with clock.freeze_at(MONDAY + timedelta(days=2)):
            create_and_publish_board("board", title=WORDS, subject="person", period="week")
    earn_answers(ada, 2)
    with clock.freeze_at(MONDAY + timedelta(days=2)):
        catch_up_and_build()
        assert ranks() == [(1, 10.0)]
    with clock.freeze_at(MONDAY + timedelta(days=7)):
        with transaction():
            service.make_ended_period_boards_due()
            (due,) = queries.list_due_board_ids(clock.now())
        publish_board_version_if_due(due)
        assert ranks() == []


def test_a_season_ends_with_a_last_version(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, on_boards=True)
        pay_for_answers()
        session().add(Season(slug="start", name=WORDS, starts_on=MONDAY.date(), ends_on=date(2026, 1, 9)))
        create_and_publish_board("board", title=WORDS, subject="person", period="season", season="start")
    earn_answers(ada, 1)
    earn_answers(ada, 1, day=30)
    with clock.freeze_at(MONDAY + timedelta(days=2)):
        catch_up_and_build()
    with clock.freeze_at(MONDAY + timedelta(days=6)), transaction():
        service.make_ended_period_boards_due()
        assert len(queries.list_due_board_ids(clock.now())) == 1
    with clock.freeze_at(MONDAY + timedelta(days=6)):
        catch_up_and_build()
        assert ranks() == [(1, 5.0)]
        with transaction():
            service.make_ended_period_boards_due()
            assert queries.list_due_board_ids(clock.now()) == []


def test_a_version_that_would_say_the_same_is_not_published_again(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, on_boards=True)
        make_people(12)
        pay_for_answers()
        make_board()
        make_board("units", subject="unit")
    earn_answers(ada, 1)
    catch_up_and_build()
    before = version_of(), version_of("units")
    build_all_boards()
    assert (version_of(), version_of("units")) == before


def test_figures_of_groups_wait_for_the_next_quarter_of_an_hour_and_people_s_for_a_moment(app: Application) -> None:
    with transaction():
        people, units = make_board(), make_board("units", subject="unit")
    now = MONDAY + timedelta(minutes=14, seconds=30)
    with clock.freeze_at(now):
        for board_id in (people, units):
            with transaction():
                service.mark_all_boards_stale()
                assert service.try_to_claim_board(board_id)
            with transaction():
                service.publish_claimed_board_if_changed(board_id, 10, every=15)
        with transaction():
            service.mark_all_boards_stale()
            assert queries.list_due_board_ids(now) == []
            assert queries.list_due_board_ids(now + timedelta(seconds=1)) == [people]
            assert queries.list_due_board_ids(now + timedelta(seconds=29)) == [people]
            assert queries.list_due_board_ids(now + timedelta(seconds=30)) == [people, units]


def test_only_the_last_versions_are_kept(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, on_boards=True)
        pay_for_answers()
        make_board()
    for day in range(5):
        earn_answers(ada, 1, day=day)
        catch_up_and_build()
    with transaction():
        assert session().scalars(select(Snapshot.version).order_by(Snapshot.version)).all() == [3, 4, 5]


@pytest.mark.fault
def test_sixteen_clients_of_a_cold_board_cost_one_computation(
    bare_app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds: list[int] = []

    def counted(board_id: int, smallest_group: int, *, every: int) -> None:
        builds.append(board_id)
        build(board_id, smallest_group, every=every)

    build = service.publish_claimed_board_if_changed
    monkeypatch.setattr(service, "publish_claimed_board_if_changed", counted)
    with bare_app.app_context():
        with transaction():
            pay_for_answers()
            board_id = create_and_publish_board("board", title=WORDS, subject="unit").id
            make_people(12)
        together = Barrier(16)

        def ask() -> None:
            with bare_app.app_context():
                together.wait()
                with transaction():
                    service.enqueue_due_builds()
                publish_board_version_if_due(board_id)

        clients = [Thread(target=ask) for _ in range(16)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        assert (builds, version_of()) == ([board_id], 1)
        assert redis_connection().llen("rq:queue:passerelle") <= 2, (
            "The publication asked once, and the clients together once."
        )


@pytest.mark.fault
def test_a_build_that_died_is_started_again_when_its_claim_ends(app: Application) -> None:
    with transaction():
        board_id = create_and_publish_board("board", title=WORDS, subject="unit").id
        assert service.try_to_claim_board(board_id)
        assert not service.try_to_claim_board(board_id)
    publish_board_version_if_due(board_id)
    assert version_of() == 0
    with clock.freeze_at(clock.now() + service.BUILD_CLAIM_FOR + timedelta(seconds=1)):
        publish_board_version_if_due(board_id)
    assert version_of() == 1


@pytest.mark.parametrize(
    ("subject", "period", "counted"),
    [
        ("cat", "all", {}),
        ("unit", "decade", {}),
        ("unit", "all", {"measure": "likes"}),
        ("unit", "all", {"measure": "mission"}),
        ("unit", "all", {"how": "by eye"}),
        ("unit", "season", {}),
    ],
)
def test_a_board_about_something_else_is_refused(
    app: Application, subject: str, period: str, counted: dict[str, str]
) -> None:
    with pytest.raises(Invalid), transaction():
        create_and_publish_board("board", title=WORDS, subject=subject, period=period, counted=BoardScoring(**counted))


def test_people_are_ranked_over_a_month_at_most(app: Application) -> None:
    with transaction():
        session().add(Season(slug="long", name=WORDS, starts_on=MONDAY.date(), ends_on=date(2026, 3, 1)))
    with pytest.raises(PeriodTooLong), transaction():
        create_and_publish_board("board", title=WORDS, subject="person", period="all")
    with pytest.raises(PeriodTooLong), transaction():
        create_and_publish_board("board", title=WORDS, subject="person", period="season", season="long")
    with transaction():
        assert create_and_publish_board("board", title=WORDS, subject="person").period == "month"


def test_a_board_s_name_is_taken_once(app: Application) -> None:
    with transaction():
        create_and_publish_board("board", title=WORDS, subject="person")
    with pytest.raises(Conflict), transaction():
        create_and_publish_board("board", title=WORDS, subject="person")


def test_credits_mark_every_board_out_of_date_but_not_one_that_has_ended(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, on_boards=True)
        pay_for_answers()
        ended = session().get_one(Board, make_board())
        ended.ended_at = MONDAY
        board_id = make_board("units", subject="unit")
    earn_answers(ada, 1)
    catch_up()
    with transaction():
        assert queries.list_due_board_ids(clock.now()) == [board_id]


def test_no_build_is_asked_for_while_a_crisis_concerns_everyone(app: Application) -> None:
    now = clock.now()
    with transaction():
        (hr,) = make_people(1)
        make_board()
        crisis = NewCrisis(reason=WORDS, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(days=2))
        crisis_id = open_crisis(crisis, by=get_person(hr)).id
    redis_connection().flushall()

    enqueue_due_builds_and_copies()
    assert redis_connection().llen("rq:queue:passerelle") == 0

    with transaction():
        end_crisis(lock_crisis(crisis_id))
    redis_connection().flushall()
    enqueue_due_builds_and_copies()
    assert redis_connection().llen("rq:queue:passerelle") == 1
