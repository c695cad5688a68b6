"""The one command behind all others: it finds a feature's command, and opens the service for it alone."""

from __future__ import annotations

from click.testing import CliRunner

from app.cli.main import passerelle
from app.kernel.settings import Settings
from tests.real_run import environment


def test_a_command_of_a_feature_runs_inside_the_service(settings: Settings) -> None:
    result = CliRunner(env=environment(settings)).invoke(passerelle, ["token", "list"], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_help_needs_no_service() -> None:
    result = CliRunner(env={"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}).invoke(
        passerelle, ["token", "list", "--help"], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
