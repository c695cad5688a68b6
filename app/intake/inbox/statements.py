"""The SQL of the inbox that is longer than a line: items are kept and closed in one statement each, in the order that was sent."""

from __future__ import annotations

from sqlalchemy import text

LOCK_READING = text("select pg_advisory_xact_lock(hashtext('intake.inbox'), cast(:source_id as int))")
"""The items of one source are read by one worker at a time, in their order."""

KEEP_ITEMS = text(
    """
    insert into inbox_item (source_id, native_id, content, received_at, read_at, outcome, code, reason)
    select :source_id, sent.native_id, sent.content, :now, case when sent.content is null then cast(:now as timestamptz) end,
        case when sent.content is null then 'refused' end, case when sent.content is null then 'unreadable' end,
        case when sent.content is null then :too_large end
    from unnest(cast(:native_ids as text[]), cast(:contents as bytea[])) with ordinality as sent (native_id, content, place)
    order by sent.place
    on conflict (source_id, native_id) do nothing
    """
)

CLOSE_ITEMS = text(
    """
    update inbox_item set content = null, read_at = :now,
        outcome = result.outcome, effect = result.effect, code = result.code, reason = result.reason
    from unnest(cast(:ids as bigint[]), cast(:outcomes as text[]), cast(:effects as text[]), cast(:codes as text[]),
        cast(:reasons as text[])) as result (id, outcome, effect, code, reason)
    where inbox_item.id = result.id
    """
)

WAITING_SOURCES = text(
    """
    select id from source where paused_at is null
        and exists (select 1 from inbox_item where source_id = source.id and read_at is null)
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
    insert into source_memory (source_id, key, value)
    select :source_id, entry.key, entry.value from unnest(cast(:keys as text[]), cast(:values as text[])) as entry (key, value)
    on conflict (source_id, key) do update set value = excluded.value
    """
)
