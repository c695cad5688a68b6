"""The one way to send people a notice: in the caller's transaction, once for each key, and by e-mail where its kind says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.jobs import enqueue_job_after_commit
from app.kernel.schema import JsonObject
from app.notices.queries import mail
from app.notices.registry import list_transactional_kind_names, notice_kinds_by_name
from app.notices.statements import INSERT_NOTICES
from app.people.addresses import parse_internal_path

KEPT_FOR = timedelta(days=365)
"""How long a notice and its key are kept. Nothing older is written, so a reader that starts again sends nothing twice."""

MAX_MAILED_AGE = timedelta(days=3)
"""What happened longer ago waits in the inbox, and is not e-mailed."""


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What a notice says, whoever gets it."""

    kind: str
    key: str
    path: str
    params: JsonObject = field(default_factory=dict)
    happened_at: datetime = field(default_factory=clock.now)


@dataclass(frozen=True, kw_only=True)
class NewNotice(_Words):
    """A notice to write for a person. (person, key) is its identity: a second one changes nothing."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class SharedNotice(_Words):
    """The same notice for each of these people, as many as a company has."""

    people: Sequence[int]


def notify_people(notices: Sequence[NewNotice | SharedNotice]) -> None:
    """Write the notices that are new, in one statement; transactional ones leave by e-mail too, within working hours and never in a pause.

    People who left the company get none. An unknown kind, params that do not fill its texts or an address that is not ours are errors of the caller.
    """
    if not notices:
        return
    for notice in notices:
        _check_notice(notice)
    now, settings = clock.now(), current_settings()
    opens = {zone: settings.working_hours.next_open_moment(now, zone) for zone in mail.list_site_time_zones()}
    parameters = {
        "notices": orjson.dumps(notices).decode(),
        "opens": orjson.dumps(opens).decode(),
        "is_mailed": settings.mail_server is not None,
        "transactional": list_transactional_kind_names(),
        "oldest": now - KEPT_FOR,
        "recent": now - MAX_MAILED_AGE,
        "now": now,
    }
    if session().execute(INSERT_NOTICES, parameters).all():
        enqueue_mail_sending()


def enqueue_mail_sending() -> None:
    """Enqueue, after the commit, the job that sends what is due."""
    enqueue_job_after_commit("notices.send", once="mail")


def _check_notice(notice: _Words) -> None:
    kind = notice_kinds_by_name().get(notice.kind)
    assert kind is not None, f"No feature plugs in the kind of notice {notice.kind}."
    assert parse_internal_path(notice.path, instead="") == notice.path, f"{notice.path} leads to another site."
    texts = f"{kind.title} {kind.text}"
    if notice.params or "%(" in texts:
        assert texts % notice.params, "A notice has a text."
