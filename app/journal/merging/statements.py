"""The SQL that gives the facts of one person to another: the one place where a fact is edited."""

from __future__ import annotations

from app.journal.kinds import MARKS

_NEVER_TOWARDS_ONESELF = ", ".join(
    f"'{kind}'"
    for kind in sorted(MARKS | {"answer.created", "person.followed", "mentoring.session_held", "mentoring.completed"})
)

LOCK_POSITIONS = "select 1 from position order by reader, shard for update"
"""No reader acts on a batch meanwhile: those that do have finished, and others pass by a locked position."""

FACTS_BETWEEN = f"""
select actor_id, source, source_key from fact
where actor_id in (:kept, :merged) and counterpart_id in (:kept, :merged) and actor_id <> counterpart_id
    and kind in ({_NEVER_TOWARDS_ONESELF})
"""
"""What the two did towards each other and nobody does towards themselves."""

PART_WITH_ONESELF = f"""
update fact set counterpart_id = null
where actor_id in (:kept, :merged) and counterpart_id in (:kept, :merged) and kind not in ({_NEVER_TOWARDS_ONESELF})
"""
"""What one may do with oneself, as a comment on one's own post, is kept without a counterpart, as the intake keeps it."""

MOVE_FACTS = """
update fact set
    actor_id = case when actor_id = :merged then :kept else actor_id end,
    counterpart_id = case when counterpart_id = :merged then :kept else counterpart_id end,
    tx = case when (tx, id) > (
        select p.tx, p.fact_id from position p where p.shard = fact.shard order by p.tx, p.fact_id limit 1)
        then pg_current_xact_id()::text::bigint else tx end
where actor_id = :merged or counterpart_id = :merged
"""
"""A fact that some reader has not read yet is written anew in the order of the journal: its shard may be another one now, where readers are further."""

FACTS_ABOUT = """
select id from fact where (actor_id = :person_id or counterpart_id = :person_id) and kind = any(cast(:kinds as text[])) order by tx, id
"""
