"""Reads unknown accounts and what they did."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from app.intake.accounts.models import ActOfUnknownAccount, UnknownAccount
from app.kernel.database import session
from app.kernel.errors import NotFound

MOST_ACCOUNTS = 200
"""How many unknown accounts are shown, those that acted last."""


class UnknownAccountGone(NotFound):
    """No such account waits."""


def list_unknown_accounts() -> Sequence[UnknownAccount]:
    """The accounts that wait and are not ignored, those that acted last first; at most MOST_ACCOUNTS."""
    waiting = select(UnknownAccount).where(UnknownAccount.ignored_at.is_(None))
    latest_first = waiting.order_by(UnknownAccount.last_seen_at.desc(), UnknownAccount.source, UnknownAccount.account)
    return session().scalars(latest_first.limit(MOST_ACCOUNTS)).all()


def list_ignored_accounts() -> Sequence[UnknownAccount]:
    """The accounts that are ignored, the latest first; at most MOST_ACCOUNTS."""
    ignored = select(UnknownAccount).where(UnknownAccount.ignored_at.is_not(None))
    return session().scalars(ignored.order_by(UnknownAccount.ignored_at.desc()).limit(MOST_ACCOUNTS)).all()


def count_unknown_accounts() -> int:
    """How many accounts wait and are not ignored."""
    return session().scalar(select(func.count()).where(UnknownAccount.ignored_at.is_(None))) or 0


def get_unknown_account(source: str, account: str) -> UnknownAccount:
    """The account of a network that waits, ignored or not; UnknownAccountGone otherwise."""
    waiting = session().get(UnknownAccount, (source, account))
    if waiting is None:
        raise UnknownAccountGone("This account does not wait any more.")
    return waiting


def list_acts_of_account(source: str, account: str) -> Sequence[ActOfUnknownAccount]:
    """What an account did lately, in the order in which it was read."""
    own = select(ActOfUnknownAccount).where(
        ActOfUnknownAccount.source == source, ActOfUnknownAccount.account == account
    )
    return session().scalars(own.order_by(ActOfUnknownAccount.id)).all()


def list_names_of_waiting_accounts() -> Sequence[tuple[str, str]]:
    """The network and the name of every account that waits and whose acts are kept."""
    kept = select(ActOfUnknownAccount.source, ActOfUnknownAccount.account).distinct()
    return [
        (row.source, row.account)
        for row in session().execute(kept.order_by(ActOfUnknownAccount.source, ActOfUnknownAccount.account))
    ]
