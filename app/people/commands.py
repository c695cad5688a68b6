"""The commands about people, their roles, and the tokens of machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from app.kernel.errors import ServiceError
from app.kernel.transaction import transaction
from app.people import queries
from app.people.accounts import queries as accounts
from app.people.accounts.passwords import MIN_LENGTH
from app.people.accounts.service import sign_in, tokens
from app.people.directory.commands import export_people, import_people, show_formats, show_imports, undo_people_import
from app.people.directory.entries import DirectoryGroup
from app.people.directory.queries import list_groups
from app.people.directory.service import groups
from app.people.merging.queries import get_person_to_merge
from app.people.merging.service.merge import merge_people, plan_merge
from app.people.roles import GIVEN_ROLES, SCOPES
from app.people.service import roles

GROUP = click.Choice([group.value for group in DirectoryGroup])
ROLE = click.Choice(sorted(GIVEN_ROLES))


@contextmanager
def _transaction_showing_errors() -> Iterator[None]:
    """Run one transaction; a refusal becomes a sentence, not a trace."""
    try:
        with transaction():
            yield
    except ServiceError as refused:
        raise click.ClickException(refused.detail) from refused


@click.group("people")
def people_commands() -> None:
    """Import people, give roles, set a pilot's passwords."""


people_commands.add_command(import_people)
people_commands.add_command(export_people)
people_commands.add_command(show_formats)
people_commands.add_command(show_imports)
people_commands.add_command(undo_people_import)


@people_commands.group("groups")
def group_commands() -> None:
    """List, rename and merge regions, sites and units."""


@group_commands.command("list")
@click.argument("kind", type=GROUP)
def show_groups(kind: str) -> None:
    """Show the groups of a KIND, with how many people who are here each has."""
    with _transaction_showing_errors():
        for _group_id, name, people in list_groups(DirectoryGroup(kind)):
            click.echo(f"{people:>8,}  {name}")


@group_commands.command("rename")
@click.argument("kind", type=GROUP)
@click.argument("name")
@click.argument("new_name")
def rename_group(kind: str, name: str, new_name: str) -> None:
    """Give the region, site or unit NAME the name NEW_NAME. Its points, boards and audiences follow; files may use both names."""
    with _transaction_showing_errors():
        rename = groups.rename_named_group(DirectoryGroup(kind), name, new_name)
    click.echo(f"{rename.before} is called {rename.after}.")


@group_commands.command("merge")
@click.argument("kind", type=GROUP)
@click.argument("name")
@click.argument("into_name")
@click.option("--apply", "is_applied", is_flag=True, help="Write it. Without this, only what would change is shown.")
def merge_group(kind: str, name: str, into_name: str, *, is_applied: bool) -> None:
    """Merge the region, site or unit NAME into INTO_NAME, for good: its people, points and audiences belong to that one."""
    merge = groups.merge_groups if is_applied else groups.plan_merge
    with _transaction_showing_errors():
        plan = merge(DirectoryGroup(kind), name, into_name)
    for sentence in groups.describe_merge(plan):
        click.echo(sentence)
    click.echo("Written." if is_applied else "Nothing was written. To write it: the same command with --apply.")


@people_commands.command("merge")
@click.argument("kept")
@click.argument("merged")
@click.option("--apply", "is_applied", is_flag=True, help="Write it. Without this, only the figures are shown.")
def merge_two_people(kept: str, merged: str, *, is_applied: bool) -> None:
    """Merge the person MERGED into the person KEPT, for good: one human with two accounts. Both by external_id or e-mail; files go on with KEPT's external_id."""
    merge = merge_people if is_applied else plan_merge
    with _transaction_showing_errors():
        outcome = merge(get_person_to_merge(kept), get_person_to_merge(merged), by_id=None)
    for sentence in outcome.list_sentences():
        click.echo(sentence)
    click.echo("Written." if is_applied else "Nothing was written. To write it: the same command with --apply.")


@people_commands.group("role")
def role_commands() -> None:
    """Give roles and take them back."""


@role_commands.command("give")
@click.argument("email")
@click.argument("role", type=ROLE)
def give_role(email: str, role: str) -> None:
    """Give ROLE to the person who reads EMAIL."""
    with _transaction_showing_errors():
        roles.give_role(queries.get_person_by_email(email), role)
    click.echo(f"{email} holds the role {role}.")


@role_commands.command("take")
@click.argument("email")
@click.argument("role", type=ROLE)
def take_role_back(email: str, role: str) -> None:
    """Take ROLE back from the person who reads EMAIL."""
    with _transaction_showing_errors():
        roles.take_role_back(queries.get_person_by_email(email), role)
    click.echo(f"{email} does not hold the role {role}.")


@people_commands.command("password")
@click.argument("email")
@click.option(
    "--password", prompt=f"New password, {MIN_LENGTH} characters or more", hide_input=True, confirmation_prompt=True
)
def set_password_of_person(email: str, password: str) -> None:
    """Set the password of the person who reads EMAIL; their sessions end."""
    with _transaction_showing_errors():
        sign_in.set_password(queries.get_person_by_email(email), password)
    click.echo(f"The password of {email} is set.")


@click.group("token")
def token_commands() -> None:
    """Create, list and revoke the tokens of machines."""


@token_commands.command("create")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(sorted(SCOPES)),
    help="May be given several times.",
)
@click.option("--source", help="The name that signs the facts of this machine; NAME when left out.")
def create_service_token(name: str, scopes: Sequence[str], source: str | None) -> None:
    """Create the token NAME and show its secret, once."""
    with _transaction_showing_errors():
        secret = tokens.create_token(name, scopes=scopes, source=source or name)
    click.echo("Keep this secret now, it is not shown again:", err=True)
    click.echo(secret)


@token_commands.command("revoke")
@click.argument("name")
def revoke_token(name: str) -> None:
    """Refuse the token NAME from now on."""
    with _transaction_showing_errors():
        tokens.revoke_token(name)
    click.echo(f"The token {name} is refused everywhere within half a minute.")


@token_commands.command("list")
def list_tokens() -> None:
    """Show every token, without its secret."""
    with _transaction_showing_errors():
        for line in accounts.list_tokens():
            state = f"revoked {line.revoked_at:%Y-%m-%d}" if line.revoked_at else "in use"
            click.echo(
                f"{line.name}\tsource {line.source}\t{' '.join(line.scopes)}\tcreated {line.created_at:%Y-%m-%d}\t{state}"
            )
