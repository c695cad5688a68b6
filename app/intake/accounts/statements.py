"""The SQL of unknown accounts: they are counted in one statement, and their old acts deleted."""

from __future__ import annotations

from sqlalchemy import text

NOTE_ACCOUNTS = text(
    """
    insert into unknown_account (source, account, first_seen_at, last_seen_at, acts)
    select :source, named.account, :now, :now, 0 from unnest(cast(:accounts as text[])) as named (account)
    order by named.account  -- two requests that name the same accounts take turns
    on conflict (source, account) do update set last_seen_at = excluded.last_seen_at
    returning account, ignored_at is not null as is_ignored
    """
)

KEEP_ACTS = text(
    """
    with named as (
        select account, event, min(place) as place
        from unnest(cast(:accounts as text[]), cast(:events as bytea[])) with ordinality as act (account, event, place)
        group by account, event),
    new as (
        select account, event, place, row_number() over (partition by account order by place) as number from named
        where not exists (
            select from unknown_act kept where kept.source = :source and kept.account = named.account and kept.event = named.event)),
    counted as (
        insert into unknown_account (source, account, first_seen_at, last_seen_at, acts)
        select :source, account, :now, :now, count(*) from new group by account order by account
        on conflict (source, account) do update set acts = unknown_account.acts + excluded.acts)
    insert into unknown_act (source, account, event, kept_at)
    select :source, new.account, new.event, :now from new
    where new.number <= :most - (
        select count(*) from unknown_act kept where kept.source = :source and kept.account = new.account)
    order by new.place
    """
)
"""Counts what did not come before, and keeps it as long as fewer than :most acts of its account are kept."""

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
