"""What still stands in the journal, said once in SQL: neither taken back nor deleted, whichever was heard of first."""

from __future__ import annotations

from app.journal.kinds import CREATIONS

_CREATIONS = ", ".join(f"'{kind}'" for kind in sorted(CREATIONS))


def effective_condition(fact: str) -> str:
    """The condition that the fact under that alias still stands."""
    return f"""
    not exists (select 1 from fact undoing where undoing.undoes = {fact}.source_key
        and undoing.source = {fact}.source and undoing.kind <> 'object.deleted'
        and undoing.actor_id is not distinct from {fact}.actor_id)
    and not ({fact}.kind in ({_CREATIONS}) and exists (select 1 from fact deletion
        where deletion.undoes = {fact}.object and deletion.source = {fact}.source and deletion.kind = 'object.deleted'))
    """


AFFECTED_FACTS = f"""
    with told as materialized (select * from fact where id = any(cast(:batch as bigint[])))
    select told.id, told.kind, told.actor_id, told.counterpart_id, told.occurred_at, told.object from told where told.undoes is null
    union all
    select undone.id, undone.kind, undone.actor_id, undone.counterpart_id, undone.occurred_at, undone.object
    from told cross join lateral (
        select * from fact where fact.source = told.source and fact.source_key = told.undoes limit 1) as undone
    where told.undoes is not null and told.kind <> 'object.deleted'
    union all
    select deleted.id, deleted.kind, deleted.actor_id, deleted.counterpart_id, deleted.occurred_at, deleted.object
    from told cross join lateral (
        select * from fact where fact.object = told.undoes and fact.source = told.source
            and fact.kind in ({_CREATIONS}) offset 0) as deleted
    where told.kind = 'object.deleted'
"""
"""The facts to judge again after a batch (:batch, their ids): those in it, and those that it takes back.

What is taken back is looked up one by one, by index: left to choose, the planner reads the whole journal
wherever it believes that many facts take others back.
"""
