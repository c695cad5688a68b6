"""Each line of the audit log says who wrote: a person, a machine, a command, or the service itself."""

from __future__ import annotations

from datetime import timedelta

import click
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel import clock
from app.kernel.database import session
from app.kernel.jobs import build_worker, enqueue_job_after_commit
from app.kernel.transaction import transaction
from app.people.commands import token_commands
from app.people.directory.models import PeopleImport
from app.people.queries import get_person
from app.people.roles import IT
from app.people.service.roles import give_role
from tests.forms import send, sign_in
from tests.makers import make_people
from tests.webhooks.conftest import client_with

ENDPOINT = {"url": "https://rse.example.com/hooks", "kinds": ["badge.awarded"]}
NEW_TOKEN = ["create", "wall", "--scope", "boards:read", "--source", "wall"]


def test_a_job_writes_as_the_service_and_not_as_the_command_that_runs_the_worker(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            session().add(PeopleImport(file_name="people.csv", uploaded_at=clock.now() - timedelta(days=2)))
            enqueue_job_after_commit("people.forget-imports")
        with click.Context(click.Command("worker"), info_name="passerelle worker"):
            build_worker(bare_app).work(burst=True, logging_level="WARNING")
        with transaction():
            entries = session().execute(select(AuditEntry.action, AuditEntry.writer).order_by(AuditEntry.id))
            assert [tuple(row) for row in entries] == [("insert", "service"), ("delete", "service")]


def test_the_writer_is_the_person_the_machine_the_command_or_the_service(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            (karim,) = make_people(1)
            give_role(get_person(karim), IT)
        machine = client_with(bare_app, "webhooks:manage")
        CliRunner().invoke(token_commands, NEW_TOKEN, prog_name="passerelle token")
    send(sign_in(bare_app.test_client(), karim), "/admin/countries", feature="points", where="company", reason="Local")
    assert machine.post("/api/v1/webhook-endpoints", json=ENDPOINT).status_code == 201

    with bare_app.app_context(), transaction():
        chosen = select(AuditEntry.kind, AuditEntry.writer, AuditEntry.writer_id, AuditEntry.writer_name)
        entries = [tuple(row) for row in session().execute(chosen.order_by(AuditEntry.id))]
    assert [entry for entry in entries if entry[0] not in ("region", "site", "unit")] == [
        ("person_role", "service", None, None),
        ("service_token", "service", None, None),
        ("service_token", "command", None, "passerelle token create"),
        ("policy", "person", karim, None),
        ("endpoint", "machine", None, "rse"),
    ]
