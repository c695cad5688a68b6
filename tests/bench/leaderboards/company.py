"""Companies for boards, made in SQL: ten thousand people with two hundred rules, or a million people with ten million credits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.points.service import Amounts, create_and_publish_rule
from tests.boards import make_board
from tests.makers import WORDS, make_site, make_unit

PEOPLE, RULES = 10_000, 200
MILLION, CREDITS = 1_000_000, 10_000_000
SPAN = timedelta(days=20)
BOARD = "board"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
TEN_THOUSAND, A_MILLION = "ten_thousand", "a_million"

WHO = """
insert into person (external_id, email, given_name, family_name, site_id, unit_id, arrived_on)
select 'p-' || n, 'p-' || n || '@example.org', 'Camille', 'Martin ' || n, :site, :unit, '2020-01-01'
from generate_series(1, :people) as n
"""
CHOSEN = "insert into choices (person_id, joined_at, on_boards) select id, '2020-01-02', true from person"
IN_TURN = """
update rule set in_force_until = in_force_from + cast(:each as interval), amount = 5 where slug like 'rule-%'
"""
LEDGER_INDEXES = ("ix_ledger_entry_person", "ix_ledger_entry_earned")
CREDIT = """
insert into ledger_entry (person_id, unit_id, site_id, rule_id, fact_id, points, collective, earned_at)
select :first + (n::bigint * 7919) % :people, :unit, :site, :rule, n, 1 + (n::bigint * n) % 97, 1, now() - n * interval '0.1 second'
from generate_series(1, :credits) as n
"""


def ten_thousand() -> None:
    """Everybody appears; each of two hundred rules is in force for a two-hundredth of the span, so each credit looks for its own."""
    with transaction():
        _people(PEOPLE)
        begins = clock.now() - SPAN
        for number in range(RULES):
            create_and_publish_rule(
                f"rule-{number:03}",
                "post.shared",
                sentence=WORDS,
                amounts=Amounts(personal=5),
                in_force_from=begins + number * SPAN / RULES,
            )
        session().execute(text(IN_TURN), {"each": SPAN / RULES})
        session().execute(
            text("update rule set in_force_until = null where slug = :last"), {"last": f"rule-{RULES - 1:03}"}
        )
        make_board(BOARD)


def a_million() -> None:
    """Everybody appears, and has ten credits; the ledger's checks are left out while it is filled, its indexes made after."""
    with transaction():
        site_id, unit_id = _people(MILLION)
        rule = create_and_publish_rule(
            "rule", "post.shared", sentence=WORDS, amounts=Amounts(personal=1), in_force_from=LONG_AGO
        )
        make_board(BOARD)
        parameters = {"people": MILLION, "credits": CREDITS, "unit": unit_id, "site": site_id, "rule": rule.id}
        first = session().scalar(text("select min(id) from person"))
        made = [_made(name) for name in LEDGER_INDEXES]
        session().execute(text("set local session_replication_role = replica"))
        session().execute(text(f"drop index {', '.join(LEDGER_INDEXES)}"))
        session().execute(text(CREDIT), parameters | {"first": first})
        for definition in made:
            session().execute(text(definition))
    with transaction():
        session().execute(text("analyze ledger_entry, person, choices"))


def _people(count: int) -> tuple[int, int]:
    site_id, unit_id = make_site().id, make_unit().id
    session().execute(text(WHO), {"people": count, "site": site_id, "unit": unit_id})
    session().execute(text(CHOSEN))
    return site_id, unit_id


def _made(index: str) -> str:
    definition = session().scalar(text("select indexdef from pg_indexes where indexname = :name"), {"name": index})
    assert isinstance(definition, str), "The ledger has that index."
    return definition
