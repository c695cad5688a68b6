"""The SQL of boards: from the lines of a measure to places and ranks of everyone, and back to a few rows."""

from __future__ import annotations

from app.leaderboards.measure import Measure
from app.leaderboards.packed_ranking import ENTRY, ROW
from app.people.policies.switches import SwitchableFeature

APPEARS_ON_BOARDS = f"""(member.on_boards and member.takes_part and not member.is_paused
    and not '{SwitchableFeature.BOARDS}' = any(member.features_off))"""
"""Whether a person of `member_at(:now) member` appears on boards of people: they chose to, are in no pause, and boards are on where they are."""

HIDING_FACTS = "fact.kind in ('choices.changed', 'person.departed', 'person.left_game', 'person.paused')"
"""The facts after which a person may no longer appear, or not under the same name; they have an index of their own."""

SHOWN_NAME = "coalesce(member.pseudonym, member.given_name || ' ' || member.family_name)"

EVERYBODY = "select null::bigint as person_id from fresh"
"""The `moved_people` of a measure whose facts do not tell whose lines they move: everybody is counted after each."""


def select_earned_scores(measure: Measure, condition: str = "true") -> str:
    """What each person has in the window, and when they reached it: `person_id`, `score`, `reached_at`. `condition` is about `line`."""
    return f"""
    select person_id, sum(score)::bigint as score, coalesce(max(reached_at), :since) as reached_at
    from ({measure.lines}) as line where {condition} group by person_id having sum(score) > 0
    """


def select_own_score(measure: Measure) -> str:
    """What one person (:person_id) has in the window at this moment."""
    return f"select coalesce(sum(score), 0)::bigint from ({measure.lines}) as line where line.person_id = :person_id"


SELECT_BOARD_HEAD = f"""
select board.id, board.slug, board.title, board.subject, board.measure, board.detail, board.how, board.period,
       board.season_id, board.published_version as version, snapshot.id as snapshot_id, snapshot.as_of, snapshot.digest,
       coalesce(snapshot.base_id, snapshot.id) as roll_id, snapshot.moves_digest,
       coalesce(snapshot.people, 0) as people,
       (select fact.id from fact where {HIDING_FACTS} order by fact.tx desc, fact.id desc limit 1) as last_choice,
       greatest((select max(greatest(people_import.written_at, people_import.undone_at)) from people_import),
                (select max(person_merge.merged_at) from person_merge)) as names_changed_at,
       case when snapshot.digest is not null then array(
           select distinct hiding.actor_id from (
               select fact.actor_id from fact where {HIDING_FACTS} and fact.tx >= snapshot.seen_tx
               order by fact.tx, fact.id offset 0) as hiding
           cross join lateral (
               select 1 from member_at(:now) member
               where member.id = hiding.actor_id and ({APPEARS_ON_BOARDS}) is not true offset 0) as hidden
           limit :most_gone) else array[]::bigint[] end as gone
from board left join snapshot on snapshot.board_id = board.id and snapshot.version = board.published_version
where board.slug = :slug and board.ended_at is null
"""
"""A board with its last version, and who has stopped appearing since: all that a reader of boards asks before the rows.

The facts since the version come first, in the order of their index, and then their people one by one: left to
choose, the planner walks the whole journal by person.
"""

SELECT_SHOWN_NAMES = f"""
select member.id, {SHOWN_NAME} as name
from member_at(:now) member
where member.id = any(cast(:people as bigint[])) and {APPEARS_ON_BOARDS}
"""


def select_index_entries(table: str, key: str) -> str:
    """The index entry of each person (:people), or of the next one, in the roll of the row that :roll_id names: a search by halves.

    `table` has the columns `people` and `roll`, a packed ranking, and `key` is the column of the id.
    """
    roll = f"join {table} as snapshot on snapshot.{key} = :roll_id"
    return f"""
    with recursive search (nth, person_id, low, high) as (
        select asked.nth, asked.person_id, 0, snapshot.people::int
        from unnest(cast(:people as bigint[])) with ordinality as asked (person_id, nth)
        {roll}
        union all
        select search.nth, search.person_id,
               case when middle.is_before then middle.position + 1 else search.low end,
               case when middle.is_before then search.high else middle.position end
        from search
        {roll}
        cross join lateral (
            select halfway.position, int8send(search.person_id) >
                   substring(snapshot.roll from (snapshot.people * {ROW.size} + halfway.position * {ENTRY.size} + 1)::int for 8)
                   as is_before
            from (select (search.low + search.high) / 2 as position) as halfway
        ) as middle
        where search.low < search.high
    )
    select search.nth,
           substring(snapshot.roll from (snapshot.people * {ROW.size} + search.low * {ENTRY.size} + 1)::int for {ENTRY.size}) as entry
    from search {roll}
    where search.low = search.high order by search.nth
    """


def select_slices(table: str, key: str) -> str:
    """Some runs of bytes (:begins, :lengths) of the roll of the row that :roll_id names."""
    return f"""
    select wanted.nth, substring(snapshot.roll from wanted.begins + 1 for wanted.length) as rows
    from unnest(cast(:begins as int[]), cast(:lengths as int[])) with ordinality as wanted (begins, length, nth)
    join {table} as snapshot on snapshot.{key} = :roll_id
    order by wanted.nth
    """


SELECT_INDEX_ENTRIES = select_index_entries("snapshot", "id")
"""For when no copy of a ranking is at hand."""

SELECT_SLICES = select_slices("snapshot", "id")
