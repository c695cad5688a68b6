"""`python -m tests.fuzz SCHEMATHESIS`: tries the whole API by its document, as nobody and with each scope; fails where one of them finds a fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from app.kernel.openapi import DOCUMENT_PATH
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.roles import SCOPES
from tests.bench.crew import at_work
from tests.bench.rig import application, rig

HERE = Path(__file__).parent
TEMPLATE = "fuzz"
LEFT_OUT = "/api/v1/activities"
"""Its activities hold activities, without an end, and the generator does not finish; `tests/intake` has generators of its own."""


@click.command()
@click.argument("program", type=click.Path(exists=True, path_type=Path))
@click.option("--examples", default=3, help="Requests of each kind for each operation.")
@click.option("--seed", default=1)
@click.option("--only", default="", help="One caller: nobody, or a scope.")
def fuzz_api(program: Path, examples: int, seed: int, only: str) -> None:
    """Run PROGRAM, which is schemathesis, over the API of a service of its own."""
    command = [str(program.absolute()), "run", "--no-color", "--exclude-path", LEFT_OUT]
    command += ["--max-examples", str(examples), "--seed", str(seed)]
    with rig(durable=False) as ground:
        ground.make_template(TEMPLATE, lambda: None)
        with ground.copy_of(TEMPLATE) as settings, application(settings):
            tokens = _make_tokens()
            with at_work(settings, ground.folder, workers=1, web_processes=1) as address:
                callers = [only] if only else list(tokens)
                faulty = [name for name in callers if not _try_as_caller(command, address, name, tokens[name])]
    sys.exit(f"Faults as {', '.join(faulty)}." if faulty else 0)


def _make_tokens() -> dict[str, str | None]:
    """A token of each scope, and none at all, by the name of the caller."""
    with transaction():
        tokens = {scope: create_token(scope, scopes=[scope], source=scope) for scope in sorted(SCOPES)}
    return {"nobody": None, **tokens}


def _try_as_caller(command: list[str], address: str, name: str, token: str | None) -> bool:
    """Whether it finds no fault as this caller."""
    click.echo(f"\n== {name}")
    own = ["-H", f"Authorization: Bearer {token}"] if token else []
    tried = subprocess.run([*command, *own, "--url", address, f"{address}{DOCUMENT_PATH}"], check=False, cwd=HERE)
    return tried.returncode == 0


if __name__ == "__main__":
    fuzz_api()
