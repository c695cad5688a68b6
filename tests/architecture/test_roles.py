"""Every route has a rule, and every role gets exactly what the table of roles says: no more, no less."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.kernel.access import PUBLIC, permission_of
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.identify import MACHINE_PATHS
from app.people.accounts.service.tokens import create_token
from app.people.models import Person, ServiceToken
from app.people.queries import get_person
from app.people.roles import GIVEN_ROLES, MANAGER, PERSON, ROLES, SCOPES, TABLE
from app.people.service.roles import give_role
from tests.architecture.house import house
from tests.architecture.source import must_be_none
from tests.makers import make_people

SAMPLES = {"IntegerConverter": 1, "UnicodeConverter": "sample", "PathConverter": "sample"}
"""What stands in an address for each kind of argument: nothing of that name exists, and nobody may find out who may not."""


@dataclass(frozen=True)
class Asking:
    """Somebody at the door: what the table grants them, and how they say who they are."""

    grants: frozenset[str]
    headers: dict[str, str]
    cookies: dict[str, object]

    def granted_at(self, path: str) -> frozenset[str]:
        """A token is shown to machines' addresses only; elsewhere its bearer is nobody."""
        return self.grants if self.cookies or path.startswith(MACHINE_PATHS) else frozenset()

    def is_known_at(self, path: str) -> bool:
        """Whether the door knows who it is."""
        return bool(self.cookies or (self.headers and path.startswith(MACHINE_PATHS)))


@cache
def routes() -> list[tuple[Rule, str]]:
    """Every route with each of its methods."""
    rules = house().url_map.iter_rules()
    return [(rule, method) for rule in rules for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]


@pytest.fixture
def reached(bare_app: Application) -> list[str]:
    """The endpoints whose view the door let through, forms taken without the proof that a page gives."""
    found: list[str] = []
    bare_app.config["WTF_CSRF_METHODS"] = set()
    for endpoint, view in bare_app.view_functions.items():
        bare_app.view_functions[endpoint] = _noting(found, endpoint, view)
    return found


def _noting(found: list[str], endpoint: str, view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def noted(*args: Any, **kwargs: Any) -> Any:
        found.append(endpoint)
        return view(*args, **kwargs)

    return noted


def test_every_person_gets_what_the_table_says(bare_app: Application, reached: list[str]) -> None:
    with bare_app.app_context():
        asking = [Asking(frozenset(), {}, {}), *map(a_person, ROLES)]
    must_be_none(offence for one in asking for offence in offences(bare_app, reached, one))


def test_every_token_gets_what_its_scope_says(bare_app: Application, reached: list[str]) -> None:
    with bare_app.app_context():
        asking = [a_machine_that_may_nothing(), *map(a_machine, SCOPES)]
    must_be_none(offence for one in asking for offence in offences(bare_app, reached, one))


def test_every_route_has_a_rule_that_the_table_knows() -> None:
    app = house()
    must_be_none(str(rule) for rule, _ in routes() if permission_of(app, rule.endpoint) not in {PUBLIC, *TABLE})


def test_the_table_speaks_of_roles_and_scopes_that_exist() -> None:
    known = {*ROLES, *(f"scope:{scope}" for scope in SCOPES)}
    must_be_none(f"{permission}: {grant}" for permission, grants in TABLE.items() for grant in grants - known)


def a_person(role: str) -> Asking:
    """Somebody who holds that role, beside being a colleague."""
    with transaction():
        person_id, report = make_people(2)
        if role in GIVEN_ROLES:
            give_role(get_person(person_id), role)
        if role == MANAGER:
            session().execute(update(Person).where(Person.id == report).values(manager_id=person_id))
        cookies: dict[str, object] = {"person": person_id, "version": get_person(person_id).session_version}
    return Asking(frozenset({PERSON, role}), {}, cookies)


def a_machine(scope: str) -> Asking:
    """A machine with that scope alone."""
    with transaction():
        secret = create_token(scope, scopes=[scope], source="rse")
    return Asking(frozenset({f"scope:{scope}"}), {"Authorization": f"Bearer {secret}"}, {})


def a_machine_that_may_nothing() -> Asking:
    """A machine whose token lost its scope."""
    with transaction():
        secret = create_token("nothing", scopes=["boards:read"], source="rse")
        session().execute(update(ServiceToken).where(ServiceToken.name == "nothing").values(scopes=[]))
    return Asking(frozenset(), {"Authorization": f"Bearer {secret}"}, {})


def offences(app: Application, reached: list[str], asking: Asking) -> Iterator[str]:
    """Where the door did not do what the table says. What is for everyone is tried by nobody in particular."""
    for rule, method in routes():
        if permission_of(app, rule.endpoint) == PUBLIC and (asking.cookies or asking.headers):
            continue
        reached.clear()
        with app.test_client() as client:
            answer = ask(app, client, rule, method, asking)
        wrong = _wrong(answer, rule, is_reached=rule.endpoint in reached, asking=asking)
        if wrong:
            yield f"{method} {rule.rule}: {wrong}"


def ask(app: Flask, client: FlaskClient, rule: Rule, method: str, asking: Asking) -> TestResponse:
    """Knock at one route."""
    if asking.cookies:
        with client.session_transaction() as cookie:
            cookie.update(asking.cookies)
    with app.test_request_context():
        path = app.url_map.bind("localhost").build(rule.endpoint, _sample(rule), method=method)
    return client.open(path, method=method, headers=asking.headers)


def _sample(rule: Rule) -> dict[str, object]:
    return {name: SAMPLES[type(converter).__name__] for name, converter in rule._converters.items()}


def _wrong(answer: TestResponse, rule: Rule, *, is_reached: bool, asking: Asking) -> str | None:
    permission = house().view_functions[rule.endpoint].__dict__["permission"]
    told = f"{permission} answered {answer.status_code} to {', '.join(sorted(asking.grants)) or 'nobody'}"
    if answer.status_code >= 500:
        return told
    if permission == PUBLIC:
        return None if is_reached else f"{told}, and is for everyone"
    if asking.granted_at(rule.rule) & TABLE[permission]:
        return None if is_reached and answer.status_code not in (401, 403) else f"{told}, who may"
    return f"{told}, who may not" if is_reached or not _is_refusal(answer, rule, asking) else None


def _is_refusal(answer: TestResponse, rule: Rule, asking: Asking) -> bool:
    if asking.is_known_at(rule.rule):
        return answer.status_code == 403
    if rule.rule.startswith(MACHINE_PATHS):
        return answer.status_code == 401
    return answer.status_code == 302 and answer.location.startswith("/login")
