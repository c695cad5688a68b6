"""Every route has a rule, and every role gets exactly what the table of roles says: no more, no less."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import Any

import pytest
from flask import current_app, request
from sqlalchemy import update
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.kernel import clock
from app.kernel.access import PUBLIC, find_route_permission
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.identify import MACHINE_PATHS
from app.people.accounts.service.tokens import create_token, replace_personal_token
from app.people.models import Person, ServiceToken
from app.people.queries import get_person
from app.people.roles import GIVEN_ROLES, MANAGER, PERSON, PERSONAL_SCOPES, ROLES, SCOPES, TABLE
from app.people.service.roles import give_role
from tests.architecture.house import house
from tests.architecture.source import must_be_none
from tests.makers import make_people

SAMPLES = {"IdConverter": 1, "UnicodeConverter": "sample", "PathConverter": "sample"}
"""What stands in an address for each kind of argument. Nothing has that name, and a refusal does not tell."""
LAST = "own_account.end_other_sessions"
"""It ends every session but that of the browser that asks, which gets a new cookie; the visitors keep their first one."""


@dataclass(frozen=True)
class Visitor:
    """Who sends the requests: what the table of roles grants them, and the headers that identify them."""

    grants: frozenset[str] = frozenset()
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_person(self) -> bool:
        """A person has a session; a machine has a token."""
        return "Cookie" in self.headers

    def grants_at(self, path: str) -> frozenset[str]:
        """A token counts at machines' addresses only."""
        return self.grants if self.is_identified_at(path) else frozenset()

    def is_identified_at(self, path: str) -> bool:
        """Whether the service knows who sends the request."""
        return self.is_person or (bool(self.headers) and path.startswith(MACHINE_PATHS))


@cache
def routes() -> list[tuple[Rule, str, str]]:
    """Every route with each of its methods, and an address of it."""
    app = house()
    with app.test_request_context():
        address = app.url_map.bind("localhost")
        return [
            (rule, method, address.build(rule.endpoint, _sample(rule), method=method))
            for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint == LAST)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        ]


@dataclass
class Doors:
    """Which views a visitor reached; a view is run once for each grant that opens it, not again for all who have that grant."""

    endpoints: list[str] = field(default_factory=list)
    grants: frozenset[str] = frozenset()
    tried: set[tuple[str, str, frozenset[str]]] = field(default_factory=set)

    def watch(self, endpoint: str, view: Callable[..., Any]) -> Callable[..., Any]:
        """The view, whose calls are noted."""
        opening = TABLE.get(view.__dict__.get("permission", PUBLIC), frozenset())

        @wraps(view)
        def watched(*args: Any, **kwargs: Any) -> Any:
            self.endpoints.append(endpoint)
            way_in = (endpoint, request.method, self.grants & opening)
            if way_in in self.tried:
                return "Somebody came in by this grant before."
            self.tried.add(way_in)
            return view(*args, **kwargs)

        return watched


@pytest.fixture
def reached(bare_app: Application) -> Iterator[Doors]:
    """The doors of the house; forms are accepted without the token of a page. The application is lent: its views are put back."""
    doors, views = Doors(), dict(bare_app.view_functions)
    bare_app.config["WTF_CSRF_METHODS"] = set()
    for endpoint, view in views.items():
        bare_app.view_functions[endpoint] = doors.watch(endpoint, view)
    yield doors
    bare_app.view_functions.update(views)


def test_every_person_gets_what_the_table_says(bare_app: Application, reached: Doors) -> None:
    with bare_app.app_context():
        visitors = [Visitor(), *(make_person_with(role) for role in ROLES)]
    must_be_none(offence for visitor in visitors for offence in list_offences(bare_app, reached, visitor))


def test_every_token_gets_what_its_scope_says(bare_app: Application, reached: Doors) -> None:
    with bare_app.app_context():
        visitors = [
            make_machine_without_scopes(),
            make_program_of_a_person(),
            *(make_machine_with(scope) for scope in SCOPES),
        ]
    must_be_none(offence for visitor in visitors for offence in list_offences(bare_app, reached, visitor))


def test_every_route_has_a_rule_that_the_table_knows() -> None:
    app = house()
    must_be_none(
        str(rule) for rule, _, _ in routes() if find_route_permission(app, rule.endpoint) not in {PUBLIC, *TABLE}
    )


