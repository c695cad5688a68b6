"""The SQL that gives people pasts of different lengths."""

from __future__ import annotations

FACTS = """
insert into fact (tx, kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key, body)
select pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1,
       (array['post.created', 'answer.created', 'comment.created'])[1 + n %% 3], p.id, 1 + (p.id + n %% 7) %% %(people)s,
       'past-' || p.id || '-' || n, 'c' || n %% 10, now() - interval '2 hours' - (%(facts)s - n) * interval '1000 hours' / %(facts)s,
       'network', 'past-' || p.id || '-' || n, '{}'
from person p cross join generate_series(1, %(facts)s) as n
where p.id > %(after)s and p.id <= %(after)s + %(people)s
order by n, p.id
"""
"""So many facts of each of the people after one id, over six weeks until two hours ago: posts, answers and comments in ten communities."""

COUNT_THE_PAST = "update enrolment set counts_from = now() - interval '1 year', opens_at = now() - interval '1 year', counts_until = null"
"""As if the missions had been there before every fact."""

NEW = """
insert into fact (kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key)
select (array['post.created', 'answer.created', 'comment.created'])[1 + cast(:batch as bigint) % 3], p.id,
       1 + (p.id + :batch % 7) % :people, 'new-' || p.id || '-' || :batch, 'c0',
       now() - interval '1 hour' + make_interval(secs => :batch), 'network', 'new-' || p.id || '-' || :batch
from person p where p.id > :after and p.id <= :after + :people
order by p.id
returning id
"""
"""One more fact of each of these people, later than all the ones before."""
