"""The SQL that writes notices and mail for many people in one statement."""

from __future__ import annotations

from sqlalchemy import text

INSERT_NOTICES = text(
    """
    with payload as (
        select unnest(coalesce(people, array[person_id])) as person_id, kind, key, params, path, happened_at
        from jsonb_to_recordset(cast(:notices as jsonb)) as given (
            person_id bigint, people bigint[], kind text, key text, params jsonb, path text, happened_at timestamptz)
    ), written as (
        insert into notice (person_id, kind, key, params, path, happened_at, written_at)
        select n.person_id, n.kind, n.key, coalesce(n.params, '{}'), n.path, n.happened_at, :now
        from payload n join member m on m.id = n.person_id and m.is_here
        where n.happened_at > :oldest
        order by n.person_id, n.key
        on conflict (person_id, key) do nothing
        returning id, person_id, kind, key, happened_at
    )
    insert into mail (person_id, key, kind, notice_id, due_at, created_at)
    select w.person_id, 'notice:' || w.key, 'notice', w.id, cast(cast(:opens as jsonb) ->> m.time_zone as timestamptz), :now
    from written w join member_at(:now) m on m.id = w.person_id
    left join mail_choices c on c.person_id = w.person_id
    where :is_mailed and w.kind = any(:transactional) and coalesce(c.transactional, true) and w.happened_at > :recent
      and not m.is_paused
    order by w.person_id, w.key
    on conflict (person_id, key) do nothing
    returning id
    """
)
"""Writes the new notices, and a mail for each transactional one; returns the ids of the mails."""

ENSURE_CHOICES = text(
    """
    insert into mail_choices (person_id)
    select m.id from member m where m.is_here
      and not exists (select 1 from mail_choices c where c.person_id = m.id)
    order by m.id limit :most on conflict do nothing
    """
)
"""Gives up to `most` people without choices the default ones."""

MARK_CONSIDERED = text(
    """
    update mail_choices c set considered_on = timezone(m.time_zone, :now)::date
    from member m where m.id = c.person_id and c.person_id = any(:people)
    """
)
"""Notes that the digest of today was decided for these people."""
