"""Runs the matrix and prints its table: `make bare`, as root, on a Debian with debootstrap."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from tests.bare.root import DebianRoot
from tests.bare.trial import Place, Trial, try_demo, try_tests

PROJECT = Path(__file__).parents[2]
ODD = "Jean's files, 100%20 + é"
TRIALS = (
    Trial("ordinary user"),
    Trial("root", is_root=True),
    Trial("folder « Jean's files, 100%20 + é »", folder=ODD),
    Trial("Ctrl-C while packages are written, then again", is_interrupted=True),
    Trial(
        "no home to write in, 1 MB of /dev/shm, PIP_USER=1, UV_REQUIRE_HASHES=1",
        shm="1m",
        environ={"HOME": "/nowhere", "PIP_USER": "1", "UV_REQUIRE_HASHES": "1"},
    ),
)
PATHS = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


def main() -> None:
    """Try every cell in every release, and print a row as soon as it is known."""
    options = _parse_options()
    if os.geteuid() != 0:
        sys.exit("Debian roots are made and entered by root: sudo make bare")
    options.into.mkdir(parents=True, exist_ok=True)
    _print_row(f"Tried on {datetime.now(UTC):%d %B %Y}", "first page", "second start", "size", "at the end")
    _print_row(*["---"] * 5)
    for release in options.releases:
        root = DebianRoot(release, options.into / release)
        root.ensure_made(options.mirror, options.copy)
        title = f"Debian {release}, Python {root.python_version()}"
        for number, trial in enumerate(TRIALS):
            _print_row(f"{title}: {trial.label}", try_demo(_prepare_place(root, trial, options, f"{number}")))
        if options.tests is not None:
            place = _prepare_place(root, Trial("tests"), options, "tests")
            _print_row(f"{title}: `make test` {options.tests}".strip(), try_tests(place, options.tests))


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bare", description=__doc__)
    parser.add_argument("--releases", nargs="+", default=["bookworm", "trixie"], help="Releases of Debian.")
    parser.add_argument("--mirror", default="http://deb.debian.org/debian", help="Where Debian's packages are.")
    parser.add_argument("--into", type=Path, default=Path("/var/tmp/passerelle-bare"), help="Where the roots are kept.")
    parser.add_argument("--copy", type=Path, nargs="*", default=[], help="Files of this machine that the roots need.")
    parser.add_argument("--env", nargs="*", default=[], help="Variables, NAME=VALUE: a mirror, a certificate.")
    parser.add_argument("--tests", help="Run the tests too, once for each release, with these arguments.")
    return parser.parse_args()


def _prepare_place(root: DebianRoot, trial: Trial, options: argparse.Namespace, name: str) -> Place:
    project = root.put_project(PROJECT, f"/home/trial-{name}/{trial.folder}", is_root=trial.is_root)
    given = dict(pair.split("=", 1) for pair in options.env)
    environ = PATHS | {"HOME": f"/home/trial-{name}"} | given | dict(trial.environ)
    log = options.into / f"{root.release}-{name}.log"
    log.unlink(missing_ok=True)
    return Place(root, trial, project, environ, log)


def _print_row(*cells: str) -> None:
    click.echo(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
