"""The naive peer: plain psycopg, and for each fact one transaction that stores it, looks the rules up and moves every total."""

from __future__ import annotations

import time
from collections.abc import Sequence

import psycopg

from app.journal.service import NewFact

FACT = """
insert into fact (kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key, undoes)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict (source, source_key) do nothing returning id
"""
RULES = """
select id, coalesce(amount, 0), coalesce(collective_amount, amount, 0) from rule
where %s = any(fact_kinds) and in_force_from <= %s and (in_force_until is null or in_force_until > %s)
"""
LINE = """
insert into ledger_entry (person_id, unit_id, site_id, rule_id, fact_id, points, collective, earned_at)
select id, unit_id, site_id, %s, %s, %s, %s, %s from person where id = %s
"""
BALANCE = """
insert into balance (person_id, points) values (%s, %s)
on conflict (person_id) do update set points = balance.points + excluded.points
"""
PROGRESS = """
update enrolment e set done = e.done + 1, completed_at = case when e.done + 1 = v.wanted then %s end
from mission_version v where v.id = e.version_id and e.person_id = %s and %s = any(v.counted_kinds) and e.completed_at is null
    and e.counts_from <= %s and (e.counts_until is null or e.counts_until > %s)
"""


def one_by_one(database_url: str, facts: Sequence[NewFact], *, waits_for_disk: bool = True) -> float:
    """Facts a second. It knows no caps, no different people, no boards, no badges and no undoing: it does less."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"set synchronous_commit = {'on' if waits_for_disk else 'off'}")
        began = time.perf_counter()
        for fact in facts:
            with connection.transaction():
                _take_in(connection, fact)
        return len(facts) / (time.perf_counter() - began)


def _take_in(connection: psycopg.Connection, fact: NewFact) -> None:
    at, person = fact.occurred_at, fact.actor_id
    columns = (fact.kind, person, fact.counterpart_id, fact.object, fact.community, at, fact.source, fact.source_key)
    written = connection.execute(FACT, (*columns, fact.undoes)).fetchone()
    if written is None:
        return
    for rule, points, collective in connection.execute(RULES, (fact.kind, at, at)).fetchall():
        connection.execute(LINE, (rule, written[0], points, collective, at, person))
        connection.execute(BALANCE, (person, points))
    connection.execute(PROGRESS, (at, person, fact.kind, at, at))
