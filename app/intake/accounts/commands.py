"""The commands by which IT says whose an unknown account is, or that it is nobody's."""

from __future__ import annotations

import click

from app.intake.accounts import queries, service
from app.kernel.shown_errors import transaction_showing_errors
from app.people.aliases.service import get_typed_person


@click.command("accounts")
def show_unknown_accounts() -> None:
    """Show the accounts that networks name and that nobody here has, those that acted last first."""
    with transaction_showing_errors():
        for waiting in queries.list_unknown_accounts():
            moments = f"{waiting.first_seen_at:%Y-%m-%d}\t{waiting.last_seen_at:%Y-%m-%d}"
            click.echo(f"{waiting.source}\t{waiting.account}\t{moments}\t{waiting.acts} acts")


@click.command("map")
@click.argument("name")
@click.argument("account")
@click.argument("person")
def map_account(name: str, account: str, person: str) -> None:
    """Say that ACCOUNT of the network NAME is a PERSON, by number, e-mail or full name; what it did in the last seven days counts."""
    with transaction_showing_errors():
        count = service.map_account(name, account, get_typed_person(person))
    click.echo(f"{account} is {person} from now on. {count} acts of the last seven days are taken in.")


@click.command("ignore")
@click.argument("name")
@click.argument("account")
@click.option("--no-longer", "is_heeded", is_flag=True, help="Let it wait again, and keep what it does from now on.")
def ignore_account(name: str, account: str, *, is_heeded: bool) -> None:
    """Show ACCOUNT of the network NAME no longer, and keep nothing of what it does."""
    change = service.stop_ignoring_account if is_heeded else service.ignore_account
    with transaction_showing_errors():
        change(name, account)
    click.echo(f"{account} waits again." if is_heeded else f"{account} is ignored.")


ACCOUNT_COMMANDS = (show_unknown_accounts, map_account, ignore_account)
