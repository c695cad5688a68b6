"""The private engines start anywhere, survive what happens to them, are shared, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from app.kernel.embedded import postgres
from app.kernel.embedded.engine import run_ready_servers_for_block
from app.kernel.embedded.folders import ensure_private_server_folders
from app.kernel.embedded.leftovers import read_command_line
from app.kernel.embedded.plan import PrivateServerError
from tests.engines import short_home
from tests.private_engines import PrivateEngines, private_engines
from tests.waiting import comes_true

HOLDER = """
import sys, time
from pathlib import Path
from tests.private_engines import private_engines
with private_engines(Path(sys.argv[1]), durable=False, say=lambda _: None) as engines:
    print(*engines.postgres.supervised.list_pids(), *engines.redis.supervised.list_pids(), flush=True)
    time.sleep(600)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    with short_home() as folder:
        yield folder


@pytest.fixture(scope="module")
def made_files() -> Iterator[Path]:
    """The files of a PostgreSQL that was started once and stopped."""
    with short_home() as folder:
        with private_engines(folder, durable=False, say=print_nothing) as engines:
            files = engines.files / "postgres"
        yield files


@pytest.fixture
def made_home(home: Path, made_files: Path) -> Path:
    """A home with files of its own, for what comes after the first start: a copy of files takes a tenth of making them."""
    copy = ("cp", "-a", made_files, ensure_private_server_folders(home).files / "postgres")
    subprocess.run(copy, check=True)
    return home


def print_nothing(_: str) -> None:
    pass


def start_holder(home: Path) -> tuple[subprocess.Popen[str], list[int]]:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(home)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    with holder.stdout as output:
        return holder, [int(pid) for pid in output.readline().split()]


def has_ended(list_pids: list[int]) -> bool:
    return not any(read_command_line(pid) for pid in list_pids)


def ask(engines: PrivateEngines, question: str) -> object:
    with psycopg.connect(engines.database_url) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def test_the_first_start_gives_a_database_that_knows_french_letters_and_utc(home: Path) -> None:
    with private_engines(home, durable=True, say=print_nothing) as engines:
        assert ask(engines, "SELECT lower('ÉÀŒ') || current_setting('TimeZone')") == "éàœUTC"
        assert ask(engines, "SELECT current_setting('fsync') || current_setting('server_encoding')") == "onUTF8"


def test_what_was_written_is_there_at_the_second_start(home: Path) -> None:
    for _ in range(2):
        with (
            private_engines(home, durable=True, say=print_nothing) as engines,
            psycopg.connect(engines.database_url) as connection,
        ):
            connection.execute("CREATE TABLE IF NOT EXISTS visit (id int)")
            connection.execute("INSERT INTO visit VALUES (1)")
            with Redis.from_url(engines.redis_url) as redis:
                redis.incr("visits")
    with private_engines(home, durable=True, say=print_nothing) as engines, Redis.from_url(engines.redis_url) as redis:
        assert ask(engines, "SELECT count(*) FROM visit") == 2
        assert redis.get("visits") == b"2"


def test_the_files_are_closed_to_others_and_no_port_is_open(made_home: Path) -> None:
    with (
        private_engines(made_home, durable=True, say=print_nothing) as engines,
        Redis.from_url(engines.redis_url) as redis,
    ):
        assert engines.files.stat().st_mode & 0o077 == 0
        assert ask(engines, "SELECT current_setting('listen_addresses')") == ""
        assert redis.config_get("port") == {"port": "0"}


def test_nothing_is_left_when_the_block_ends(made_home: Path) -> None:
    with private_engines(made_home, durable=True, say=print_nothing) as engines:
        list_pids = [*engines.postgres.supervised.list_pids(), *engines.redis.supervised.list_pids()]
        assert len(list_pids) == 4
        assert not has_ended(list_pids)
    assert has_ended(list_pids)


@pytest.mark.fault
def test_nothing_is_left_when_the_owner_is_killed(made_home: Path) -> None:
    holder, list_pids = start_holder(made_home)
    holder.kill()
    holder.wait()
    assert comes_true(lambda: has_ended(list_pids))


@pytest.mark.fault
def test_engines_live_until_the_last_of_those_who_share_them(made_home: Path) -> None:
    holder, list_pids = start_holder(made_home)
    with private_engines(made_home, durable=False, say=print_nothing) as engines:
        assert [*engines.postgres.supervised.list_pids(), *engines.redis.supervised.list_pids()] == list_pids
        holder.kill()
        holder.wait()
        time.sleep(1.2)
        assert ask(engines, "SELECT 1") == 1
    assert comes_true(lambda: has_ended(list_pids))


