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

from app.kernel.embedded.binaries import ServerProgram, get_postgres_program
from app.kernel.embedded.engine import PrivateServer
from app.kernel.embedded.folders import PrivateServerFolders, Report, hold_home_lock
from app.kernel.embedded.leftovers import read_command_line
from app.kernel.embedded.plan import CommandPlan, PrivateServerError
from app.kernel.embedded.supervised import SupervisedCommand

NAME = "passerelle"
BUILTIN_LOCALE_SINCE = 17
INITDB_SETTINGS_SINCE = 16
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
"""No network; and shared memory in its own files, because /dev/shm is small in containers and a crash leaves files there."""
SMALL_SHM_ADVICE = "/dev/shm is too small for this version: enlarge it (in a container, --shm-size=64m), or install PostgreSQL 16 or newer."  # noqa: S108 - a text
NOT_DURABLE = {
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


def build_postgres_server(
    folders: PrivateServerFolders, *, settings: dict[str, str], say: Report, major: int | None = None
) -> PrivateServer:
    """The PostgreSQL of these folders (of the version `major`, when given): its files exist, it is not started."""
    with hold_home_lock(folders.home):
        program = _prepare_files_and_choose_program(folders, major, say)
    supervised = SupervisedCommand(folders.home, _build_command_plan(program, folders, settings))
    return PrivateServer(
        build_private_database_url(folders.sockets), supervised, partial(_try_to_ensure_database, folders.sockets)
    )


def build_private_database_url(sockets: Path, database: str = NAME) -> str:
    """The address of one database, for libpq and SQLAlchemy alike."""
    return f"postgresql://{NAME}@/{database}?host={sockets}&port=5432"


def _prepare_files_and_choose_program(folders: PrivateServerFolders, major: int | None, say: Report) -> ServerProgram:
    files = folders.files / "postgres"
    made_by = files / "PG_VERSION"
    if made_by.exists():
        _remove_stale_lock(files / "postmaster.pid")
        program = _get_program_of_version(folders, int(made_by.read_text()))
        say(f"PostgreSQL {program}")
        return program
    program = get_postgres_program(folders.account, major=major)
    say(f"PostgreSQL {program}, making its files")
    _create_database_files(program, folders)
    return program


def _get_program_of_version(folders: PrivateServerFolders, major: int) -> ServerProgram:
    try:
        return get_postgres_program(folders.account, major=major)
    except PrivateServerError as gone:
        raise PrivateServerError(
            f"The files in {folders.home} were made by another version. {gone} Or forget them: remove {folders.files}."
        ) from gone


def _build_command_plan(program: ServerProgram, folders: PrivateServerFolders, settings: dict[str, str]) -> CommandPlan:
    parameters = SETTINGS | {"unix_socket_directories": str(folders.sockets)} | settings
    options = [part for name, value in parameters.items() for part in ("-c", f"{name}={value}")]
    return CommandPlan(
        name="postgres",
        command=(str(program.path), "-D", str(folders.files / "postgres"), *options),
        mark=str(folders.files / "postgres"),
        folder=folders.files,
        environ=ENVIRON,
        stop=((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0)),
        account=folders.account.uid_and_gid if folders.account else None,
    )


def _try_to_ensure_database(sockets: Path) -> bool:
    """Whether it answers; creates the service's database the first time."""
    try:
        with psycopg.connect(
            build_private_database_url(sockets, "postgres"), connect_timeout=2, autocommit=True
        ) as connection:
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [NAME]).rowcount:
                connection.execute(f"CREATE DATABASE {NAME}")
    except psycopg.OperationalError:
        return False
    except (psycopg.errors.UniqueViolation, psycopg.errors.DuplicateDatabase):
        return False
    return True


def _create_database_files(program: ServerProgram, folders: PrivateServerFolders) -> None:
    fresh = folders.files / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    command = [str(program.path.with_name("initdb")), "-D", str(fresh), "-U", NAME, "--auth=trust", "--encoding=UTF8"]
    options = folders.account.subprocess_options if folders.account else {}
    made = subprocess.run(
        [*command, *_locale_options(program), *_shared_memory_options(program)],
        cwd=folders.files,
        env=ENVIRON,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        **options,
    )
    if made.returncode:
        advice = SMALL_SHM_ADVICE if "shared memory" in made.stderr else ""
        raise PrivateServerError(
            f"PostgreSQL cannot make its files in {folders.files}:\n{made.stderr or made.stdout}{advice}"
        )
    fresh.rename(folders.files / "postgres")


def _locale_options(program: ServerProgram) -> list[str]:
    """The options for sorting by code point: the same order on each machine and in each version."""
    if program.version[0] >= BUILTIN_LOCALE_SINCE:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C", f"--lc-ctype={'UTF-8' if sys.platform == 'darwin' else 'C.UTF-8'}"]


def _shared_memory_options(program: ServerProgram) -> list[str]:
    """The option that leaves /dev/shm alone; an older version uses it to make its files, and needs some megabytes there."""
    return ["--set", "dynamic_shared_memory_type=mmap"] if program.version[0] >= INITDB_SETTINGS_SINCE else []


def _remove_stale_lock(lock: Path) -> None:
    """Remove a lock file whose process number now belongs to another program: PostgreSQL would refuse to start."""
    written = re.match(r"\d+", lock.read_text()) if lock.exists() else None
    holder = read_command_line(int(written[0])) if written else ""
    if holder and str(lock.parent) not in holder:
        lock.unlink()
