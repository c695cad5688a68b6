"""The SQL of late questions: in any community, told to nobody yet; and the mark that they were."""

from __future__ import annotations

from badges.ambassadors.posts.statements import answer_condition, select_written

_COMMUNITIES = """
    with recursive named as (
        select min(community) as community from fact
        where kind in ('answer.created', 'comment.created', 'post.created') and community > '' and community is not null
        union all
        select (select min(f.community) from fact f where f.kind in ('answer.created', 'comment.created', 'post.created')
            and f.community is not null and f.community > named.community) from named where named.community is not null)
    select community from named where community is not null
"""
"""Every community in which something was written: each is one step of the index, however much that was."""

LATE = f"""
with post as materialized ({select_written("'post.created'", _COMMUNITIES)})
select post.id as fact_id, post.actor_id as asker_id, post.community, post.occurred_at as asked_at
from post left join question_turn t on t.fact_id = post.id
where exists (select from member asker where asker.id = post.actor_id and asker.takes_part offset 0) and post.is_question and post.object is not null and t.announced_at is null and t.state is distinct from 'answered'
    and (t.taken_until is null or t.taken_until <= :now) and not {answer_condition("post")}
order by post.occurred_at, post.id limit :most
"""
"""Questions alone: a network that does not say which posts are some would have animators called for every message."""

MARK_ANNOUNCED = """
insert into question_turn (fact_id, asker_id, asked_at, announced_at)
select fact_id, asker_id, asked_at, :now
from unnest(cast(:facts as bigint[]), cast(:askers as bigint[]), cast(:moments as timestamptz[])) as late (fact_id, asker_id, asked_at)
order by fact_id
on conflict (fact_id) do update set announced_at = excluded.announced_at where question_turn.announced_at is null
returning fact_id
"""