@pytest.mark.fault
def test_engines_without_a_guardian_are_found_and_replaced(made_home: Path) -> None:
    holder, (postgres_guardian, database, redis_guardian, cache) = start_holder(made_home)
    for pid in (postgres_guardian, redis_guardian, holder.pid):
        os.kill(pid, signal.SIGKILL)
    holder.wait()
    assert not has_ended([database, cache])
    with (
        private_engines(made_home, durable=False, say=print_nothing) as engines,
        Redis.from_url(engines.redis_url) as redis,
    ):
        assert has_ended([database, cache])
        assert ask(engines, "SELECT 1") == 1
        assert redis.ping()


def test_a_lock_file_that_names_a_stranger_stops_nobody(made_home: Path) -> None:
    with private_engines(made_home, durable=False, say=print_nothing) as engines:
        lock = engines.files / "postgres" / "postmaster.pid"
        kept = lock.read_text()
        engines.postgres.kill()
        lock.write_text(kept.replace(kept.split()[0], str(os.getpid()), 1))
    with private_engines(made_home, durable=False, say=print_nothing) as engines:
        assert ask(engines, "SELECT 1") == 1


@pytest.mark.fault
@pytest.mark.parametrize("name", ["postgres", "redis"])
@pytest.mark.parametrize("fault", ["stop", "kill"])
def test_an_engine_comes_back_at_the_same_address_with_what_it_had(made_home: Path, name: str, fault: str) -> None:
    with private_engines(made_home, durable=True, say=print_nothing) as engines:
        engine = getattr(engines, name)
        with psycopg.connect(engines.database_url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS figure")
        with Redis.from_url(engines.redis_url) as redis:
            redis.set("kept", 7)
            redis.waitaof(1, 0, 5000)
        getattr(engine, fault)()
        assert not engine.is_ready()
        engine.start()
        assert ask(engines, "SELECT figure FROM kept") == 7
        with Redis.from_url(engines.redis_url) as redis:
            assert redis.get("kept") == b"7"


def test_a_long_path_gets_short_sockets(home: Path) -> None:
    deep = home / ("a-rather-long-name-of-a-folder/" * 4)
    with private_engines(deep, durable=False, say=print_nothing) as engines, Redis.from_url(engines.redis_url) as redis:
        assert ask(engines, "SELECT 1") == 1
        assert redis.ping()
    shutil.rmtree(ensure_private_server_folders(deep).sockets)


def test_a_folder_may_have_any_name_that_a_person_can_give_it(home: Path) -> None:
    odd = home / os.fsdecode(b'Jean\'s "new" files, 100%20 + a=b&c?d#e;f:g $HOME \xc3\xa9t\xe9 [1] {2} \\ @')
    with private_engines(odd, durable=False, say=print_nothing) as engines, Redis.from_url(engines.redis_url) as redis:
        assert ask(engines, "SELECT 1") == 1
        assert redis.ping()
    shutil.rmtree(ensure_private_server_folders(odd).sockets)


def test_a_home_closed_to_the_account_of_the_engines_keeps_its_files_elsewhere(home: Path) -> None:
    home.chmod(0o700)
    folders = ensure_private_server_folders(home / "closed")
    try:
        with private_engines(home / "closed", durable=False, say=print_nothing) as engines:
            assert ask(engines, "SELECT 1") == 1
            assert (home / "closed" / "engines").resolve() == engines.files
            assert (engines.files.parent == home / "closed") == (os.geteuid() != 0)
    finally:
        shutil.rmtree(folders.files)


def test_files_of_a_version_that_is_gone_are_refused_with_what_to_do(home: Path) -> None:
    folders = ensure_private_server_folders(home)
    (folders.files / "postgres").mkdir()
    (folders.files / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(PrivateServerError, match=r"PostgreSQL 9 is not on this machine: install it.*remove"):
        postgres.build_postgres_server(folders, settings={}, say=print_nothing)


def test_the_packaged_postgresql_does_as_well(home: Path) -> None:
    folders = ensure_private_server_folders(home)
    packaged = postgres.build_postgres_server(folders, settings=postgres.NOT_DURABLE, say=print_nothing, major=18)
    with run_ready_servers_for_block(packaged), psycopg.connect(packaged.url) as connection:
        assert connection.info.server_version >= 180_000
        assert connection.execute("SELECT lower('ÉÀŒ')").fetchone() == ("éàœ",)
    written = (folders.files / "postgres" / "postgresql.conf").read_text(encoding="utf-8")
    assert "\ndynamic_shared_memory_type = mmap" in written, "Its files are made without /dev/shm, small in containers."
