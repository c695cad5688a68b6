"""`python -m tests.bench [--only GROUP]`: takes every group of figures, or one, prints a table and writes bench-results.json."""

from __future__ import annotations

import os
import platform
import time

import click

from app.kernel.discovery import discover_instances
from tests.bench import report
from tests.bench.figure import Group


@click.command()
@click.option("--only", metavar="GROUP", default="", help="Take this group alone.")
def bench(only: str) -> None:
    """Measure, side by side in one run; a target that is missed is told, and stops nothing."""
    groups = discover_instances("tests.bench.groups", Group)
    if only and only not in groups:
        raise click.BadParameter(f"There is no group {only}: choose one of {', '.join(groups)}.", param_hint="--only")
    _say(
        f"{os.cpu_count()} cores, load {_load()} at the start, Python {platform.python_version()}, {platform.system()}"
    )
    table_lines: list[report.Line] = []
    for group in groups.values():
        if only == group.name or not (only or group.waits_to_be_named):
            table_lines += report.lines(group.name, list(group.take(_say)))
    report.write(table_lines)
    _say(f"Load {_load()} at the end. Written: {report.FILE.name}\n")
    click.echo(report.table(table_lines))


def _say(text: str) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')} {text}", err=True)


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    bench()
