"""A private PostgreSQL: a unix socket, no network, one database, its files in a folder of its own."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import psycopg

from app.kernel.embedded.binaries import Program, find_postgres
from app.kernel.embedded.engine import Engine
from app.kernel.embedded.ground import Ground, Say, alone
from app.kernel.embedded.guarded import Guarded
from app.kernel.embedded.orphans import command_line
from app.kernel.embedded.plan import EngineError, Plan

NAME = "passerelle"
BUILTIN_LOCALE_SINCE = 17
ENVIRON = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "dynamic_shared_memory_type": "mmap",
}
"""No network; and shared memory in its own files, for containers give /dev/shm little room and a crash leaves litter there."""
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "512MB",
}
"""For tests: a crash of the machine may lose everything, a crash of the server loses nothing."""


def engine(ground: Ground, *, settings: dict[str, str], say: Say, major: int | None = None) -> Engine:
    """The PostgreSQL of this ground (of the version `major`, when it matters), its files made, not started yet."""
    with alone(ground.home):
        program = _prepare(ground, major, say)
    guarded = Guarded(ground.home, _plan(program, ground, settings))
    return Engine(url(ground.sockets), guarded, partial(_is_ready, ground.sockets))


def url(sockets: Path, database: str = NAME) -> str:
    """The address of one database, for libpq and SQLAlchemy alike."""
    return f"postgresql://{NAME}@/{database}?host={sockets}&port=5432"


def _prepare(ground: Ground, major: int | None, say: Say) -> Program:
    files = ground.place / "postgres"
    made_by = files / "PG_VERSION"
    if made_by.exists():
        _forget_stranger(files / "postmaster.pid")
        program = _find_again(ground, int(made_by.read_text()))
        say(f"PostgreSQL {program}")
        return program
    program = find_postgres(ground.account, major=major)
    say(f"PostgreSQL {program}, making its files")
    _make_files(program, ground)
    return program


def _find_again(ground: Ground, major: int) -> Program:
    try:
        return find_postgres(ground.account, major=major)
    except EngineError as gone:
        raise EngineError(
            f"The files in {ground.home} were made by another version. {gone} Or forget them: remove {ground.place}."
        ) from gone


def _plan(program: Program, ground: Ground, settings: dict[str, str]) -> Plan:
    told = SETTINGS | {"unix_socket_directories": str(ground.sockets)} | settings
    options = [part for name, value in told.items() for part in ("-c", f"{name}={value}")]
    return Plan(
        name="postgres",
        command=(str(program.path), "-D", str(ground.place / "postgres"), *options),
        mark=str(ground.place / "postgres"),
        folder=ground.place,
        environ=ENVIRON,
        stop=((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0)),
        account=ground.account.ids if ground.account else None,
    )


def _is_ready(sockets: Path) -> bool:
    """Whether it answers; makes the service's database the first time it does."""
    try:
        with psycopg.connect(url(sockets, "postgres"), connect_timeout=2, autocommit=True) as connection:
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [NAME]).rowcount:
                connection.execute(f"CREATE DATABASE {NAME}")
    except psycopg.OperationalError:
        return False
    except (psycopg.errors.UniqueViolation, psycopg.errors.DuplicateDatabase):
        return False
    return True


def _make_files(program: Program, ground: Ground) -> None:
    fresh = ground.place / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    command = [str(program.path.with_name("initdb")), "-D", str(fresh), "-U", NAME, "--auth=trust", "--encoding=UTF8"]
    drop = ground.account.drop if ground.account else {}
    made = subprocess.run(
        [*command, *_locale(program)],
        cwd=ground.place,
        env=ENVIRON,
        capture_output=True,
        text=True,
        check=False,
        **drop,
    )
    if made.returncode:
        raise EngineError(f"PostgreSQL cannot make its files in {ground.place}:\n{made.stderr or made.stdout}")
    fresh.rename(ground.place / "postgres")


def _locale(program: Program) -> list[str]:
    """Order by code point, letters of every language: the same on each machine and in each version."""
    if program.version[0] >= BUILTIN_LOCALE_SINCE:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C", f"--lc-ctype={'UTF-8' if sys.platform == 'darwin' else 'C.UTF-8'}"]


def _forget_stranger(lock: Path) -> None:
    """Remove a lock file whose number has gone to another program since: PostgreSQL would take it for itself and refuse."""
    written = re.match(r"\d+", lock.read_text()) if lock.exists() else None
    holder = command_line(int(written[0])) if written else ""
    if holder and str(lock.parent) not in holder:
        lock.unlink()
