"""Takes the figures of an earlier commit in turn with those of today, each by its own code, and pairs them by their names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.figure import Say

ROUNDS = 2
"""In the second one today comes first, so that a machine that slows down affects both sides."""

PYTHON = Path(".venv/bin/python")
RESULTS = "bench-results.json"
ELSEWHERE = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
"""Variables that would lead the programs of one folder into another."""

Figures = Mapping[str, tuple[float, str]]
"""Each figure and its unit, by its name."""


@dataclass(frozen=True)
class Pairing:
    """A figure of both sides: the medians of the rounds, and the median of today's by the earlier one's of the same round.

    What only one side measures has None on the other.
    """

    group: str
    name: str
    unit: str
    earlier: float | None
    today: float | None
    ratio: float | None


def build_checkout(root: Path, commit: str, say: Say) -> Path:
    """The commit in a folder of its own below `.bench`, with its environment; it is kept for the next time."""
    number = _run("git", "rev-parse", "--verify", f"{commit}^{{commit}}", folder=root).strip()
    folder = root / ".bench" / number
    if not (folder / PYTHON).exists():
        say(f"Building {number[:12]} in {folder.relative_to(root)}.")
        if not folder.exists():
            _run("git", "clone", "--quiet", "--no-checkout", str(root), str(folder), folder=root)
        _run("git", "checkout", "--quiet", "--detach", number, folder=folder)
        _run("make", ".venv/.dev", folder=folder)
    return folder


def take_pairings(group: str, earlier: Path, today: Path, say: Say) -> list[Pairing]:
    """Take a group on both sides in turn; nothing is paired where the earlier one has no such group."""
    rounds: list[tuple[Figures, Figures]] = []
    for number in range(ROUNDS):
        taken: dict[Path, Figures] = {}
        for folder in (earlier, today) if number % 2 == 0 else (today, earlier):
            say(f"{group}, round {number + 1} of {ROUNDS}: {'earlier' if folder == earlier else 'today'}")
            taken[folder] = _take_figures(folder, group)
        rounds.append((taken[earlier], taken[today]))
    return pair_rounds(group, rounds)


def pair_rounds(group: str, rounds: Sequence[tuple[Figures, Figures]]) -> list[Pairing]:
    """The figures of all rounds (earlier, today), in the order of today's; what only the earlier side has comes last."""
    names = dict.fromkeys(name for _, today in rounds for name in today)
    names |= dict.fromkeys(name for earlier, _ in rounds for name in earlier)
    return [_pair_figure(group, name, rounds) for name in names]


def _pair_figure(group: str, name: str, rounds: Sequence[tuple[Figures, Figures]]) -> Pairing:
    sides = [[side[name] for side in taken if name in side] for taken in zip(*rounds, strict=True)]
    (_, unit) = (sides[1] or sides[0])[0]
    both = [(earlier[name][0], today[name][0]) for earlier, today in rounds if name in earlier and name in today]
    ratios = [now / before for before, now in both if before]
    earlier, today = (_find_median(number for number, _ in side) for side in sides)
    return Pairing(group, name, unit, earlier, today, _find_median(ratios))


def _find_median(numbers: Iterable[float]) -> float | None:
    listed = list(numbers)
    return median(listed) if listed else None


def _take_figures(folder: Path, group: str) -> Figures:
    python = folder / PYTHON if (folder / PYTHON).exists() else Path(sys.executable)
    taken = subprocess.run(
        [str(python), "-m", "tests.bench", "--only", group],
        cwd=folder,
        env=_build_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if "There is no group" in taken.stderr:
        return {}
    if taken.returncode:
        raise RuntimeError(f"{group} failed in {folder}:\n{taken.stderr[-2000:]}")
    lines = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
    return {line["name"]: (line["figure"], line["unit"]) for line in lines if line["group"] == group}


def _run(*words: str, folder: Path) -> str:
    done = subprocess.run(words, cwd=folder, env=_build_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed in {folder}:\n{done.stderr[-2000:]}")
    return done.stdout


def _build_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
