"""The script that anybody can run tells an honest draw from every tampered one, in a bare interpreter."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from missions.contests import verifier
from tests.missions.contests.draw.made_draws import PublishedDraw, make_random_entries, publish_draw
from tests.missions.contests.draw.tampering import TAMPERED, TamperedDraw, make_honest_draw

SCRIPT = Path(verifier.__file__)


def write_files(draw: PublishedDraw, folder: Path) -> list[str]:
    entries, minutes = folder / "entries.txt", folder / "minutes.json"
    entries.write_bytes(draw.entries)
    minutes.write_bytes(draw.minutes)
    return [str(entries), str(minutes)]


def test_a_bare_interpreter_names_the_winners_of_an_honest_draw(tmp_path: Path) -> None:
    draw = make_honest_draw()
    minutes = json.loads(draw.minutes)
    files = [*write_files(draw, tmp_path), minutes["commitment"]["sha256"]]
    run = subprocess.run([sys.executable, "-I", "-S", str(SCRIPT), *files], capture_output=True, check=False)
    ranked = [f"{line['rank']} {line['pseudonym']}" for line in minutes["winners"]]
    said_last = "Not verified here: the signature of drand. / Non vérifié ici : la signature de drand."
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout.decode().splitlines() == [*ranked, "All agrees. / Tout concorde.", said_last]


def test_a_bare_interpreter_ends_with_one_when_something_differs(tmp_path: Path) -> None:
    files = write_files(TAMPERED[0].tamper(), tmp_path)
    run = subprocess.run([sys.executable, "-I", "-S", str(SCRIPT), *files], capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (1, b"")
    assert TAMPERED[0].words in run.stdout.decode()


@pytest.mark.parametrize("case", TAMPERED, ids=lambda case: case.name)
def test_each_tampering_is_named(case: TamperedDraw, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries, minutes = write_files(case.tamper(), tmp_path)
    assert verifier.main(entries, minutes, case.noted) == 1
    assert case.words in capsys.readouterr().out


def test_the_script_agrees_with_the_service_on_contests_of_every_kind(tmp_path: Path) -> None:
    for number in range(150):
        assert verifier.main(*write_files(publish_draw(make_random_entries(number), number), tmp_path)) == 0, number


def test_the_script_needs_nothing_but_python_3_9() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 9))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
