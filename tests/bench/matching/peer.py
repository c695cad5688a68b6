"""Gives the open peer, `mentor-match`, an environment of its own, made on demand and gone with the benchmark."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import numpy as np

from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.scoring import pair_fits
from mentoring.matching.views import PairGrid, indices_of_all_people
from tests.bench.matching.alone import with_one_place_each
from tests.bench.matching.company import make_company

PACKAGE = "mentor-match"
MODULE = "tests.bench.matching.peer_alone"
ROOT = Path(__file__).parents[3]

Reached = dict[str, float]


def install_peer(folder: Path) -> Path | None:
    """The Python that has the peer; None where the package cannot be had."""
    home = folder / "peer"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE]
    return python if subprocess.run(install, check=False, capture_output=True).returncode == 0 else None


def write_table(folder: Path, seniors: int, juniors: int) -> Path:
    """The fits of the same company, for a peer that knows no limits but what its rules are told."""
    problem = with_one_place_each(make_company(seniors, juniors).problem())
    block = PairGrid(problem, *indices_of_all_people(problem))
    table = folder / f"fits-{seniors}.json"
    table.write_text(
        json.dumps(np.where(build_allowed_pairs_mask(block), pair_fits(block), -1).astype(int).tolist()),
        encoding="utf-8",
    )
    return table


def run_peer(python: Path, table: Path) -> Reached:
    """What the peer reaches on it."""
    reached: Reached = json.loads(subprocess.check_output([str(python), "-m", MODULE, str(table)], cwd=ROOT))
    return reached
