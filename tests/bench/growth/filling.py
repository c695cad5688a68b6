"""Fills a company in SQL: people, a journal of many kinds, a ledger, boards, and readers that have read all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import psycopg

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from missions.service.enrol import enrol_everyone_in_missions
from seeds.programme import publish_programme
from tests.bench.growth import statements
from tests.boards import build_all_boards

SINCE_PROGRAMME = timedelta(hours=1)
"""The programme is younger than every fact of the journal, so a new fact counts and the old ones are only there."""


@dataclass(frozen=True)
class CompanySize:
    """How many people and facts; the first facts are of people who join."""

    people: int
    facts: int


def fill_company(size: CompanySize) -> None:
    """Fill an empty, migrated database of the application under way; every reader is at rest at the end and every board is published."""
    with psycopg.connect(current_settings().database_url, autocommit=True) as database:
        fill_people(database, size)
        with transaction():
            publish_programme(clock.now() - SINCE_PROGRAMME)
        with transaction():
            enrol_everyone_in_missions()
        database.execute(statements.COUNT_FROM_NOW)
        fill_journal(database, size)
        vacuum(database)
    build_all_boards()


def fill_people(database: psycopg.Connection, size: CompanySize) -> None:
    """Everybody joined long ago; one person in five appears on boards."""
    for statement in statements.PEOPLE:
        database.execute(statement, {"people": size.people})
    database.execute("analyze")


def fill_journal(database: psycopg.Connection, size: CompanySize) -> None:
    """Write the facts, what the ledger says of them, and positions past the last one."""
    parameters = spend_transactions(database, size) | {"first": 1, "last": size.facts}
    with database.transaction():
        definitions = [definition for (definition,) in database.execute(statements.FACT_INDEXES).fetchall()]
        database.execute(statements.DROP_FACT_INDEXES)
        database.execute(statements.FACTS, parameters)
        for definition in definitions:
            database.execute(definition)
    database.execute(statements.GO_ON_AFTER_FACTS)
    for statement in statements.LEDGER:
        database.execute(statement)
    database.execute(statements.POSITIONS, {"readers": list(statements.READERS)})


def spend_transactions(database: psycopg.Connection, size: CompanySize) -> dict[str, int]:
    """Make the numbers of transactions that the facts carry; returns what the statement of facts needs beside which of them."""
    transactions = max(1, size.facts // 10)
    database.execute(statements.SPEND_TRANSACTIONS.format(transactions=transactions))
    (before,) = database.execute(statements.FACTS_BEFORE).fetchone() or (0,)
    return {"people": size.people, "facts": size.facts, "transactions": transactions, "before": before}


def vacuum(database: psycopg.Connection) -> None:
    """Let the planner know what is there, as autovacuum does in time."""
    database.execute("vacuum analyze")


def make_token() -> str:
    """What the network shows to push."""
    with transaction():
        return create_token("the network", scopes={"activities:write"}, source=statements.SOURCE)
