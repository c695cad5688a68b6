"""What is administered leaves a line in the audit log, whoever changes it and however; the log itself only grows."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from app.audit.jobs import forget_old_audit_entries
from app.audit.models import AuditEntry
from app.intake.accounts.service import ignore_account, stop_ignoring_account
from app.intake.accounts.statements import NOTE_ACCOUNTS
from app.kernel import clock
from app.kernel.audited import audited_tables
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token, revoke_token
from app.people.aliases.service import add_alias
from app.people.queries import get_person
from app.webhooks.models import Endpoint
from tests.makers import make_people

WRITTEN = "insert into audit_entry (at, writer, action, kind, object) values (now() - interval '{age}', 'service', 'insert', 'source', 'x')"

pytestmark = pytest.mark.usefixtures("app")


def read_entries(kind: str) -> list[AuditEntry]:
    with transaction():
        entries = session().scalars(select(AuditEntry).where(AuditEntry.kind == kind).order_by(AuditEntry.id)).all()
        session().expunge_all()
    return list(entries)


def test_each_declared_table_has_a_trigger_that_keeps_what_its_model_says() -> None:
    triggers = text(
        "select tgrelid::regclass::text, encode(tgargs, 'escape') from pg_trigger"
        " where tgfoid = 'write_audit_entry'::regproc"
    )
    with transaction():
        kept = {table: arguments.split("\\000")[:2] for table, arguments in session().execute(triggers)}
    declared = {name: [table.named_by, table.columns] for name, table in audited_tables().items()}
    assert kept == declared
    assert len(kept) >= 12


def test_a_change_keeps_what_differs_before_and_after_and_nothing_where_nothing_kept_differs() -> None:
    with transaction():
        create_token("rse", scopes={"activities:write"}, source="rse")
    with transaction():
        revoke_token("rse")
    with transaction():
        session().execute(text("update service_token set secret_sha256 = 'other'"))
    made, revoked = read_entries("service_token")
    assert (made.action, made.object, made.before) == ("insert", "rse", None)
    assert made.after == {"name": "rse", "source": "rse", "scopes": ["activities:write"], "revoked_at": None}
    assert (revoked.action, revoked.before) == ("update", {"revoked_at": None})
    assert revoked.after is not None
    assert set(revoked.after) == {"revoked_at"}


def test_no_secret_and_no_name_of_an_account_is_kept_only_that_it_changed() -> None:
    with transaction():
        (person_id,) = make_people(1)
        add_alias(get_person(person_id), "forum", "jeanne.secret")
        session().execute(insert(Endpoint).values(url="https://rse.example", kinds=[], secret="whsec_hidden"))
        session().execute(text("update endpoint set secret = 'whsec_other'"))
    (alias,) = read_entries("actor_alias")
    made, rotated = read_entries("endpoint")
    assert alias.after == {"source": "forum", "person_id": person_id, "name": "•••"}
    assert made.after is not None
    assert made.after["secret"] == "•••"
    assert (rotated.before, rotated.after) == ({"secret": "•••"}, {"secret": "•••"})


def test_an_account_that_is_ignored_or_no_longer_leaves_a_line_and_its_acts_leave_none() -> None:
    named = {"source": "chat", "now": clock.now(), "accounts": ["robot"]}
    for change in (ignore_account, stop_ignoring_account):
        with transaction():
            session().execute(NOTE_ACCOUNTS, named)
        with transaction():
            change("chat", "robot")
    ignored, heeded = read_entries("unknown_account")
    assert (ignored.action, ignored.object, ignored.before) == ("update", "chat", {"ignored_at": None})
    assert ignored.after is not None
    assert (ignored.after["ignored_at"] is not None, heeded.after) == (True, {"ignored_at": None})


def test_a_change_that_is_rolled_back_leaves_no_line_and_the_next_transaction_has_a_writer_of_its_own() -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        create_token("rse", scopes={"activities:write"}, source="rse")
        raise ZeroDivisionError
    assert read_entries("service_token") == []


@pytest.mark.parametrize("statement", ["update audit_entry set object = 'y'", "delete from audit_entry"])
def test_a_line_is_neither_changed_nor_deleted(statement: str) -> None:
    with transaction():
        session().execute(text(WRITTEN.format(age="364 days")))
    with pytest.raises(DBAPIError, match="only grows"), transaction():
        session().execute(text(statement))


def test_a_line_is_forgotten_after_a_year() -> None:
    with transaction():
        for age in ("364 days", "368 days"):
            session().execute(text(WRITTEN.format(age=age)))
    forget_old_audit_entries()
    assert len(read_entries("source")) == 1
