"""Whether something takes a fact back: an undo may be undone, and what was deleted may be restored."""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

FUNCTIONS = """
create function gesture_target(kind text, object text, community text, counterpart_id bigint)
returns text language sql immutable parallel safe return
    case kind when 'person.followed' then cast(counterpart_id as text) when 'community.joined' then community else object end;

create function takes_back(undoing fact, of_kind text, of_actor_id bigint, of_moment timestamptz, depth int default 0)
returns boolean language plpgsql stable parallel safe cost 10000 as $$
begin
    return coalesce(
        case when undoing.kind = 'object.deleted' then undoing.occurred_at >= of_moment and not is_restored(undoing, depth)
        else (of_kind = 'object.deleted' or of_actor_id is null or undoing.actor_id = of_actor_id
            or undoing.body ->> 'moderates' = 'true') and not is_undone(undoing, depth) end,
        false);
end $$;

create function is_undone(done fact, depth int default 0)
returns boolean language plpgsql stable parallel safe cost 10000 as $$
begin
    return depth < 32 and exists (
        select 1 from fact undoing
        where undoing.undoes = done.source_key and undoing.source = done.source and undoing.id <> done.id
            and takes_back(undoing, done.kind, done.actor_id, done.occurred_at, depth + 1));
end $$;

create function is_restored(deletion fact, depth int default 0)
returns boolean language plpgsql stable parallel safe cost 10000 as $$
begin
    return is_undone(deletion, depth) or exists (
        select 1 from fact again
        where again.object = deletion.undoes and again.source = deletion.source
            and again.kind in ('answer.created', 'comment.created', 'post.created')
            and again.occurred_at > deletion.occurred_at and not is_undone(again, depth + 1));
end $$;
"""


def upgrade() -> None:
    _execute(FUNCTIONS)


def downgrade() -> None:
    _execute("drop function gesture_target; drop function takes_back; drop function is_undone; drop function is_restored;")


def _execute(sql: str) -> None:
    """Several statements at once, in which % and : mean nothing to the driver."""
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(sql)
