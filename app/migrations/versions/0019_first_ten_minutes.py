"""What the first ten minutes need: drafts of forms, comparable names, drawn badges, months of groups, public holidays, days away, places."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SCHEMA = Path(__file__).parents[1] / "schema"
PARTS = ("names", "since_0018")
TAKE_BACK = """
drop table group_result;
drop table mentoring_pair_level;
delete from mentoring_feedback where moment = 'idle';
alter table mentoring_feedback drop constraint ck_mentoring_feedback_moment;
alter table mentoring_feedback add constraint ck_mentoring_feedback_moment check (moment in ('first', 'third', 'end', 'calm'));
alter table mentoring_pair drop column meeting_place, drop column idle_asked_at;
alter table mentoring_volunteer drop column away;
alter table choices add column points_audience text default 'me' not null
    constraint ck_choices_points_audience check (points_audience in ('me', 'team', 'everyone'));
drop function attainable_count;
drop index ix_fact_ending;
alter table site drop column holidays;
alter table badge drop column shape, drop column colour;
drop table form_draft;
drop index ix_person_name_key, ix_person_reversed_name_key, uq_choices_pseudonym;
create unique index uq_choices_pseudonym on choices (lower(pseudonym)) where pseudonym is not null;
drop function full_name_key;
drop function name_key;
drop function name_as_latin;
"""


def upgrade() -> None:
    for part in PARTS:
        _execute((SCHEMA / f"{part}.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """What these tables and columns hold is lost; the weight of a criterion that no form filled stays with the skills."""
    _execute(TAKE_BACK)


def _execute(sql: str) -> None:
    """Several statements at once, in which % and : mean nothing to the driver."""
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(sql)
