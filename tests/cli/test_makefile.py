"""The installation by `make` heals after an interruption, and is not led astray by what the environment says."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

STAMPS = (".python", ".run", ".dev")
OUTSIDE = {"MAKEFLAGS": "", "MAKELEVEL": "", "UV_NO_CACHE": ""}
"""What `make test` itself hands down to the tests, set aside."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The Makefile in a folder whose installation is complete."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for stamp in STAMPS:
        (tmp_path / ".venv" / stamp).touch()
    return tmp_path


def run_make(project: Path, *words: str, **environ: str) -> str:
    """What it prints, where every command is shown and none is run, or the target `show` prints the variables."""
    return subprocess.run(
        ["make", *words], cwd=project, env=os.environ | OUTSIDE | environ, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("stamp", [".run", ".dev"])
def test_a_complete_installation_is_left_alone(project: Path, stamp: str) -> None:
    assert "pip install" not in run_make(project, "--dry-run", f".venv/{stamp}")


@pytest.mark.parametrize("stamp", [".run", ".dev"])
def test_an_interrupted_installation_is_written_again_as_a_whole(project: Path, stamp: str) -> None:
    (project / ".venv" / ".unfinished").touch()
    planned = run_make(project, "--dry-run", f".venv/{stamp}")
    assert planned.count("uv pip install --python .venv/bin/python --reinstall --require-hashes") == STAMPS.index(stamp)
    assert planned.count("--force-reinstall --require-hashes") == STAMPS.index(stamp)


def test_an_installation_is_unfinished_until_its_last_package_is_written(project: Path) -> None:
    (project / ".venv" / ".run").unlink()
    planned = run_make(project, "--dry-run", ".venv/.run")
    steps = ["touch .venv/.unfinished", "--require-hashes", "--editable", "rm .venv/.unfinished", "touch .venv/.run"]
    places = [planned.index(step) for step in steps]
    assert places == sorted(places)


def test_what_the_environment_says_of_other_installations_is_set_aside(project: Path) -> None:
    elsewhere = {"PIP_USER": "1", "PIP_TARGET": "/elsewhere", "UV_REQUIRE_HASHES": "1", "PYTHONPATH": "/elsewhere"}
    (project / "show.mk").write_text("show: ; @env\n")
    shown = run_make(project, "-s", "-f", "Makefile", "-f", "show.mk", "show", **elsewhere).splitlines()
    assert {"PIP_USER=0", "PIP_REQUIRE_HASHES=0", "UV_REQUIRE_HASHES=0"} <= set(shown)
    assert not [line for line in shown if "/elsewhere" in line]


def test_a_home_that_cannot_be_written_costs_only_the_cache(project: Path) -> None:
    (project / "show.mk").write_text("show: ; @env\n")
    show = ("-s", "-f", "Makefile", "-f", "show.mk", "show")
    nowhere = {"HOME": "/proc/nowhere", "XDG_CACHE_HOME": "", "UV_CACHE_DIR": ""}
    assert "UV_NO_CACHE=1" in run_make(project, *show, **nowhere).splitlines()
    assert "UV_NO_CACHE=1" not in run_make(project, *show, **nowhere | {"HOME": str(project)}).splitlines()
