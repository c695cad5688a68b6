"""Every GET address of the product, with what stands in it on a large company, and who asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.routing import Rule

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token, replace_personal_token
from app.people.queries import get_person
from app.people.roles import GIVEN_ROLES, SCOPES
from app.people.service.roles import give_role
from tests.bench.million.filling import PAST
from tests.bench.million.meter import Cost, Meter
from tests.forms import sign_in

SLUGS = {
    "boards": "colleagues",
    "paths": "discovery",
    "points": "useful-answer",
    "guides": "premiere-rencontre",
}
"""What a slug names, by the word before it; else the mission and the badge that the past earned."""
OTHERS = {"kind": "unit", "kind_name": "matrix", "number": 1, "step": "charter", "name": "matrix", "side": 200}
NOT_VISITED = ("/assets/", "/livez", "/readyz", "/hooks/", "/cal/", "/unsubscribe/", "/e/")
"""Files, signs of life, and what only a secret opens."""
BUSY = "select actor_id from fact where id < 5000 group by actor_id order by count(*) desc limit 1"
MACHINES = ("/api/v1/awards", "/api/v1/events", "/api/v1/people", "/api/v1/webhook-endpoints")
"""What machines alone ask for; people's own programs ask for what is below /ims."""


@dataclass(frozen=True)
class Visitors:
    """The busiest person, who has every role too, a machine with every scope, and a program of that person."""

    person: FlaskClient
    machine: dict[str, str]
    program: dict[str, str]

    def ask(self, path: str) -> int:
        """The status of a page for whom it is made."""
        headers = {"Accept": "text/html"}
        if path.startswith(MACHINES):
            headers = self.machine
        elif path.startswith("/ims"):
            headers = self.program
        asks = self.person if headers.get("Accept") else self.person.application.test_client()
        return (
            Context().run(asks.get, path, headers=headers).status_code
        )  # A request shares nothing with the one before.


def make_visitors(app: Flask) -> Visitors:
    """Give the busiest person of the first facts every role, and make the tokens."""
    with transaction():
        person_id = int(session().scalar(text(BUSY)))
        for role in sorted(GIVEN_ROLES):
            give_role(get_person(person_id), role)
        machine = create_token(f"visit {clock.now():%d %H:%M:%S.%f}", scopes=set(SCOPES), source="visitor")
        program = replace_personal_token(person_id)
    headers = [{"Authorization": f"Bearer {token}"} for token in (machine, program)]
    return Visitors(sign_in(app.test_client(), person_id), headers[0], headers[1])


def visit_pages(app: Flask, meter: Meter, visitors: Visitors) -> Iterator[Cost]:
    """Ask for each address twice, and measure the second time."""
    for path in list_addresses(app):
        yield meter.measure(f"`{path}`", _asking(visitors, path))


def list_addresses(app: Flask) -> list[str]:
    """Every address that is asked for by GET and not left aside, with something in it that a large company has."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    with app.test_request_context():
        address = app.url_map.bind("localhost")
        paths = {address.build(rule.endpoint, _fill_in(rule), method="GET") for rule in rules}
    return sorted(path for path in paths if not path.startswith(NOT_VISITED))


def _asking(visitors: Visitors, path: str) -> Callable[[], int]:
    return lambda: visitors.ask(path)


def _fill_in(rule: Rule) -> dict[str, object]:
    words = rule.rule.split("/")
    before = {
        word.strip("<>").partition(".")[0].rpartition(":")[2].rstrip(">"): words[place - 1]
        for place, word in enumerate(words)
    }
    return {name: _choose(name, before.get(name, "")) for name in rule.arguments}


def _choose(name: str, before: str) -> object:
    if name == "slug":
        return SLUGS.get(before, PAST)
    return OTHERS.get(name, 1 if name.endswith("_id") or name == "version" else "none")
