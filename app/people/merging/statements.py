"""The SQL of a merge: locks, the rows of each rule, and what is recorded."""

from __future__ import annotations

from collections.abc import Iterable

from app.people.rows import MergedRows, RowRule

LOCK_MERGES = "select pg_advisory_xact_lock(hashtext('people.merge'))"

LOCK_BOTH = "select id from person where id in (:kept, :merged) order by id for update"
"""Whoever writes a row about one of the two has committed, or waits."""

SETTLE_PEOPLE = (
    "update person set manager_id = null where id in (:kept, :merged) and manager_id in (:kept, :merged)",
    """
    insert into presence (person_id, last_seen_on) select :kept, last_seen_on from presence where person_id = :merged
    on conflict (person_id) do update set last_seen_on = greatest(presence.last_seen_on, excluded.last_seen_on)
    """,
)
"""Nobody is their own manager; the later visit stays."""

CLOSE_MERGED_PERSON = """
update person set left_on = coalesce(left_on, cast(:today as date)), password_hash = null, session_version = session_version + 1
where id = :merged
"""

RECORD_MERGE = """
insert into person_merge (person_id, kept_id, email, merged_at, before, after)
select p.id, :kept, p.email, :now, cast(:before as jsonb), cast(:after as jsonb) from person p where p.id = :merged
"""

LATE_MERGES = """
select g.person_id, g.kept_id from person_merge g
where g.merged_at > :since and exists (select from fact f where f.actor_id = g.person_id)
order by g.merged_at
"""
"""Merges after which a transaction that had begun before wrote about the merged person."""


def build_move_statements(rows: MergedRows) -> list[str]:
    """What makes the rows of a column the kept person's (:kept), or deletes them (:merged)."""
    own = f"{rows.column} = :merged and {rows.where}"
    if rows.rule is RowRule.OWN:
        return []
    delete = f"delete from {rows.table} m where m.{own}"
    if rows.rule is RowRule.DROPPED:
        return [delete]
    move = f"update {rows.table} m set {rows.column} = :kept where m.{own}"
    if rows.rule is RowRule.MOVED:
        return [move]
    agree = "".join(f" and k.{column} is not distinct from m.{column}" for column in rows.per)
    same = f"select from {rows.table} k where k.{rows.column} = :kept and {rows.unique_where.format('k')}{agree}"
    move_others = f"{move} and not ({rows.unique_where.format('m')} and exists ({same}))"
    return [move_others, delete] if rows.rule is RowRule.ONCE else [move_others]


FIGURES = {
    "acts": "select count(*) from fact where actor_id = :person",
    "names": "select count(*) from actor_alias where person_id = :person",
    "roles": "select count(*) from person_role where person_id = :person",
}
"""What a merge shows beside the number of all rows: who administers accounts reads how much there is, and not what somebody did."""


def count_rows_statement(declared: Iterable[MergedRows]) -> str:
    """How many rows name :person in the columns of these declarations."""
    counts = (f"(select count(*) from {rows.table} where {rows.column} = :person)" for rows in declared)
    return f"select {' + '.join(counts)}"


MERGED_ROWS = (
    MergedRows("person", "manager_id"),
    MergedRows("actor_alias"),
    MergedRows("person_role", rule=RowRule.ONCE, per=("role",)),
    MergedRows("choices", rule=RowRule.OWN),
    MergedRows("presence", rule=RowRule.DROPPED),
    MergedRows("personal_token", rule=RowRule.DROPPED),
    MergedRows("form_draft", rule=RowRule.DROPPED),
    MergedRows("pause"),
    MergedRows("policy", "set_by_id"),
    MergedRows("policy", "ended_by_id"),
    MergedRows("people_import", "by_id"),
    MergedRows("crisis", "opened_by"),
    MergedRows("person_merge", rule=RowRule.OWN),
    MergedRows("person_merge", "kept_id"),
)
"""The columns of people. Whoever was merged into the merged person is merged into the kept one."""
