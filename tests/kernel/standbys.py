"""A real streaming standby beside a primary: made by `pg_basebackup`, held back and let go by the tests."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app.kernel.embedded.binaries import get_postgres_program
from app.kernel.embedded.engine import PrivateServer, run_ready_servers_for_block
from app.kernel.embedded.folders import PrivateServerFolders, ensure_private_server_folders
from app.kernel.embedded.postgres import ENVIRON, NOT_DURABLE, build_postgres_server
from tests.waiting import comes_true

REPLICATING = {"wal_level": "replica", "max_wal_senders": "4", "synchronous_commit": "on", "hot_standby": "on"}
PAUSED = "select pg_get_wal_replay_pause_state()"
WRITTEN, REPLAYED = "select pg_current_wal_insert_lsn()", "select pg_last_wal_replay_lsn() >= %s::pg_lsn"


@dataclass(frozen=True)
class Pair:
    """A primary and its standby, both running."""

    primary: PrivateServer
    standby: PrivateServer

    def hold_back(self) -> None:
        """Let the standby replay nothing more."""
        self._run("select pg_wal_replay_pause()")
        assert comes_true(lambda: self._run(PAUSED) == "paused")

    def let_go(self) -> None:
        """Let it replay what it has received, and what comes."""
        self._run("select pg_wal_replay_resume()")
        self.catch_up()

    def catch_up(self) -> None:
        """Wait until the standby has everything that was written by now."""
        with psycopg.connect(self.primary.url, autocommit=True) as primary:
            (written,) = primary.execute(WRITTEN).fetchone() or ("",)
            primary.execute(
                "select pg_log_standby_snapshot()" if primary.info.server_version >= 160_000 else "checkpoint"
            )
        assert comes_true(lambda: bool(self._run(REPLAYED, written)))

    def count_standby_reads(self) -> int:
        """How many connections of the service the standby has."""
        return int(str(self._run("select count(*) from pg_stat_activity where backend_type = 'client backend'"))) - 1

    def _run(self, statement: str, *values: object) -> object:
        with psycopg.connect(self.standby.url, autocommit=True) as standby:
            (value,) = standby.execute(statement, values).fetchone() or (None,)
            return value


@contextmanager
def primary_with_standby(home: Path) -> Iterator[Pair]:
    """Both, empty, during the block."""
    folders = [_make_folders(home / name) for name in ("p", "s")]
    settings = NOT_DURABLE | REPLICATING
    primary = build_postgres_server(folders[0], settings=settings, say=lambda _: None)
    with run_ready_servers_for_block(primary):
        _copy_files(*folders)
        standby = build_postgres_server(folders[1], settings=settings, say=lambda _: None)
        with run_ready_servers_for_block(standby):
            yield Pair(primary, standby)


def find_base_backup() -> str | None:
    """The program that copies a running PostgreSQL, of the same version."""
    program = get_postgres_program(None).path.with_name("pg_basebackup")
    return shutil.which(str(program))


def _make_folders(home: Path) -> PrivateServerFolders:
    home.mkdir(mode=0o711)
    return ensure_private_server_folders(home)


def _copy_files(primary: PrivateServerFolders, standby: PrivateServerFolders) -> None:
    options = standby.account.subprocess_options if standby.account else {}
    program = get_postgres_program(standby.account).path.with_name("pg_basebackup")
    to, whence = standby.files / "postgres", ["-h", str(primary.sockets), "-U", "passerelle"]
    command = [str(program), *whence, "-D", str(to), "-R", "-X", "stream", "-c", "fast", "--no-sync"]
    subprocess.run(command, cwd=standby.files, env=ENVIRON, check=True, capture_output=True, **options)
