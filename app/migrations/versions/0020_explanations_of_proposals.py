"""Explanations of proposals made before: what pages read since, from what was stored and from the directory of today."""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

FILL_IN = """
with recursive older as (
    select o.id, o.senior_id, o.junior_id, r.starts_on, r.ends_on
    from mentoring_proposal o join mentoring_round r on r.id = o.round_id where not jsonb_exists(o.told, 'periods')
),
line as (
    select o.id, p.manager_id as above, o.senior_id as wanted, 1 as sign, 1 as depth
    from older o join person p on p.id = o.junior_id
    union all
    select o.id, p.manager_id, o.junior_id, -1, 1 from older o join person p on p.id = o.senior_id
    union all
    select l.id, p.manager_id, l.wanted, l.sign, l.depth + 1
    from line l join person p on p.id = l.above where l.above <> l.wanted and l.depth < 100
)
update mentoring_proposal m set told = (m.told - 'starts' - 'week_on') || jsonb_build_object(
    'start_count', jsonb_array_length(m.told -> 'starts'),
    'periods', jsonb_build_array(jsonb_build_object(
        'first_on', coalesce(o.starts_on::text, m.told ->> 'week_on'), 'last_on', coalesce(o.ends_on::text, m.told ->> 'week_on'),
        'week_on', m.told -> 'week_on', 'starts', m.told -> 'starts'
    )),
    'levels_above', (select l.sign * min(l.depth) from line l where l.id = m.id and l.above = l.wanted group by l.sign limit 1),
    'reasons', (
        select coalesce(jsonb_agg(part || jsonb_build_object('is_full', part -> 'missing' = '[]')), '[]')
        from jsonb_array_elements(m.told -> 'reasons') as part
    ),
    'gap', case when jsonb_typeof(m.told -> 'gap') = 'object' then m.told -> 'gap' || '{"is_full": false}' else 'null' end
)
from older o where o.id = m.id
"""
TAKE_BACK = """
update mentoring_proposal set told = (told - 'periods' - 'start_count' - 'levels_above')
    || jsonb_build_object('starts', told -> 'periods' -> 0 -> 'starts', 'week_on', told -> 'periods' -> 0 -> 'week_on')
where jsonb_exists(told, 'periods')
"""


def upgrade() -> None:
    _execute(FILL_IN)


def downgrade() -> None:
    """The hours of the first time between changes of the clocks remain."""
    _execute(TAKE_BACK)


def _execute(sql: str) -> None:
    """One statement, in which % and : mean nothing to the driver."""
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(sql)
