"""What a request of a network brings waits in one row until it is read: an item gets a row of its own with what became of it."""

from __future__ import annotations

from alembic import op

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What waits moves into batches of five hundred."""
    op.execute(
        """
        create sequence inbox_item_number;
        create table inbox_batch (
            id bigint constraint pk_inbox_batch primary key,
            source_id bigint not null constraint fk_inbox_batch_source_id_source references source (id) on delete cascade,
            items bytea not null,
            item_count bigint not null,
            received_at timestamptz not null
        );
        create index ix_inbox_batch_source_id on inbox_batch (source_id, id);
        create unique index uq_inbox_batch_items on inbox_batch (source_id, sha256(items));
        insert into inbox_batch (id, source_id, items, item_count, received_at)
        select max(number), source_id,
            convert_to('[' || string_agg('[' || to_json(native_id)::text || ',' || convert_from(content, 'utf8') || ']', ',' order by number) || ']', 'utf8'),
            count(*), min(received_at)
        from (
            select nextval('inbox_item_number') as number, *, (row_number() over (partition by source_id order by id) - 1) / 500 as place
            from (select * from inbox_item where read_at is null order by id) as waiting
        ) as numbered
        group by source_id, place;
        delete from inbox_item where read_at is null;
        drop index ix_inbox_item_waiting, ix_inbox_item_latest, ix_inbox_item_read_at;
        alter table inbox_item drop constraint ck_inbox_item_content, drop constraint ck_inbox_item_outcome, drop column content,
            alter column read_at set not null, alter column outcome set not null;
        create index ix_inbox_item_latest on inbox_item (source_id, id);
        create index ix_inbox_item_read_at on inbox_item (read_at)
        """
    )


def downgrade() -> None:
    """What waits has a row for each item again; one that was too large is lost."""
    op.execute(
        """
        drop index ix_inbox_item_latest, ix_inbox_item_read_at;
        alter table inbox_item add column content bytea, alter column read_at drop not null, alter column outcome drop not null,
            add constraint ck_inbox_item_content check ((content is null) = (read_at is not null)),
            add constraint ck_inbox_item_outcome check ((outcome is null) = (read_at is null));
        create index ix_inbox_item_waiting on inbox_item (source_id, id) where read_at is null;
        create index ix_inbox_item_latest on inbox_item (source_id, id) where read_at is not null;
        create index ix_inbox_item_read_at on inbox_item (read_at) where read_at is not null;
        insert into inbox_item (source_id, native_id, content, received_at)
        select source_id, pair ->> 0, convert_to((pair -> 1)::text, 'utf8'), received_at
        from (
            select batch.id, batch.source_id, batch.received_at, sent.pair, sent.place from inbox_batch as batch
            cross join json_array_elements(convert_from(batch.items, 'utf8')::json) with ordinality as sent (pair, place)
        ) as waiting
        where (pair -> 1)::text <> 'null'
        order by id, place
        on conflict do nothing;
        drop table inbox_batch;
        drop sequence inbox_item_number
        """
    )
