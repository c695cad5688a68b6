"""Calls the commands of sources."""

from __future__ import annotations

from click.testing import CliRunner

from app.intake.commands import source_commands


def call_command(*arguments: str, fails: bool = False) -> str:
    """The output of one command of sources."""
    result = CliRunner().invoke(source_commands, arguments)
    assert (result.exit_code != 0) == fails, result.output
    return result.output
