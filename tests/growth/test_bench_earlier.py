"""A bench beside an earlier commit: that commit is built once in a folder of its own, and figures are paired by their names."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.bench import report
from tests.bench.earlier import Pairing, build_checkout, pair_rounds, take_pairings

MAKEFILE = (
    ".venv/.dev:\n\tmkdir -p .venv/bin && echo built >> built && ln -s $(shell command -v python3) .venv/bin/python\n"
)
BENCH = """
import json
json.dump([{{"group": "pages", "name": "home", "figure": {figure}, "unit": "ms"}}], open("bench-results.json", "w"))
"""


def commit_bench(root: Path, figure: float) -> str:
    """A project whose bench has one figure."""
    (root / "tests" / "bench").mkdir(parents=True, exist_ok=True)
    for package in ("tests", "tests/bench"):
        (root / package / "__init__.py").touch()
    (root / "tests" / "bench" / "__main__.py").write_text(BENCH.format(figure=figure))
    (root / "Makefile").write_text(MAKEFILE)
    for words in (["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    return subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True).stdout[
        :10
    ]


def test_an_earlier_commit_is_built_once_and_its_figure_stands_beside_todays(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text("/.bench/\n")
    earlier = commit_bench(tmp_path, 8.0)
    commit_bench(tmp_path, 2.0)
    folders = [build_checkout(tmp_path, earlier, lambda _: None) for _ in range(2)]
    assert (folders[0] / "built").read_text() == "built\n"
    pairings = take_pairings("pages", folders[0], tmp_path, lambda _: None)
    assert pairings == [Pairing("pages", "home", "ms", earlier=8.0, today=2.0, ratio=0.25)]
    assert "0.25" in report.table(report.paired_lines(pairings), report.PAIRED_HEAD)


def test_ratios_are_of_the_same_round_and_a_figure_of_one_side_stands_alone() -> None:
    rounds = [
        ({"home": (10.0, "ms"), "gone": (1.0, "s")}, {"home": (5.0, "ms"), "new": (3.0, "facts/s")}),
        ({"home": (40.0, "ms"), "gone": (1.0, "s")}, {"home": (10.0, "ms"), "new": (5.0, "facts/s")}),
    ]
    assert pair_rounds("g", rounds) == [
        Pairing("g", "home", "ms", earlier=25.0, today=7.5, ratio=0.375),
        Pairing("g", "new", "facts/s", earlier=None, today=4.0, ratio=None),
        Pairing("g", "gone", "s", earlier=1.0, today=None, ratio=None),
    ]


def test_a_commit_that_is_none_is_said_so(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    with pytest.raises(RuntimeError, match="rev-parse"):
        build_checkout(tmp_path, "nothing", lambda _: None)
