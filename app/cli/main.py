"""The command `passerelle`: finds the house's commands and those that features plug in, and tells failures in a sentence."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from app.kernel.embedded.plan import EngineError
from app.kernel.settings import SettingError

OWN = ("demo", "doctor", "migrate", "worker", "clock", "reference")
"""The house's commands, one file each, imported when asked for: `demo` must be quick."""
HELP = frozenset({"-h", "--help"})


class House(click.Group):
    """The house's own commands, and each feature's, which run inside the application."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """Every command, the house's first."""
        return [*OWN, *sorted(_plugged_in())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's interface
        """The command of this name."""
        if cmd_name in OWN:
            own: click.Command = import_module(f"app.cli.{cmd_name}").command
            return own
        return _plugged_in().get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command to run; a feature's gets the application around it, unless somebody only asks for help."""
        name, found, rest = super().resolve_command(ctx, args)
        if name not in OWN and not HELP.intersection(rest):
            ctx.with_resource(import_module("app.cli.service").service())
        return name, found, rest


@click.group(cls=House, context_settings={"help_option_names": sorted(HELP)})
def passerelle() -> None:
    """Passerelle: onboarding missions, badges, leaderboards and reverse mentoring beside the company's network."""


def main() -> None:
    """Run one command; a failure that we foresee is one sentence, not a trace."""
    try:
        passerelle()
    except (SettingError, EngineError) as stopped:
        click.echo(f"passerelle: {stopped}", err=True)
        sys.exit(1)


def _plugged_in() -> dict[str, click.Command]:
    features = import_module("app.factory").find_features()
    return {str(command.name): command for feature in features for command in feature.commands}


if __name__ == "__main__":
    main()
