"""Pages beside a bare Flask view of the same process: CPU time for a request, and requests a second of one client."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import closing

from app.kernel.paging import encode_cursor
from tests.bench.crew import serving
from tests.bench.figure import Figure, Target, at_most
from tests.bench.pages.addresses import EMPTY
from tests.bench.pages.client import Client
from tests.bench.pages.company import BOARD, company
from tests.bench.rig import Rig
from tests.bench.rounds import Rounds, by_turns

SERVED = "tests.bench.pages.served:served"
ROUNDS = 7
SECONDS = 0.7
LEAST_ROWS = 50

NOTHING, HOME, BOARD_PAGE, BOARD_LIST = (
    "an empty view through the same server",
    "/home",
    f"/boards/{BOARD}, 50 rows",
    f"/api/v1/boards/{BOARD}, 50 rows",
)
MISSION, POINTS = "/missions/<slug>", "/me/points"
LIST_PAGE = f"/boards/{BOARD}?cursor={encode_cursor([0])}"
TARGETS: Mapping[str, Target] = {
    HOME: at_most(10),
    BOARD_PAGE: at_most(7),
    MISSION: at_most(8),
    POINTS: at_most(9),
    BOARD_LIST: at_most(3.5),
}
STATEMENTS = at_most(2)
NEXT_MISSION = re.compile(r'href="(/missions/[\w-]+)"')


def requests(rig: Rig) -> list[Figure]:
    """One granian process with the demo's settings answers them all by turns."""
    with (
        company(rig) as there,
        serving(there.settings, rig.folder, SERVED) as port,
        closing(Client(port)) as browser,
        closing(Client(port)) as stranger,
    ):
        browser.sign_in_as(there.person_id)
        pages = _list_pages(browser)
        _check(browser)
        requests = {NOTHING: (stranger, EMPTY)} | {name: (browser, path) for name, path in pages.items()}
        for client, path in requests.values():
            client.ask_for(path, SECONDS)
        rounds = by_turns(lambda: _once(requests), ROUNDS)
        return [*_figures(rounds), *_count_statements(browser, pages)]


def _list_pages(browser: Client) -> Mapping[str, str]:
    mission = NEXT_MISSION.search(browser.get("/home"))
    assert mission is not None, "Home leads to a mission."
    return {
        HOME: "/home",
        BOARD_PAGE: LIST_PAGE,
        MISSION: mission[1],
        POINTS: "/me/points",
        BOARD_LIST: f"/api/v1/boards/{BOARD}",
    }


def _count_statements(browser: Client, pages: Mapping[str, str]) -> list[Figure]:
    return [
        Figure(
            name=f"statements of {name}", figure=browser.count_statements(path), unit="statements", target=STATEMENTS
        )
        for name, path in pages.items()
    ]


def _once(requests: Mapping[str, tuple[Client, str]]) -> Mapping[str, float]:
    taken: dict[str, float] = {}
    for name, (client, path) in requests.items():
        taken[_rate(name)], taken[_cpu(name)] = client.ask_for(path, SECONDS)
        taken[_cpu(name)] *= 1e6
    return taken


def _figures(rounds: Rounds) -> list[Figure]:
    figures = [rounds.figure(_cpu(NOTHING), "µs"), rounds.figure(_rate(NOTHING), "requests/s")]
    for name, target in TARGETS.items():
        figures.append(rounds.figure(_cpu(name), "µs", against=_cpu(NOTHING), target=target))
        figures.append(rounds.figure(_rate(name), "requests/s", against=_rate(NOTHING)))
    return figures


def _check(browser: Client) -> None:
    assert browser.get(f"/api/v1/boards/{BOARD}").count('"rank"') == LEAST_ROWS, "A list of fifty is one of fifty."
    assert browser.get(LIST_PAGE).count("<tr") > LEAST_ROWS, "And so is its page."
    assert "hx-headers" in browser.get("/home"), "A page, not a sign-in."
    assert "<caption>" in browser.get("/me/points"), "Points have a history."


def _cpu(name: str) -> str:
    return f"CPU time of {name}"


def _rate(name: str) -> str:
    return f"{name}, one client"
