"""The SQL of what was written in communities, and of answers to it, from which other statements are composed."""

from __future__ import annotations

from app.journal.events.statements import effective_fact_condition, standing_fact_condition


def answer_condition(post: str, more: str = "true") -> str:
    """The condition that somebody answered a post."""
    return f"""exists (select from fact reply where reply.kind = 'answer.created' and reply.body ->> 'answers' = {post}.object
        and reply.source = {post}.source and {more} and {standing_fact_condition("reply")} offset 0)"""


def select_written(kinds: str, communities: str = "select unnest(cast(:communities as text[]))") -> str:
    """What was written in some communities within a time, one community after the other: the planner would read the whole journal."""
    return f"""
    select f.id, f.kind, f.actor_id, f.object, f.source, f.community, f.occurred_at, f.body ->> 'question' is not null as is_question
    from ({communities}) as own (community) cross join lateral (
        select * from fact where fact.community = own.community and fact.community is not null and fact.kind in ({kinds})
            and fact.occurred_at >= :since and fact.occurred_at < :until offset 0) as f
    where {effective_fact_condition("f")}"""
