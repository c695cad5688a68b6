"""The audit log: a trigger on each table that is administered writes who changed what, and the log itself only grows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

AUDITED = {
    "region": ("name", "name merged_into_id"),
    "site": ("name", "name region_id time_zone work_days work_starts work_minutes holidays merged_into_id"),
    "unit": ("name", "name merged_into_id"),
    "actor_alias": ("source", "source person_id !name"),
    "person_role": ("role", "person_id role"),
    "service_token": ("name", "name source scopes revoked_at"),
    "source": ("name", "name kind options paused_at !secret"),
    "endpoint": ("url", "url description kinds disabled_at disabled_because !secret"),
    "policy": ("feature", "feature scope scope_id since until reason"),
    "crisis": ("id", "site_id reason link starts_at ends_at ended_at"),
    "issuer_key": ("name", "name"),
    "people_import": ("file_name", "file_name people written_at undone_at"),
}
"""The column that names a row, and the columns that are kept; of one behind an exclamation mark only that it changed."""

WRITE = """
    create function write_audit_entry() returns trigger language plpgsql as $$
    declare
        writer jsonb := coalesce(nullif(current_setting('passerelle.writer', true), ''), '{"kind": "service"}')::jsonb;
        old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
        new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
        old_values jsonb;
        new_values jsonb;
    begin
        select jsonb_object_agg(name, case when is_hidden and old_row -> name <> 'null' then '"•••"' else old_row -> name end)
                   filter (where old_row is not null),
               jsonb_object_agg(name, case when is_hidden and new_row -> name <> 'null' then '"•••"' else new_row -> name end)
                   filter (where new_row is not null)
        into old_values, new_values
        from (select ltrim(word, '!') as name, word like '!%' as is_hidden
              from unnest(string_to_array(tg_argv[1], ' ')) as word) as kept
        where tg_op <> 'UPDATE' or old_row -> name is distinct from new_row -> name;
        if coalesce(old_values, new_values) is not null then
            insert into audit_entry (writer, writer_id, writer_name, action, kind, object, before, after)
            values (writer ->> 'kind', (writer ->> 'id')::bigint, writer ->> 'name', lower(tg_op), tg_table_name,
                    coalesce(new_row, old_row) ->> tg_argv[0], old_values, new_values);
        end if;
        return null;
    end $$
"""
KEEP = """
    create function keep_audit_entries() returns trigger language plpgsql as $$
    begin
        if tg_op = 'DELETE' and old.at < now() - interval '1 year' then
            return old;
        end if;
        raise exception 'The audit log only grows.';
    end $$
"""


def upgrade() -> None:
    """Earlier changes are not known."""
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("writer_id", sa.BigInteger()),
        sa.Column("writer_name", sa.Text()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB()),
        sa.Column("after", postgresql.JSONB()),
        sa.CheckConstraint("writer in ('person', 'machine', 'command', 'service')", name="ck_audit_entry_writer"),
        sa.CheckConstraint("action in ('insert', 'update', 'delete')", name="ck_audit_entry_action"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_kind", "audit_entry", ["kind", "id"])
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])
    op.execute(WRITE)
    op.execute(KEEP)
    op.execute(
        "create trigger keep before update or delete on audit_entry for each row execute function keep_audit_entries()"
    )
    for table, (named_by, columns) in AUDITED.items():
        op.execute(
            f"create trigger audit after insert or update or delete on {table}"
            f" for each row execute function write_audit_entry('{named_by}', '{columns}')"
        )


def downgrade() -> None:
    """The log goes: it holds what no other table says. Export it first."""
    op.execute("drop function write_audit_entry cascade")
    op.drop_table("audit_entry")
    op.execute("drop function keep_audit_entries")
