"""The SQL of the inbox: what is read and written for each request, as the driver takes it, and statements longer than a line."""

from __future__ import annotations

from sqlalchemy import text

LOCK_READING = text("select pg_advisory_xact_lock(hashtext('intake.inbox'), cast(:source_id as int))")
"""The items of one source are read by one worker at a time, in their order."""

RECEIVING_SOURCE = """
    select id, name, kind, secret_key, secret, earlier_secret_key, earlier_secret, earlier_secret_until,
        options, heard_at, paused_at, coalesce(
        (select max(id) from inbox_batch)
        - (select id - item_count from inbox_batch where source_id = source.id order by id limit 1),
    0) as most_waiting
    from source where name = %(name)s
"""
"""`most_waiting` are the numbers given since the oldest item that waits: at least as many as wait."""

KEEP_BATCH = """
    insert into inbox_batch (id, source_id, items, item_count, received_at)
    select (select max(nextval('inbox_item_number')) from generate_series(1, %(count)s)), id, %(items)s, %(count)s, %(now)s
    from source where id = %(source_id)s for key share
    on conflict (source_id, sha256(items)) do nothing
"""
"""Nothing where the source was disconnected meanwhile."""

MEMORY_VALUE = "select value from source_memory where source_id = %(source_id)s and key = %(key)s"

WAITING_BATCHES = text(
    """
    select id, items, received_at from (
        select id, items, received_at, item_count, sum(item_count) over (order by id) as items_so_far
        from (select * from inbox_batch where source_id = :source_id order by id limit :most) as oldest
    ) as waiting
    where items_so_far <= :most or items_so_far = item_count
    order by id
    """
)
"""The oldest batches of a source that have so many items together, and one at least."""

KEEP_OUTCOMES = text(
    """
    insert into inbox_item (source_id, native_id, received_at, read_at, outcome, effect, code, reason)
    select :source_id, native_id, received_at, :now, outcome, effect, code, reason
    from unnest(cast(:native_ids as text[]), cast(:received_at as timestamptz[]), cast(:outcomes as text[]),
        cast(:effects as text[]), cast(:codes as text[]), cast(:reasons as text[]))
        with ordinality as result (native_id, received_at, outcome, effect, code, reason, place)
    order by place
    """
)

WAITING_SOURCES = text(
    """
    select id from source where paused_at is null
        and exists (select 1 from inbox_batch where source_id = source.id)
    """
)

DELETE_OLD_ITEMS = text(
    """
    delete from inbox_item where id = any(array(
        select id from inbox_item where read_at < :before order by read_at limit :most
    ))
    returning id
    """
)

KEEP_MEMORY = text(
    """
    insert into source_memory (source_id, key, value, kept_at)
    select :source_id, entry.key, entry.value, :now from unnest(cast(:keys as text[]), cast(:values as text[])) as entry (key, value)
    on conflict (source_id, key) do update set value = excluded.value, kept_at = excluded.kept_at
    """
)

DELETE_OLD_MEMORY = text(
    """
    delete from source_memory where (source_id, key) in (
        select source_id, key from source_memory join source on source.id = source_id
        join unnest(cast(:kinds as text[]), cast(:prefixes as text[])) as passing (kind, prefix)
            on passing.kind = source.kind and starts_with(key, passing.prefix)
        where kept_at < :before limit :most
    )
    returning key
    """
)
