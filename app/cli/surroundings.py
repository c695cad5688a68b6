"""What a command finds around it: the variables given, those of this folder's demo, and its private engines where none are named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.cli.home import ENGINES, find_home, given, remembered
from app.kernel.embedded import postgres, valkey
from app.kernel.embedded.engine import PrivateServer, running_engines
from app.kernel.embedded.folders import Report, prepare_folders


@contextmanager
def surroundings(environ: Mapping[str, str], say: Report) -> Iterator[dict[str, str]]:
    """Every variable of the service. A demo's engines are found, or started for as long as the block.

    Who names a SECRET_KEY runs a service of their own: they get what they name and nothing of a demo.
    """
    named, home = given(environ), find_home(environ)
    if "SECRET_KEY" in named or not home.exists():
        yield named
        return
    known = remembered(home) | named
    engines = private_engines_for(home, known, say)
    with running_engines(*engines.values()):
        yield known | addresses(engines)


def private_engines_for(home: Path, known: Mapping[str, str], say: Report) -> dict[str, PrivateServer]:
    """An engine for each variable that names no server, not started yet."""
    missing = [variable for variable in ENGINES if not known.get(variable)]
    if not missing:
        return {}
    folders = prepare_folders(home)
    made = {
        "DATABASE_URL": lambda: postgres.build_postgres(folders, settings={}, say=say),
        "REDIS_URL": lambda: valkey.build_valkey(folders, say=say),
    }
    return {variable: made[variable]() for variable in missing}


def addresses(engines: Mapping[str, PrivateServer]) -> dict[str, str]:
    """The variables that name these engines."""
    return {variable: engine.url for variable, engine in engines.items()}


def say_nothing(_: str) -> None:
    """For commands that have something better to say."""


@contextmanager
def own_surroundings() -> Iterator[dict[str, str]]:
    """The surroundings of this process, which its children inherit."""
    with surroundings(os.environ, say_nothing) as known:
        os.environ.update(known)
        yield known
