"""Keeps what unknown accounts did for seven days, and lets it count when IT says whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import json, to_builtins
from sqlalchemy import delete

from app.intake import reasons
from app.intake.accounts import queries, statements
from app.intake.accounts.models import ActOfUnknownAccount, UnknownAccount
from app.intake.activities import CloudEvent, ItemOutcome
from app.intake.identifiers import NOBODY, find_first_linked_id, list_type_names, parse_external_id
from app.intake.service.accept import accept_items
from app.intake.source import ParsedItem
from app.kernel import clock
from app.kernel.database import session
from app.people.aliases.service import add_alias
from app.people.models import Person
from app.people.queries import find_people_of_network

ACTS_KEPT_FOR = timedelta(days=7)
ACCOUNTS_KEPT_FOR, IGNORED_KEPT_FOR = timedelta(days=30), timedelta(days=396)
"""After the last act: an account that does nothing any more is forgotten."""

CHOICES = ("oneOf", "anyOf")

MOST_ACTS_KEPT = 1_000
"""How many acts of one account are kept: a program that nobody maps does not fill the table."""

DELETED_AT_ONCE = 5_000


def keep_dropped_acts_of_unknown_accounts(
    source_name: str, items: Sequence[ParsedItem], outcomes: Sequence[ItemOutcome], now: datetime
) -> None:
    """The same for what was just answered; what such an account takes back is kept too, so that it never counts."""
    dropped = [
        item
        for item, outcome in zip(items, outcomes, strict=True)
        if isinstance(item, CloudEvent)
        and (
            outcome.code == reasons.UNKNOWN_PERSON
            or (outcome.outcome == "accepted" and "Undo" in list_type_names(item.data.type))
        )
    ]
    if dropped:
        keep_acts_of_unknown_accounts(source_name, dropped, now)


def keep_acts_of_unknown_accounts(source_name: str, events: Sequence[CloudEvent], now: datetime) -> None:
    """Count, and keep for seven days, the acts of accounts that nobody here has; whoever is here and takes no part is no such account."""
    named = [(account, event) for event in events if (account := _find_account(event))]
    people = find_people_of_network(source_name, {account for account, _ in named})
    unknown = [(account, event) for account, event in named if account not in people]
    if not unknown:
        return
    named_once = {"source": source_name, "now": now, "accounts": sorted({account for account, _ in unknown})}
    rows = session().execute(statements.NOTE_ACCOUNTS, named_once)
    waiting = {row.account for row in rows if not row.is_ignored}
    chosen = [(account, json.encode(_leave_choices_out(event))) for account, event in unknown if account in waiting]
    accounts, contents = [account for account, _ in chosen], [content for _, content in chosen]
    kept = {"source": source_name, "now": now, "most": MOST_ACTS_KEPT, "accounts": accounts, "events": contents}
    session().execute(statements.KEEP_ACTS, kept)


def _leave_choices_out(event: CloudEvent) -> object:
    """The event with no words: of what a poll offers, only that it offers something is kept."""
    return _replace_choices(to_builtins(event, str_keys=True))


def _replace_choices(value: object) -> object:
    if isinstance(value, dict):
        return {name: name in CHOICES or _replace_choices(each) for name, each in value.items() if each is not None}
    return [_replace_choices(each) for each in value] if isinstance(value, list) else value


def _find_account(event: CloudEvent) -> str | None:
    actor = find_first_linked_id(event.data.actor)
    account = parse_external_id(actor) if actor and actor != NOBODY else ""
    return account if account and "\x00" not in account else None


def map_account(source: str, account: str, person: Person) -> int:
    """Say that an account is a person's: what it did in the last seven days counts, as far as they take part; how many acts do.

    UnusableAlias or AliasOfAnother where the network cannot call them so; UnknownAccountGone where it does not wait.
    """
    queries.get_unknown_account(source, account)
    add_alias(person, source, account)
    return _count_kept_acts(source, account)


def ignore_account(source: str, account: str) -> None:
    """Show an account no longer, and delete what it did; its later acts are not kept. UnknownAccountGone where it does not wait."""
    queries.get_unknown_account(source, account).ignored_at = clock.now()
    session().execute(
        delete(ActOfUnknownAccount).where(ActOfUnknownAccount.source == source, ActOfUnknownAccount.account == account)
    )


def stop_ignoring_account(source: str, account: str) -> None:
    """Show an account again, and keep what it does from now on. UnknownAccountGone where it does not wait."""
    queries.get_unknown_account(source, account).ignored_at = None


def count_acts_of_accounts_that_became_known() -> None:
    """Let what was kept count for accounts that a directory file or a new alias gave to somebody meanwhile."""
    for source, account in queries.list_names_of_waiting_accounts():
        if account in find_people_of_network(source, {account}):
            _count_kept_acts(source, account)


def delete_old_acts_and_accounts() -> bool:
    """Delete what is older than it may be, some at a time; whether more is left."""
    now = clock.now()
    old = {"before": now - ACTS_KEPT_FOR, "most": DELETED_AT_ONCE}
    deleted = session().execute(statements.DELETE_OLD_ACTS, old).all()
    before = {"before": now - ACCOUNTS_KEPT_FOR, "ignored_before": now - IGNORED_KEPT_FOR}
    session().execute(statements.DELETE_OLD_ACCOUNTS, before)
    return len(deleted) == DELETED_AT_ONCE


def _count_kept_acts(source: str, account: str) -> int:
    acts = queries.list_acts_of_account(source, account)
    events = [json.decode(act.event, type=CloudEvent) for act in acts]
    answer = accept_items(events, source, clock.now())
    session().execute(
        delete(ActOfUnknownAccount).where(ActOfUnknownAccount.source == source, ActOfUnknownAccount.account == account)
    )
    own = UnknownAccount.source == source, UnknownAccount.account == account
    session().execute(delete(UnknownAccount).where(*own))
    return answer.accepted
