"""The SQL of unknown accounts: they are counted in one statement, and their old acts deleted."""

from __future__ import annotations

from sqlalchemy import text

COUNT_ACTS = text(
    """
    insert into unknown_account (source, account, first_seen_at, last_seen_at, acts)
    select :source, named.account, :now, :now, named.acts
    from unnest(cast(:accounts as text[]), cast(:acts as bigint[])) as named (account, acts)
    order by named.account  -- two requests that name the same accounts take turns
    on conflict (source, account) do update set last_seen_at = excluded.last_seen_at,
        acts = unknown_account.acts + excluded.acts
    returning account, acts, ignored_at is not null as is_ignored
    """
)

KEEP_ACTS = text(
    """
    insert into unknown_act (source, account, event, kept_at)
    select :source, act.account, act.event, :now
    from unnest(cast(:accounts as text[]), cast(:events as bytea[])) with ordinality as act (account, event, place)
    where not exists (
        select from unknown_act kept where kept.source = :source and kept.account = act.account and kept.event = act.event)
    order by act.place
    """
)

DELETE_OLD_ACTS = text(
    """
    delete from unknown_act where id = any(array(
        select id from unknown_act where kept_at < :before order by kept_at limit :most
    ))
    returning id
    """
)

DELETE_OLD_ACCOUNTS = text(
    """
    delete from unknown_account where last_seen_at < :before and (ignored_at is null or last_seen_at < :ignored_before)
    """
)
