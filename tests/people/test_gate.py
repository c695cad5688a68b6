"""The gate recognises people by their session and machines by their token, and refuses anything in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask import session as cookie
from sqlalchemy import event

from app.kernel import clock
from app.kernel.access import Principal
from app.kernel.database import db, session
from app.kernel.errors import Unauthorised
from app.kernel.transaction import transaction
from app.people.accounts.identify import TOKEN_CACHE_DURATION, identify_caller, start_sign_in_session
from app.people.accounts.service.sign_in import set_password
from app.people.accounts.service.tokens import create_token, revoke_token
from app.people.models import Person
from app.people.service.roles import give_role
from tests.makers import make_people, record_departure
from tests.reads import heard_reads

Ask = Callable[..., Principal]


@pytest.fixture
def ada(app: Flask) -> int:
    """Somebody in the directory."""
    with transaction():
        return make_people(1)[0]


@pytest.fixture
def ask(app: Flask) -> Ask:
    """Ask the gate about a request to `path`, with a session of `person_id` and a header when given."""

    def identify_request(
        path: str, *, person_id: int | None = None, version: int = 1, header: str | None = None, is_noted: bool = False
    ) -> Principal:
        headers = {} if header is None else {"Authorization": header}
        with app.test_request_context(path, headers=headers), transaction():
            if person_id is not None:
                start_sign_in_session(Person(id=person_id, session_version=version))
            if is_noted:
                cookie["seen"] = clock.now().date().isoformat()
            return identify_caller()

    return identify_request


@pytest.fixture
def secret(app: Flask) -> str:
    """A machine's token."""
    with transaction():
        return create_token("rse", scopes={"activities:write"}, source="viva")


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    statements: list[str] = []

    def record_statement(*arguments: str) -> None:
        statements.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", record_statement)
    with heard_reads(statements):
        yield statements
    event.remove(db.engine, "before_cursor_execute", record_statement)


def test_nobody_is_nobody(ask: Ask) -> None:
    assert ask("/home") == Principal()


def test_a_session_is_a_person_with_their_roles(ask: Ask, ada: int) -> None:
    with transaction():
        give_role(session().get_one(Person, ada), "hr")
    assert ask("/home", person_id=ada) == Principal(ada, frozenset({"person", "hr"}))


def test_whoever_somebody_reports_to_is_a_manager(ask: Ask, ada: int) -> None:
    with transaction():
        (report,) = make_people(1)
        session().get_one(Person, report).manager_id = ada
    assert ask("/home", person_id=ada).grants == {"person", "manager"}


def test_a_session_costs_one_statement_and_the_first_of_a_day_one_more(ask: Ask, ada: int) -> None:
    ask("/home", person_id=ada)
    with counted_statements() as statements:
        ask("/home", person_id=ada, is_noted=True)
    assert len(statements) == 1
    with counted_statements() as statements:
        ask("/home", person_id=ada)
    assert len(statements) == 2


def test_a_session_opened_before_a_new_password_is_nobody(ask: Ask, ada: int) -> None:
    with transaction():
        set_password(session().get_one(Person, ada), "une phrase assez longue")
    assert ask("/home", person_id=ada) == Principal()
    assert ask("/home", person_id=ada, version=2).person_id == ada


def test_whoever_left_is_nobody(ask: Ask, ada: int) -> None:
    with transaction():
        record_departure(session().get_one(Person, ada), date(2026, 3, 2))
    assert ask("/home", person_id=ada, version=2) == Principal()


def test_a_token_is_a_machine_with_its_scopes_and_source(ask: Ask, secret: str) -> None:
    for path in ("/api/v1/activities", "/hooks/discourse"):
        assert ask(path, header=f"Bearer {secret}") == Principal(None, frozenset({"scope:activities:write"}), "viva")


def test_a_token_opens_no_page(ask: Ask, secret: str) -> None:
    assert ask("/home", header=f"Bearer {secret}") == Principal()


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer ", "bearer psr_wrong"])
def test_a_wrong_token_is_refused_even_with_a_session(ask: Ask, ada: int, header: str) -> None:
    with pytest.raises(Unauthorised):
        ask("/api/v1/activities", person_id=ada, header=header)


def test_another_way_of_authorising_leaves_the_session_in_force(ask: Ask, ada: int) -> None:
    assert ask("/api/v1/activities", person_id=ada, header="Basic YWRhOmFkYQ==").person_id == ada


def test_a_token_asked_about_again_costs_no_statement(ask: Ask, secret: str) -> None:
    ask("/api/v1/activities", header=f"Bearer {secret}")
    with counted_statements() as statements:
        ask("/api/v1/activities", header=f"Bearer {secret}")
    assert statements == []


def test_a_revoked_token_is_refused_within_half_a_minute(ask: Ask, secret: str) -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with clock.freeze_at(now):
        ask("/api/v1/activities", header=f"Bearer {secret}")
    with transaction():
        revoke_token("rse")
    with clock.freeze_at(now + TOKEN_CACHE_DURATION), pytest.raises(Unauthorised):
        ask("/api/v1/activities", header=f"Bearer {secret}")
    assert timedelta(seconds=30) >= TOKEN_CACHE_DURATION


def test_a_wrong_token_is_answered_with_a_problem(bare_app: Flask) -> None:
    answer = bare_app.test_client().post("/api/v1/activities", headers={"Authorization": "Bearer wrong"}, json={})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
