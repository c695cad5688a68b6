"""The bench's groups run with a few people: their figures are not judged.

Left out is what would cost more than all the rest: the whole way, the latency, boards under writers, and the start of a warm demo.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.discovery import discover_instances
from app.kernel.transaction import transaction
from app.people.queries import get_person
from mentoring.matching.solution import MatchingEngine
from missions.service.publish import create_and_publish_mission
from seeds.demo import MARC
from tests import collegemsg
from tests.bench.badges import judging, page, status
from tests.bench.badges.judging import JudgingSizes
from tests.bench.badges.signing import SigningSizes, take_signing
from tests.bench.contests.company import ANSWERS, USEFUL, ContestSize, fill_contest_company
from tests.bench.contests.drawing import DrawSizes, measure_draw
from tests.bench.contests.standings import take_counting, take_reading_and_finalising
from tests.bench.figure import Figure, Group
from tests.bench.intake import queue_overhead, speed, stream, validating
from tests.bench.intake.company import TEMPLATE, read_ids, settled_in
from tests.bench.leaderboards import company as board_company
from tests.bench.leaderboards import fresh, million
from tests.bench.leaderboards import reading as board_reading
from tests.bench.matching import alone, largest, rolling
from tests.bench.missions import company as mission_company
from tests.bench.missions import counting, reading
from tests.bench.pages import clones, requests
from tests.bench.pages import company as page_company
from tests.bench.pages.bare import put_beside
from tests.bench.rig import Rig, application, come_to_rest
from tests.bench.webhooks.hanging import HangingSizes, measure_hanging
from tests.boards import earn_for_all, pay_for_answers
from tests.databases import TEMPLATE as MIGRATED
from tests.databases import Databases
from tests.growth.forked_crew import at_work_as_forks
from tests.made_stream import write_made_stream
from tests.makers import make_mission_draft, make_people
from tests.server import serving

HAS_A_FILE_OF_ITS_OWN = {"growth", "hr", "million", "network", "past"}
RUN_HERE = {
    "badges",
    "contests",
    "intake",
    "leaderboards",
    "matching",
    "matching-large",
    "missions",
    "pages",
    "webhooks",
}

pytestmark = pytest.mark.long


@pytest.fixture
def ground(databases: Databases, tmp_path: Path) -> Rig:
    """The engines of the tests, in place of durable ones."""
    return Rig(databases.engines, tmp_path)


def test_every_group_has_a_small_run() -> None:
    groups = discover_instances("tests.bench.groups", Group)
    assert groups.keys() == HAS_A_FILE_OF_ITS_OWN | RUN_HERE


@pytest.fixture(scope="module")
def small_stream(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[stream.Stream]:
    """A stream of some messages, and the template whose company it falls on."""
    folder = tmp_path_factory.mktemp("stream")
    file = write_made_stream(folder / "stream.txt", people=20, messages=150)
    moved_by = collegemsg.weeks_until(clock.now().date() - timedelta(days=1), file)
    small = stream.Stream(collegemsg.read_messages(moved_by, file), is_real=False)
    _make_template(Rig(databases.engines, folder), databases, TEMPLATE, settled_in(small))
    yield small
    databases.drop(databases.url(TEMPLATE))


def test_intake_reads_stores_and_queues(
    ground: Rig, small_stream: stream.Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    _shrink(monkeypatch, (stream, validating), BATCH=50)
    _shrink(monkeypatch, (validating,), ROUNDS=1, TIMES=1)
    _shrink(monkeypatch, (speed,), PEER_FACTS=20)
    _shrink(monkeypatch, (queue_overhead,), BATCHES=2)
    _check(validating.validating(small_stream))
    with ground.copy_of(TEMPLATE) as settings:
        facts = small_stream.facts(read_ids(settings))
    assert all(rate > 0 for rate in speed._plain(ground, facts).values())
    _check(queue_overhead.queue_overhead(ground, small_stream))


def test_a_receiver_that_hangs_delays_nobody_for_ever(ground: Rig, small_stream: stream.Stream) -> None:
    sizes = HangingSizes(hanging=1, answering=1, activities=2, every=0.05, crew=at_work_as_forks)
    _check(measure_hanging(ground, sizes, lambda _: None))


def test_missions_are_counted_and_read(ground: Rig, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    _shrink(monkeypatch, (mission_company, counting, reading), PEOPLE=20, MISSIONS=4)
    _shrink(monkeypatch, (mission_company, counting), FACTS=80)
    _shrink(monkeypatch, (counting,), ROUNDS=1, PEER_FACTS=3)
    _shrink(monkeypatch, (reading,), READS=3)
    _make_template(ground, databases, mission_company.TEMPLATE, mission_company.fill)
    _check(counting.counting(ground))
    _check(reading.reading(ground))


def test_pages_are_asked_for(ground: Rig, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    _shrink(monkeypatch, (requests,), ROUNDS=1, SECONDS=0.02)
    _make_template(ground, databases, page_company.TEMPLATE, _fill_a_full_board)
    _check(requests.requests(ground))


def test_a_copy_of_the_migrated_database_is_timed(ground: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    _shrink(monkeypatch, (clones,), COPIES=1)
    _check([clones.time_copies(ground)])


def test_boards_are_built_and_read(ground: Rig, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    _shrink(monkeypatch, (board_company, million), MILLION=60)
    _shrink(monkeypatch, (board_company,), CREDITS=600)
    _shrink(monkeypatch, (million,), BUILDS=1, ROUNDS=1, CALLS=1)
    _shrink(monkeypatch, (fresh,), CHANGES=3, BOARDS=2, ROUNDS=1, SECONDS=1)
    _make_template(ground, databases, board_company.A_MILLION, board_company.a_million)
    _check(million.million(ground, lambda _: None))
    _check(fresh.fresh(ground, lambda _: None))


def test_boards_are_asked_for(ground: Rig, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    _shrink(monkeypatch, (board_company,), PEOPLE=110, RULES=2)
    _shrink(monkeypatch, (board_reading,), ROUNDS=1, SECONDS=0.02)
    _make_template(ground, databases, board_company.TEN_THOUSAND, board_company.ten_thousand)
    _check(board_reading.reading(ground))


def test_a_draw_and_its_check_are_timed(tmp_path: Path) -> None:
    _check(measure_draw(tmp_path, DrawSizes(entries=40, seats=3, rounds=1)))


def test_a_contest_is_counted_read_and_made_final(ground: Rig, databases: Databases) -> None:
    size = ContestSize(people=60, before=200, new=40, rounds=1, copies=3)
    _make_template(ground, databases, "answers", partial(fill_contest_company, size, USEFUL, ANSWERS))
    _check(take_counting(ground, "answers", size, "by answers"))
    _check(take_reading_and_finalising(ground, "answers", size))


def test_badges_are_judged_signed_listed_and_shown(
    ground: Rig, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_key(tmp_path / "1-ed25519.pem", Ed25519PrivateKey.generate())
    _write_key(tmp_path / "1-rsa.pem", generate_private_key(65537, 1024))
    sizes = JudgingSizes(people=10, facts=60, batch=30, concerning=2, badges=4)
    settings = status.build_signing_settings(ground._settings(databases.create()), tmp_path)
    with application(settings) as product:  # One for all of them: to build one costs as much as to measure here.
        judging.fill_company_with_badges(sizes, sizes.badges)
        with psycopg.connect(settings.database_url, autocommit=True) as database:
            status.give_awards_with_places(database, 3)
        page.give_one_badge()
        monkeypatch.setattr(Rig, "copy_of", lambda *_: nullcontext(settings))
        for module, name in ((judging, "application_of"), (page, "application"), (status, "application")):
            monkeypatch.setattr(module, name, lambda _: nullcontext(product))
        _check(take_signing(tmp_path, SigningSizes(credentials=1, rounds=1)))
        assert judging.measure_readers(ground, {"many": judging.OTHERS}, sizes)["many"] > 0
        _check(status.take_status(ground, tmp_path, status.StatusSizes(rounds=1, times=1)))
        _check(page.take_page(ground, tmp_path, page.PageSizes(seconds=0.01, rounds=1), _serve_here(product)))
    databases.drop(settings.database_url)


def _write_key(path: Path, key: Ed25519PrivateKey | RSAPrivateKey) -> None:
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)


def _serve_here(product: Application) -> page.Serve:
    """This process serves: one of its own would import the service again."""

    @contextmanager
    def serve_beside_bare(*_: object) -> Iterator[int]:
        with serving(put_beside(product)) as address:
            yield int(address.rpartition(":")[2])

    return serve_beside_bare


def test_an_engine_pairs_people(capsys: pytest.CaptureFixture[str]) -> None:
    alone.main(MatchingEngine.DENSE.value, 6, 9)
    assert json.loads(capsys.readouterr().out)["matched"] > 0


def test_the_largest_round_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    _shrink(monkeypatch, (largest,), SENIORS=6, JUNIORS=9)
    _check(largest.measure_largest())


def test_a_newcomer_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    _shrink(monkeypatch, (rolling,), NEWCOMERS=2, JUNIORS=9)
    _check(rolling.measure_rolling())


def _fill_a_full_board() -> None:
    """Of twice so many people and some more: a board shows its upper half."""
    with transaction():
        people = make_people(2 * requests.LEAST_ROWS + 4)
        get_person(people[0]).email = MARC.email
        pay_for_answers()
        create_and_publish_mission("welcome", make_mission_draft())
    earn_for_all(people, 1)
    page_company.put_everybody_on_boards()


def _shrink(monkeypatch: pytest.MonkeyPatch, modules: Iterable[object], **sizes: float) -> None:
    """Give the modules smaller sizes, for this test."""
    for module in modules:
        for name, size in sizes.items():
            monkeypatch.setattr(module, name, size)


def _make_template(ground: Rig, databases: Databases, name: str, fill: Callable[[], None]) -> None:
    """A copy of the migrated database, filled: the bench migrates one of its own."""
    databases.run(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
    with application(ground._settings(databases.url(name))):
        fill()
        come_to_rest()


def _check(figures: Iterable[Figure]) -> None:
    taken = list(figures)
    assert taken
    assert all(figure.figure >= 0 for figure in taken)
