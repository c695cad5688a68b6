"""The one way to tell people something: in the caller's transaction, once for each key, and by e-mail where that is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson
from sqlalchemy import text

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.jobs import enqueue_job
from app.kernel.schema import JsonObject
from app.notices.queries import mail
from app.notices.registry import all_kinds, transactional_kinds
from app.people.addresses import read_own_path

KEPT_FOR = timedelta(days=365)
"""How long a notice and its key are kept; what happened before is no news, so a reader that starts anew tells nothing twice."""

WORTH_A_MAIL = timedelta(days=3)
"""What happened longer ago waits in the inbox, and is not e-mailed."""


@dataclass(frozen=True, kw_only=True)
class NewNotice:
    """Something to tell a person. (person, key) names it for ever: told again, it changes nothing."""

    kind: str
    person_id: int
    key: str
    path: str
    params: JsonObject = field(default_factory=dict)
    happened_at: datetime = field(default_factory=clock.now)


WRITE = text(
    """
    with told as (
        select * from jsonb_to_recordset(cast(:notices as jsonb)) as told (
            person_id bigint, kind text, key text, params jsonb, path text, happened_at timestamptz)
    ), written as (
        insert into notice (person_id, kind, key, params, path, happened_at)
        select told.person_id, told.kind, told.key, coalesce(told.params, '{}'), told.path, told.happened_at
        from told join member m on m.id = told.person_id and m.is_here
        where told.happened_at > :oldest
        order by told.person_id, told.key
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


def notify_people(notices: Sequence[NewNotice]) -> None:
    """Write the notices that are new, in one statement; transactional ones leave by e-mail too, within working hours and never in a pause.

    Who has left is told nothing. An unknown kind, params that do not fill its texts or an address that is not ours are faults.
    """
    if not notices:
        return
    for notice in notices:
        _check(notice)
    now, settings = clock.now(), current_settings()
    opens = {zone: settings.working_hours.next_open(now, zone) for zone in mail.zones()}
    told = {
        "notices": orjson.dumps(notices).decode(),
        "opens": orjson.dumps(opens).decode(),
        "is_mailed": settings.mail_server is not None,
        "transactional": transactional_kinds(),
        "oldest": now - KEPT_FOR,
        "recent": now - WORTH_A_MAIL,
        "now": now,
    }
    if session().execute(WRITE, told).all():
        ask_to_send()


def ask_to_send() -> None:
    """Ask RQ, after the commit, to send what is due."""
    enqueue_job("notices.send", once="mail")


def _check(notice: NewNotice) -> None:
    kind = all_kinds().get(notice.kind)
    assert kind is not None, f"No feature plugs in the kind of notice {notice.kind}."
    assert read_own_path(notice.path, instead="") == notice.path, f"{notice.path} leads out of the house."
    texts = f"{kind.title} {kind.text}"
    if notice.params or "%(" in texts:
        assert texts % notice.params, "A notice says something."
