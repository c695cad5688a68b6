"""The SQL of boards of people: what everybody has, what some people have, and who may have changed since a version."""

from __future__ import annotations

from app.journal.models import SHARDS
from app.leaderboards.measure import Measure
from app.leaderboards.statements import APPEARS_ON_BOARDS, select_earned_scores
from app.people.pauses.statements import SELECT_ENDED_PAUSES
from app.people.policies.statements import SWITCH_TURNED_CONDITION
from app.people.rows import MergedRows, RowRule

MOVE_WHO_APPEARS = frozenset(
    {
        "choices.changed",
        "person.departed",
        "person.joined",
        "person.left_game",
        "person.paused",
        "person.resumed",
    }
)
"""Facts after which their person may begin to appear, or stop."""

MERGED_ROWS = (MergedRows("board_change", rule=RowRule.OWN),)
"""A merge notes that everybody may have changed."""


_PACKED_SCORES = """
    select coalesce(string_agg(
        int8send(earned.person_id) || int8send(earned.score) || timestamptz_send(earned.reached_at), ''::bytea), '') as scores
"""


def select_packed_scores(measure: Measure) -> str:
    """What each of the people who appear has, packed as SCORE_COLUMNS in no order."""
    return f"""
    {_PACKED_SCORES} from ({select_earned_scores(measure)}) as earned
    join member_at(:now) member on member.id = earned.person_id
    where {APPEARS_ON_BOARDS}
    """


def select_packed_scores_of_some(measure: Measure) -> str:
    """The same of some people (:people) alone, who are looked up one by one: left to choose, the planner reads everybody."""
    earned = select_earned_scores(measure, "line.person_id = any(cast(:people as bigint[]))")
    return f"""
    {_PACKED_SCORES} from ({earned}) as earned
    cross join lateral (
        select 1 from member_at(:now) member where member.id = earned.person_id and {APPEARS_ON_BOARDS} offset 0) as appearing
    """


def select_changed_people(measure: Measure) -> str:
    """Who may stand elsewhere than at `:as_of`: changes of the transactions from :seen_tx on count. A null stands for everybody.

    :kinds are those of the facts that matter, and at most :most facts of each shard are looked at.
    """
    return f"""
    with next as materialized (
        select f.* from generate_series(0, {SHARDS - 1}) as part (shard) cross join lateral (
            select row_number() over (order by fact.tx, fact.id) as place, fact.id, fact.kind, fact.actor_id, fact.source_key, fact.body from fact
            where fact.shard = part.shard and fact.tx >= :seen_tx order by fact.tx, fact.id limit :most) as f
    ),
    fresh as materialized (select * from next where next.kind = any(:kinds))
    select person_id from ({measure.moved_people}) as moved
    union
    select actor_id from fresh where kind = any(:about_people)
    union
    select person_id from board_change where tx >= :seen_tx
    union
    {SELECT_ENDED_PAUSES}
    union
    select null where {SWITCH_TURNED_CONDITION}
        or exists (select from fresh where kind = 'policy.changed')
        or exists (select from next where place = :most)
    """


FORGET_BOARD_CHANGES = """
delete from board_change where tx < coalesce(
    (select min(s.seen_tx) from board b join snapshot s on s.board_id = b.id and s.version = b.published_version
     where b.ended_at is null and b.subject = 'person'), pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
"""
"""What every board of people has read is read by none again."""
