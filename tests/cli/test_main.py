"""The one command behind all others: it finds a feature's command, and opens the service for it alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from app.cli.main import passerelle
from app.kernel.settings import Settings
from tests.real_run import ROOT, environment


def test_a_command_of_a_feature_runs_inside_the_service(settings: Settings) -> None:
    result = CliRunner(env=environment(settings)).invoke(passerelle, ["token", "list"], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_help_needs_no_service() -> None:
    result = CliRunner(env={"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}).invoke(
        passerelle, ["token", "list", "--help"], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output


def test_the_code_may_be_in_a_folder_of_any_name(settings: Settings, tmp_path: Path) -> None:
    odd = tmp_path / "Jean's files, 100%20 + a & b"
    odd.mkdir()
    for name in ("app", "missions", "badges", "mentoring"):
        (odd / name).symlink_to(ROOT / name)
    command = [sys.executable, "-m", "app.cli.main", "migrate"]
    migrated = subprocess.run(command, cwd=odd, env=environment(settings), capture_output=True, text=True, check=False)
    assert migrated.stdout.startswith("The schema is at"), migrated.stderr
