"""`python -m tests.bench [--only GROUP] [--base COMMIT]`: takes every group of figures, or one, perhaps beside those of an earlier commit, prints a table and writes bench-results.json."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Sequence

import click

from app.kernel.discovery import discover_instances
from tests.bench import report
from tests.bench.earlier import build_checkout, take_pairings
from tests.bench.figure import Group


@click.command()
@click.option("--only", metavar="GROUP", default="", help="Take this group alone.")
@click.option("--base", metavar="COMMIT", default="", help="Take the figures of this commit too, in turn with today's.")
def bench(only: str, base: str) -> None:
    """Measure, side by side in one run; a target that is missed is told, and stops nothing."""
    groups = discover_instances("tests.bench.groups", Group)
    if only and only not in groups:
        raise click.BadParameter(f"There is no group {only}: choose one of {', '.join(groups)}.", param_hint="--only")
    _say(
        f"{os.cpu_count()} cores, load {_load()} at the start, Python {platform.python_version()}, {platform.system()}"
    )
    chosen = [group for group in groups.values() if only == group.name or not (only or group.waits_to_be_named)]
    head = report.PAIRED_HEAD if base else report.HEAD
    table_lines = _take_pairs(chosen, base) if base else _take_figures(chosen)
    report.write(table_lines)
    _say(f"Load {_load()} at the end. Written: {report.FILE.name}\n")
    click.echo(report.table(table_lines, head))


def _take_figures(groups: Sequence[Group]) -> list[report.Line]:
    return [line for group in groups for line in report.lines(group.name, list(group.take(_say)))]


def _take_pairs(groups: Sequence[Group], base: str) -> list[report.Line]:
    root = report.FILE.parent
    earlier = build_checkout(root, base, _say)
    pairings = [pair for group in groups for pair in take_pairings(group.name, earlier, root, _say)]
    return report.paired_lines(pairings)


def _say(text: str) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')} {text}", err=True)


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    bench()
