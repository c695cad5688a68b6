"""The SQL of questions: the communities of a person, what waits there for an answer, and how much is asked and answered in a week."""

from __future__ import annotations

from app.journal.events.statements import effective_fact_condition, standing_fact_condition
from badges.ambassadors.posts.statements import answer_condition, select_written

COMMUNITIES = f"""
select latest.community from (
    select distinct on (f.community) f.community, f.kind from fact f
    where f.actor_id = :person_id and f.kind in ('community.joined', 'community.left') and f.community is not null
        and {standing_fact_condition("f")}
    order by f.community, f.occurred_at desc, f.id desc) as latest
where latest.kind = 'community.joined'
union
select f.community from fact f
where f.actor_id = :person_id and f.kind = 'answer.created' and f.occurred_at >= :since and f.community is not null
    and {effective_fact_condition("f")}
order by community limit :most
"""
"""Those that a person joined and did not leave, and those in which they answered somebody."""


WAITING = f"""
with post as materialized ({select_written("'post.created'")}),
network as (select coalesce(bool_or(post.is_question), false) as tells_questions from post)
select post.id as fact_id, post.actor_id as asker_id, post.object, post.community, post.occurred_at as asked_at, post.is_question,
    t.taken_by, t.taken_until
from post cross join network join member asker on asker.id = post.actor_id and asker.takes_part
join region on region.id = asker.region_id and (cast(:region as text) = '' or region.slug = :region)
left join question_turn t on t.fact_id = post.id
where post.actor_id <> :person_id and post.object is not null and (post.is_question or not network.tells_questions) and t.state is distinct from 'answered'
    and not {answer_condition("post")}
order by post.occurred_at, post.id limit :most
"""
"""Posts without an answer, of people who take part; questions alone where the network says of some post that it is one."""

WEEKS = f"""
with written as materialized ({select_written("'answer.created', 'comment.created', 'post.created'")}),
network as (select coalesce(bool_or(written.is_question), false) as tells_questions from written),
judged as (
    select w.community, w.actor_id, cast(date_trunc('week', w.occurred_at at time zone 'UTC') as date) as week,
        w.kind = 'post.created' and (w.is_question or not network.tells_questions) as is_asked,
        w.kind = 'post.created' and {answer_condition("w", "reply.occurred_at < w.occurred_at + interval '1 day'")} as is_answered
    from written w cross join network)
select community, week, count(distinct actor_id) as writers, count(*) filter (where is_asked) as questions,
    count(*) filter (where is_asked and is_answered) as answered
from judged group by community, week order by community, week desc
"""
"""Of each community and week: how many people wrote, how much was asked, and how much of it was answered within a day."""
