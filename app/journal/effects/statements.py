"""The SQL that says why new facts change nothing yet."""

from __future__ import annotations

from app.journal.events.statements import (
    deleted_condition,
    gesture_target_expression,
    repeated_condition,
    taken_back_condition,
    towards_oneself_condition,
    unproven_condition,
)
from app.journal.kinds import CREATIONS, GESTURES, MARKS

_CREATIONS, _MARKS, _GESTURES = (
    ", ".join(f"'{kind}'" for kind in sorted(kinds)) for kinds in (CREATIONS, MARKS, GESTURES)
)

REASONS_OF_FACTS_WITHOUT_EFFECT = f"""
with effect as (
    select f.id, case
        when {taken_back_condition("f")} then 'taken-back'
        when f.kind = 'activity.undone' then coalesce((
            select case when takes_back(f, target.kind, target.actor_id, target.occurred_at) then '' else 'somebody-elses' end
            from fact target where target.source = f.source and target.source_key = f.undoes), 'nothing-to-take-back')
        when f.kind = 'object.deleted' then case
            when is_restored(f) then 'taken-back'
            when exists (select 1 from fact target where target.source = f.source and target.source_key = f.undoes)
                or exists (select 1 from fact target where target.object = f.undoes and target.source = f.source
                    and target.kind in ({_CREATIONS}) offset 0)
                or exists (select 1 from fact target where {gesture_target_expression("target")} = f.undoes
                    and target.source = f.source and target.kind in ({_GESTURES}) and target.kind in ({_MARKS}) offset 0)
            then '' else 'nothing-to-take-back' end
        when {deleted_condition("f")} then 'object-deleted'
        when {towards_oneself_condition("f")} then 'towards-oneself'
        when {unproven_condition("f")} then 'not-known-as-an-answer'
        when {repeated_condition("f")} then 'already-counted'
    end as reason
    from unnest(cast(:facts as bigint[])) as new (id)
    cross join lateral (select * from fact where fact.id = new.id offset 0) as f
)
select * from effect where reason <> ''
"""
"""Of facts just written (:facts, their ids), those that change nothing now, and the code of the reason."""
