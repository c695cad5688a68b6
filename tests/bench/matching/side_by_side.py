"""The engines and the open peer on the same companies, by turns, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from mentoring.matching.solution import MatchingEngine
from tests.bench.figure import Figure, Say, Target, at_least, at_most
from tests.bench.matching.peer import PACKAGE, Reached, install_peer, run_peer, write_table
from tests.bench.rounds import Rounds, by_turns

SIZES = ((100, 150, 3), (500, 750, 1), (5_000, 7_500, 1))
"""Seniors, juniors, and how many rounds."""

MOST_OF_PEER = 500
"""The peer takes minutes and gigabytes from two thousand seniors on."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
UNITS = {
    "matched": "people",
    "total": "fits",
    "worst": "fit",
    "seconds": "s",
    "cpu": "s",
    "opening": "s",
    "peak": "MB",
    "gap": "%",
}


def side_by_side(folder: Path, say: Say) -> Iterator[Figure]:
    """People matched, total fit, worst pair, seconds and memory of each."""
    python = install_peer(folder)
    if python is None:
        say(f"matching: NOT RUN beside {PACKAGE}, which cannot be installed here")
    for seniors, juniors, times in SIZES:
        say(f"  {seniors:,} seniors and {juniors:,} juniors")
        peer = python if seniors <= MOST_OF_PEER else None
        table = write_table(folder, seniors, juniors) if peer else None

        def run_once(size: tuple[int, int] = (seniors, juniors), table: Path | None = table) -> Mapping[str, float]:
            taken = {engine.value: run_engine(engine, *size) for engine in MatchingEngine}
            if python and table:
                taken[PACKAGE] = run_peer(python, table)
            return {f"{who}, {what}": value for who, reached in taken.items() for what, value in reached.items()}

        yield from _figures(by_turns(run_once, times), f"{seniors:,} × {juniors:,}", is_peer_there=table is not None)


def run_engine(engine: MatchingEngine, seniors: int, juniors: int) -> Reached:
    """What one engine reaches, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.matching.alone", engine.value, str(seniors), str(juniors)]
    reached: Reached = json.loads(subprocess.check_output(command, env=os.environ | ONE_THREAD))
    return reached


def _figures(rounds: Rounds, size: str, *, is_peer_there: bool) -> Iterator[Figure]:
    against = {engine.value: MatchingEngine.DENSE.value for engine in (MatchingEngine.FLOW, MatchingEngine.AUCTION)}
    if is_peer_there:
        against[MatchingEngine.DENSE.value] = PACKAGE
    for who in (*(engine.value for engine in MatchingEngine), *([PACKAGE] if is_peer_there else [])):
        for what in ("matched", "total", "worst", "seconds", "cpu", "peak"):
            other = against.get(who)
            figure = rounds.figure(
                f"{who}, {what}",
                UNITS[what],
                against=other and f"{other}, {what}",
                target=_target(who, what) if other else None,
            )
            yield Figure(
                name=f"{size}: {figure.name}",
                figure=figure.figure,
                unit=figure.unit,
                ratio=figure.ratio,
                against=figure.against,
                target=figure.target,
            )


def _target(who: str, what: str) -> Target | None:
    if who == MatchingEngine.DENSE.value:
        return {"matched": at_least(1), "total": at_least(1), "seconds": at_most(0.2)}.get(what)
    return {"matched": at_least(1), "total": at_least(0.998)}.get(what)
