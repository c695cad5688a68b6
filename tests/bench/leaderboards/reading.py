"""Reads of a board beside a bare Flask view of the same process: CPU time for a request, and requests a second of one client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from tests.bench.crew import serving
from tests.bench.figure import Figure, at_most
from tests.bench.intake.company import ids_by_name
from tests.bench.leaderboards.company import BOARD, TEN_THOUSAND
from tests.bench.leaderboards.door import browser, cookie_of
from tests.bench.pages.addresses import EMPTY, EMPTY_OF_PRODUCT
from tests.bench.pages.client import Client
from tests.bench.pages.requests import SERVED
from tests.bench.rig import Rig, application, come_to_rest
from tests.bench.rounds import Rounds, by_turns
from tests.boards import build_all_boards, make_board

ROUNDS, SECONDS = 5, 0.7
UNITS = "/api/v1/boards/units"
NOTHING = "an empty view through the same server"
TOP, PAGE, GROUPS = "top 50, ready-made", "top 49, made", "groups, by a machine"
SAME, SAME_GROUPS = "top 50, 304", "groups, by a machine, 304"
PRODUCT, SCORE, AROUND, HTML = "an empty view of the product", "my score", "around me", "the page"
TARGETS: Mapping[str, float | None] = {
    TOP: 1.7,
    SAME: 1.7,
    PAGE: 3,
    GROUPS: 1.7,
    SAME_GROUPS: 1.7,
    PRODUCT: None,
    SCORE: 3,
    AROUND: 3,
    HTML: 3.5,
}


def reading(rig: Rig) -> list[Figure]:
    """One granian process with the demo's settings answers them all by turns."""
    with rig.copy_of(TEN_THOUSAND) as settings:
        cookie, token = _prepare(settings)
        with serving(settings, rig.folder, SERVED) as port:
            person, machine = browser(port, cookie), Client(port, {"Authorization": f"Bearer {token}"})
            address = f"/api/v1/boards/{BOARD}"
            requests = {
                NOTHING: (Client(port), EMPTY),
                TOP: (person, address),
                SAME: (person.with_copy_of(address), address),
                PAGE: (person, f"{address}?limit=49"),
                GROUPS: (machine, UNITS),
                SAME_GROUPS: (machine.with_copy_of(UNITS), UNITS),
                PRODUCT: (Client(port), EMPTY_OF_PRODUCT),
                SCORE: (person, "/api/v1/me/points"),
                AROUND: (person, f"{address}/around-me"),
                HTML: (person, f"/boards/{BOARD}"),
            }
            assert person.get(address).count('"rank"') == 50, "A list of fifty is one of fifty."
            for client, path in requests.values():
                client.ask_for(path, SECONDS)
            figures = _figures(by_turns(lambda: _once(requests), ROUNDS))
            for client, _ in requests.values():
                client.close()
            return figures


def _prepare(settings: Settings) -> tuple[str, str]:
    """Credits for some thousands of people, boards built; the cookie of one of them, and a machine's token."""
    with application(settings) as built:
        with transaction():
            people = ids_by_name()
            make_board("units", subject="unit")
            append_facts(list(_shares(people)))
            token = create_token("reader", scopes={"boards:read"}, source="reader")
        come_to_rest()
        build_all_boards()
        return cookie_of(built, people["p-1"]), token


def _shares(people: Mapping[str, int]) -> Iterator[NewFact]:
    now = clock.now()
    for place, person_id in enumerate(people.values()):
        for number in range(1 + place % 3):
            key = f"{person_id}:{number}"
            yield NewFact(kind="post.shared", source="rse", source_key=key, occurred_at=now, actor_id=person_id)


def _once(requests: Mapping[str, tuple[Client, str]]) -> Mapping[str, float]:
    taken: dict[str, float] = {}
    for name, (client, path) in requests.items():
        taken[f"{name}, one client"], cpu = client.ask_for(path, SECONDS)
        taken[f"CPU time of {name}"] = cpu * 1e6
    return taken


def _figures(rounds: Rounds) -> list[Figure]:
    bare = f"CPU time of {NOTHING}"
    figures = [rounds.figure(bare, "µs")]
    for name, bound in TARGETS.items():
        target = None if bound is None else at_most(bound)
        figures.append(rounds.figure(f"CPU time of {name}", "µs", against=bare, target=target))
        figures.append(rounds.figure(f"{name}, one client", "requests/s"))
    return figures
