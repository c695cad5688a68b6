"""The SQL of questions: the communities of a person, what waits there for an answer, and how much is asked and answered in a week."""

from __future__ import annotations

from app.journal.events.statements import effective_fact_condition, standing_fact_condition

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


def _answer_to(post: str, more: str = "true") -> str:
    """The condition that somebody answered a post."""
    return f"""exists (select from fact reply where reply.kind = 'answer.created' and reply.body ->> 'answers' = {post}.object
        and reply.source = {post}.source and {more} and {standing_fact_condition("reply")} offset 0)"""


def _select_written(kinds: str) -> str:
    """What was written in some communities within a time, one community after the other: the planner would read the whole journal."""
    return f"""
    select f.id, f.kind, f.actor_id, f.object, f.source, f.community, f.occurred_at, f.body ->> 'question' is not null as is_question
    from unnest(cast(:communities as text[])) as own (community) cross join lateral (
        select * from fact where fact.community = own.community and fact.community is not null and fact.kind in ({kinds})
            and fact.occurred_at >= :since and fact.occurred_at < :until offset 0) as f
    where {effective_fact_condition("f")}"""


WAITING = f"""
with post as materialized ({_select_written("'post.created'")}),
network as (select coalesce(bool_or(post.is_question), false) as tells_questions from post)
select post.id as fact_id, post.actor_id as asker_id, post.object, post.community, post.occurred_at as asked_at, post.is_question,
    t.taken_by, t.taken_until
from post cross join network join member asker on asker.id = post.actor_id and asker.takes_part
left join question_turn t on t.fact_id = post.id
where post.actor_id <> :person_id and post.object is not null and (post.is_question or not network.tells_questions) and t.state is distinct from 'answered'
    and not {_answer_to("post")}
order by post.occurred_at, post.id limit :most
"""
"""Posts without an answer, of people who take part; questions alone where the network says of some post that it is one."""

WEEKS = f"""
with written as materialized ({_select_written("'answer.created', 'comment.created', 'post.created'")}),
network as (select coalesce(bool_or(written.is_question), false) as tells_questions from written),
judged as (
    select w.community, w.actor_id, cast(date_trunc('week', w.occurred_at at time zone 'UTC') as date) as week,
        w.kind = 'post.created' and (w.is_question or not network.tells_questions) as is_asked,
        w.kind = 'post.created' and {_answer_to("w", "reply.occurred_at < w.occurred_at + interval '1 day'")} as is_answered
    from written w cross join network)
select community, week, count(distinct actor_id) as writers, count(*) filter (where is_asked) as questions,
    count(*) filter (where is_asked and is_answered) as answered
from judged group by community, week order by community, week desc
"""
"""Of each community and week: how many people wrote, how much was asked, and how much of it was answered within a day."""
