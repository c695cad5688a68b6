"""The SQL that makes a large company: every value follows from a number, so two runs make the same one."""

from __future__ import annotations

SOURCE = "network"

PEOPLE = (  # A unit is at one site, and one person in ten of it at the next.
    "insert into region (slug, name) select 'region-' || n, 'Region ' || n from generate_series(1, 5) as n",
    """
    insert into site (slug, name, region_id)
    select 'site-' || n, 'Site ' || n, (select min(id) from region) + n %% 5 from generate_series(1, 40) as n
    """,
    "insert into unit (slug, name) select 'unit-' || n, 'Unit ' || n from generate_series(1, 1 + %(people)s / 50) as n",
    """
    insert into person (external_id, email, given_name, family_name, site_id, unit_id, arrived_on)
    select 'p-' || n, 'p-' || n || '@example.org', 'Camille', 'Martin ' || n,
           (select min(id) from site) + (n %% (1 + %(people)s / 50) + (n %% 10 = 0)::int) %% 40,
           (select min(id) from unit) + n %% (1 + %(people)s / 50),
           current_date - 800
    from generate_series(1, %(people)s) as n
    """,
    """
    insert into choices (person_id, joined_at, charter_version, charter_accepted_at, on_boards)
    select id, now() - interval '790 days', 1, now() - interval '790 days', id %% 5 = 0 from person
    """,
    "insert into balance (person_id) select id from person",
    "insert into unit_balance (unit_id) select id from unit",
)

SPEND_TRANSACTIONS = """
do $$ begin
    for turn in 1..{transactions} loop
        perform pg_current_xact_id();
        commit;
    end loop;
end $$
"""
"""Facts carry the numbers of transactions that are over: these are the ones that they carry."""

FACT_INDEXES = """
select indexdef from pg_indexes
where tablename = 'fact' and indexname not in (select conname from pg_constraint where conrelid = 'fact'::regclass)
"""

DROP_FACT_INDEXES = """
do $$ declare named text; begin
    for named in select indexname from pg_indexes
        where tablename = 'fact' and indexname not in (select conname from pg_constraint where conrelid = 'fact'::regclass)
    loop
        execute 'drop index ' || named;
    end loop;
end $$
"""

FACTS = f"""
with first as (select min(id) as person, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - %(transactions)s as tx from person),
drawn as (
    select n, (hashint8(n)::bigint + 2147483648) / 4294967296.0::float8 as lot,
           power((hashint8(n * 7 + 1)::bigint + 2147483648) / 4294967296.0::float8, 2.5) as busy,
           (hashint8(n * 7 + 2)::bigint + 2147483648) / 4294967296.0::float8 as other
    from generate_series(%(first)s::bigint, %(last)s::bigint) as n
),
placed as (
    select n, case
        when n <= least(%(people)s, %(facts)s / 10) then 'person.joined'
        when lot < 0.20 then 'post.created' when lot < 0.40 then 'answer.created' when lot < 0.60 then 'comment.created'
        when lot < 0.80 then 'post.liked' when lot < 0.85 then 'answer.accepted' when lot < 0.89 then 'person.followed'
        when lot < 0.92 then 'community.joined' when lot < 0.95 then 'post.shared' when lot < 0.96 then 'charter.accepted'
        when lot < 0.97 then 'activity.undone' when lot < 0.973 then 'object.deleted' when lot < 0.983 then 'choices.changed'
        when lot < 0.986 then 'person.paused' when lot < 0.989 then 'person.resumed' when lot < 0.99 then 'community.left'
        when lot < 0.991 then 'profile.updated' else 'mission.completed' end as kind,
        case when n <= least(%(people)s, %(facts)s / 10) then n - 1 else (%(people)s * busy)::bigint %% %(people)s end as actor,
        (%(people)s * other)::bigint %% %(people)s as counterpart
    from drawn
)
insert into fact (id, tx, kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key, undoes, body)
overriding system value
select %(before)s + n, first.tx + (n - 1)::bigint * %(transactions)s / %(facts)s, kind, first.person + actor,
       case when kind in ('answer.created', 'comment.created', 'answer.accepted', 'post.liked', 'person.followed')
            and counterpart <> actor then first.person + counterpart end,
       case when kind in ('post.created', 'answer.created', 'comment.created') then 'o-' || n
            when kind in ('post.liked', 'post.shared', 'answer.accepted') then 'o-' || (n - 1 - n %% 50)
            when kind = 'mission.completed' then 'mission:past-' || n %% 6 end,
       case when kind in ('community.joined', 'community.left', 'post.created') then 'c-' || n %% 300 end,
       now() - interval '8 days' - (%(facts)s - n) * (interval '700 days' / %(facts)s),
       case when kind like 'mission.%%' or kind like 'choices.%%' or kind in
            ('person.joined', 'person.paused', 'person.resumed', 'charter.accepted') then 'passerelle' else '{SOURCE}' end,
       'k-' || n,
       case when kind = 'activity.undone' then 'k-' || (n - 1) when kind = 'object.deleted' then 'o-' || (n - 2) end,
       case when kind = 'mission.completed' then '{{"points": 20, "mission": "past"}}'::jsonb
            when kind = 'answer.accepted' then jsonb_build_object('actor_unit', 'u-' || n %% 2000, 'counterpart_unit', 'u-' || n %% 1999)
            else '{{}}'::jsonb end
from placed cross join first
order by n
"""
"""The facts from one number to another: few people do most, and the kinds have the shares that a network shows."""

FACTS_BEFORE = "select coalesce(max(id), 0) from fact"

GO_ON_AFTER_FACTS = "select setval(pg_get_serial_sequence('fact', 'id'), (select max(id) from fact))"

LEDGER = (
    """
    insert into rule (slug, sentence, fact_kinds, amount, in_force_from, in_force_until)
    select 'past', '{"fr": "Avant.", "en": "Before."}', array['answer.created', 'comment.created', 'mission.completed'], 1,
           now() - interval '900 days', now() - interval '2 hours'
    """,
    """
    insert into ledger_entry (person_id, unit_id, site_id, rule_id, fact_id, points, collective, earned_at)
    select f.actor_id, p.unit_id, p.site_id, r.id, f.id, 1, 1, f.occurred_at
    from fact f join person p on p.id = f.actor_id cross join (select id from rule where slug = 'past') as r
    where f.kind in ('answer.created', 'comment.created', 'mission.completed')
    """,
    """
    update balance b set points = s.points
    from (select person_id, sum(points) as points from ledger_entry group by person_id) as s where s.person_id = b.person_id
    """,
    """
    update unit_balance b set points = s.points
    from (select unit_id, sum(collective) as points from ledger_entry group by unit_id) as s where s.unit_id = b.unit_id
    """,
)

COUNT_FROM_NOW = "update enrolment set counts_from = now() - interval '1 hour', counts_until = null"
"""As if the missions had begun an hour ago: a new fact counts, and what is long past is only there."""

READERS = ("badges", "contest-leavers", "contests", "leaderboards", "missions", "pairs", "points", "webhooks")
"""Those that wait for facts of people."""

POSITIONS = """
insert into position (reader, shard, tx, fact_id)
select reader, shard, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, 9223372036854775807
from unnest(%(readers)s::text[]) as reader, generate_series(0, 3) as shard
on conflict (reader, shard) do update set tx = excluded.tx, fact_id = excluded.fact_id
"""
