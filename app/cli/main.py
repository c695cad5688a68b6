"""The command `passerelle`: finds its own commands and those that features plug in, and reports failures in a sentence."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from app.kernel.embedded.plan import PrivateServerError
from app.kernel.settings import SettingError

OWN_COMMANDS = ("demo", "doctor", "migrate", "worker", "sender", "clock", "reference", "sql", "bill-of-materials")
"""The commands of this package, one file each, imported only when used: `demo` must be quick."""
HELP_OPTIONS = frozenset({"-h", "--help"})


class CommandGroup(click.Group):
    """The commands of this package, and those of features, which run inside the application."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """Every command, those of this package first."""
        return [*OWN_COMMANDS, *sorted(_feature_commands())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's interface
        """The command of this name."""
        if cmd_name in OWN_COMMANDS:
            own: click.Command = import_module(f"app.cli.{cmd_name.replace('-', '_')}").command
            return own
        return _feature_commands().get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command to run; a feature's command runs inside the application, unless only its help is requested."""
        name, resolved, rest = super().resolve_command(ctx, args)
        if name not in OWN_COMMANDS and not HELP_OPTIONS.intersection(rest):
            ctx.with_resource(import_module("app.cli.service").open_application_from_environment())
        return name, resolved, rest


@click.group(cls=CommandGroup, context_settings={"help_option_names": sorted(HELP_OPTIONS)})
def passerelle() -> None:
    """Passerelle: onboarding missions, badges, leaderboards and reverse mentoring beside the company's network."""


def main() -> None:
    """Run one command; an expected failure prints one sentence, not a trace."""
    try:
        passerelle()
    except (SettingError, PrivateServerError) as stopped:
        click.echo(f"passerelle: {stopped}", err=True)
        sys.exit(1)


def _feature_commands() -> dict[str, click.Command]:
    features = import_module("app.factory").list_all_features()
    return {str(command.name): command for feature in features for command in feature.commands}


if __name__ == "__main__":
    main()