def test_the_table_speaks_of_roles_and_scopes_that_exist() -> None:
    known_grants = {*ROLES, *(f"scope:{scope}" for scope in SCOPES | PERSONAL_SCOPES)}
    must_be_none(f"{permission}: {grant}" for permission, grants in TABLE.items() for grant in grants - known_grants)


def make_person_with(role: str) -> Visitor:
    """A person with that role, which is in addition to being a colleague.

    They accept JSON best, so that a refusal is a line and not a page: 1,200 pages would take longer than all else here.
    """
    with transaction():
        person_id, report = make_people(2)
        if role in GIVEN_ROLES:
            give_role(get_person(person_id), role)
        if role == MANAGER:
            session().execute(update(Person).where(Person.id == report).values(manager_id=person_id))
        version = get_person(person_id).session_version
    client = current_app.test_client()
    with client.session_transaction() as cookie:
        cookie.update(person=person_id, version=version, seen=clock.now().date().isoformat())
    name = current_app.config["SESSION_COOKIE_NAME"]
    kept = client.get_cookie(name)
    assert kept, "A session that was written is kept in a cookie."
    return Visitor(frozenset({PERSON, role}), {"Cookie": f"{name}={kept.value}", "Accept": "application/json"})


def make_machine_with(scope: str) -> Visitor:
    """A machine with that scope alone."""
    with transaction():
        secret = create_token(scope, scopes=[scope], source="rse")
    return Visitor(frozenset({f"scope:{scope}"}), {"Authorization": f"Bearer {secret}"})


def make_program_of_a_person() -> Visitor:
    """A program with the token that a person made for it; it is nobody else's session."""
    with transaction():
        (person_id,) = make_people(1)
        secret = replace_personal_token(person_id)
    return Visitor(frozenset(f"scope:{scope}" for scope in PERSONAL_SCOPES), {"Authorization": f"Bearer {secret}"})


def make_machine_without_scopes() -> Visitor:
    """A machine whose token lost its scope."""
    with transaction():
        secret = create_token("nothing", scopes=["boards:read"], source="rse")
        session().execute(update(ServiceToken).where(ServiceToken.name == "nothing").values(scopes=[]))
    return Visitor(frozenset(), {"Authorization": f"Bearer {secret}"})


def list_offences(app: Application, reached: Doors, visitor: Visitor) -> Iterator[str]:
    """Where the service did not do what the table says. Public addresses are tried by the visitor without a name."""
    reached.grants = visitor.grants
    for rule, method, path in routes():
        if find_route_permission(app, rule.endpoint) == PUBLIC and visitor.headers:
            continue
        reached.endpoints.clear()
        answer = app.test_client(use_cookies=False).open(path, method=method, headers=visitor.headers)
        offence = _find_offence(answer, rule, is_reached=rule.endpoint in reached.endpoints, visitor=visitor)
        if offence:
            yield f"{method} {rule.rule}: {offence}"


def _sample(rule: Rule) -> dict[str, object]:
    return {name: SAMPLES[type(converter).__name__] for name, converter in rule._converters.items()}


def _find_offence(answer: TestResponse, rule: Rule, *, is_reached: bool, visitor: Visitor) -> str | None:
    permission = house().view_functions[rule.endpoint].__dict__["permission"]
    what = f"{permission} answered {answer.status_code} to {', '.join(sorted(visitor.grants)) or 'nobody'}"
    if answer.status_code >= 500:
        return what
    if permission == PUBLIC:
        return None if is_reached else f"{what}, and is for everyone"
    if visitor.grants_at(rule.rule) & TABLE[permission]:
        return None if is_reached and answer.status_code not in (401, 403) else f"{what}, who may"
    return f"{what}, who may not" if is_reached or not _is_refusal(answer, rule, visitor) else None


def _is_refusal(answer: TestResponse, rule: Rule, visitor: Visitor) -> bool:
    if visitor.is_identified_at(rule.rule):
        return answer.status_code == 403
    if rule.rule.startswith(MACHINE_PATHS):
        return answer.status_code == 401
    return answer.status_code == 302 and answer.location.startswith("/login")
