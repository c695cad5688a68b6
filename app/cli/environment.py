"""The environment variables of a command: those that are set, those of this folder's demo, and its private engines where none are named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.cli.demo_home import ENGINE_VARIABLES, demo_home_folder, nonempty_variables, read_demo_variables
from app.kernel.embedded import postgres, valkey
from app.kernel.embedded.engine import PrivateServer, run_ready_servers_for_block
from app.kernel.embedded.folders import Report, ensure_private_server_folders


@contextmanager
def open_service_environment(environ: Mapping[str, str], say: Report) -> Iterator[dict[str, str]]:
    """Every variable of the service. The engines of a demo run during the block.

    An environment with a SECRET_KEY describes a service of its own: it gets nothing of a demo.
    """
    named, home = nonempty_variables(environ), demo_home_folder(environ)
    if "SECRET_KEY" in named or not home.exists():
        yield named
        return
    variables = read_demo_variables(home) | named
    engines = build_missing_servers(home, variables, say)
    with run_ready_servers_for_block(*engines.values()):
        yield variables | server_url_variables(engines)


def build_missing_servers(home: Path, variables: Mapping[str, str], say: Report) -> dict[str, PrivateServer]:
    """An engine for each variable that names no server; none is started."""
    missing = [variable for variable in ENGINE_VARIABLES if not variables.get(variable)]
    if not missing:
        return {}
    folders = ensure_private_server_folders(home)
    builders = {
        "DATABASE_URL": lambda: postgres.build_postgres_server(folders, settings={}, say=say),
        "REDIS_URL": lambda: valkey.build_valkey_server(folders, say=say),
    }
    return {variable: builders[variable]() for variable in missing}


def server_url_variables(engines: Mapping[str, PrivateServer]) -> dict[str, str]:
    """The variables that name the addresses of these engines."""
    return {variable: engine.url for variable, engine in engines.items()}


def print_nothing(_: str) -> None:
    """Print nothing: for commands with an output of their own."""


@contextmanager
def open_exported_service_environment() -> Iterator[dict[str, str]]:
    """The service's environment, set in this process, whose children inherit it."""
    with open_service_environment(os.environ, print_nothing) as variables:
        os.environ.update(variables)
        yield variables
