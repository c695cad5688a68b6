"""Pages beside a bare Flask view of the same process: CPU time for a request, and requests a second of one client."""

from __future__ import annotations

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
LIST_PAGE = f"/boards/{BOARD}?cursor={encode_cursor([0])}"
TARGETS: Mapping[str, Target] = {HOME: at_most(2.5), BOARD_PAGE: at_most(3.5), BOARD_LIST: at_most(3.5)}


def requests(rig: Rig) -> list[Figure]:
    """One granian process with the demo's settings answers them all by turns."""
    with (
        company(rig) as there,
        serving(there.settings, rig.folder, SERVED) as port,
        closing(Client(port)) as browser,
        closing(Client(port)) as stranger,
    ):
        browser.sign_in_as(there.person_id)
        requests = {NOTHING: (stranger, EMPTY), HOME: (browser, "/home")}
        requests |= {BOARD_PAGE: (browser, LIST_PAGE), BOARD_LIST: (browser, f"/api/v1/boards/{BOARD}")}
        _check(browser)
        for client, path in requests.values():
            client.ask_for(path, SECONDS)
        return _figures(by_turns(lambda: _once(requests), ROUNDS))


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


def _cpu(name: str) -> str:
    return f"CPU time of {name}"


def _rate(name: str) -> str:
    return f"{name}, one client"
