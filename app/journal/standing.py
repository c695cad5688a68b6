"""What still stands in the journal, said once in SQL: neither taken back nor deleted, whichever was heard of first."""

from __future__ import annotations

from app.journal.kinds import CREATIONS

_CREATIONS = ", ".join(f"'{kind}'" for kind in sorted(CREATIONS))


def stands(fact: str) -> str:
    """The condition that the fact under that alias still stands."""
    return f"""
    not exists (select 1 from fact undoing where undoing.undoes = {fact}.source_key
        and undoing.source = {fact}.source and undoing.kind <> 'object.deleted'
        and undoing.actor_id is not distinct from {fact}.actor_id)
    and not ({fact}.kind in ({_CREATIONS}) and exists (select 1 from fact deletion
        where deletion.undoes = {fact}.object and deletion.source = {fact}.source and deletion.kind = 'object.deleted'))
    """


CONCERNED = f"""
    select told.id, told.kind, told.actor_id, told.occurred_at, told.object
    from fact told where told.id = any(:batch) and told.undoes is null
    union all
    select undone.id, undone.kind, undone.actor_id, undone.occurred_at, undone.object
    from fact told join fact undone on undone.source_key = told.undoes and undone.source = told.source
    where told.id = any(:batch) and told.kind <> 'object.deleted'
    union all
    select deleted.id, deleted.kind, deleted.actor_id, deleted.occurred_at, deleted.object
    from fact told join fact deleted on deleted.object = told.undoes and deleted.source = told.source
        and deleted.kind in ({_CREATIONS})
    where told.id = any(:batch) and told.kind = 'object.deleted'
"""
"""The facts to judge again after a batch (:batch, their ids): those in it, and those that it takes back."""
