"""Versions that are replaced while somebody reads them, or while another board says the same."""

from __future__ import annotations

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.kernel.application import Application
from app.kernel.jobs import redis_connection
from app.kernel.transaction import transaction
from app.leaderboards import service
from app.leaderboards.jobs import publish_board_version_if_due
from app.leaderboards.people import queries
from app.leaderboards.people.memory import EXTENSION as RANKING_MEMORY
from app.leaderboards.people.memory import RankingMemory
from app.leaderboards.queries import list_published_snapshot_ids_by_digest
from app.leaderboards.ranking_cache import EXTENSION, REPLACED_COPY_LIFE, RankingCache
from app.leaderboards.reading.queries import get_board_with_last_version, load_board_page
from tests.boards import build_all_boards, catch_up_and_build, earn_answers, make_board, publish_board_of, read_board
from tests.makers import catch_up


def test_a_copy_that_two_boards_share_stays_until_both_have_moved_on(app: Application) -> None:
    people = publish_board_of([3, 2, 1])
    with transaction():
        twins = [get_board_with_last_version("board").id, make_board("twin")]
    build_all_boards()
    with transaction():
        (shared,) = list_published_snapshot_ids_by_digest()
    earn_answers(people[2], 1, day=1)
    catch_up()
    for board_id, is_last in zip(twins, (False, True), strict=True):
        with transaction():
            service.make_board_due_now(board_id)
        publish_board_version_if_due(board_id)
        is_expiring = redis_connection().ttl(f"passerelle:roll:{shared}") <= REPLACED_COPY_LIFE
        assert is_expiring == is_last


@pytest.mark.fault
@pytest.mark.parametrize("size", [9, 70], ids=["whole", "moves"])
def test_a_version_that_is_gone_before_its_rows_are_read_gives_way_to_the_last(
    app: Application, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(queries, "MOST_KEPT_PEOPLE", 0)
    people = publish_board_of([1 + place % 3 for place in range(size)])
    app.extensions[EXTENSION] = RankingCache(Redis(port=1, retry=Retry(NoBackoff(), 1)))
    heads = []
    for day in range(1, 6):
        earn_answers(people[0], 1, day=day)
        catch_up_and_build()
        with transaction():
            heads.append(get_board_with_last_version("board"))
    assert (heads[0].moves_digest is not None) == (size == 70)
    app.extensions[RANKING_MEMORY] = RankingMemory()
    with transaction():
        late = load_board_page(heads[0], people[0], most=50)
    assert late == read_board(person_id=people[0])
    assert late.head.version == heads[-1].version
