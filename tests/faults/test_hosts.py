"""Two web hosts, two of workers and clocks, and one of engines: work spreads, and a host that is cut loses and doubles nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from app.journal.models import Fact
from app.journal.queries import list_reader_names_to_drain
from app.journal.registry import readers_by_name
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.queries import get_person
from app.points.models import Balance, LedgerEntry
from tests.boards import pay_for_answers
from tests.engines import short_home
from tests.faults.network import NetworkService, service_on_network
from tests.faults.outside import Outside, build_cookie
from tests.makers import make_people
from tests.storm.hosts import Host, connected_hosts, find_namespaces
from tests.waiting import comes_true

pytestmark = [pytest.mark.fault, pytest.mark.long]
PEOPLE = 8
EACH = 5
SOON = 1.0
"""Seconds from a POST to its effect: less than any wait for a clock."""
WITHIN = 20.0


@dataclass(frozen=True)
class Site:
    """The hosts, the service on them, and the network that uses it."""

    service: NetworkService
    outside: Outside
    webs: tuple[Host, Host]
    workers: tuple[Host, Host]

    def shows_effects_soon(self, times: int = 5) -> bool:
        """Whether one of a few effects shows at once: on a busy machine not each does."""
        return min(self.outside.wait_for_effect(*self.webs) for _ in range(times)) < SOON

    def count(self) -> dict[str, int]:
        """What came in, and what it is worth by the ledger and by the balances."""
        with self.service.application.app_context(), transaction():
            counts = {
                "answers": select(func.count()).where(Fact.kind == "answer.created"),
                "ledger": select(func.sum(LedgerEntry.points)),
                "balances": select(func.sum(Balance.points)),
            }
            return {name: int(session().scalar(statement) or 0) for name, statement in counts.items()}

    def is_at_rest(self) -> bool:
        """Whether every reader has read everything."""
        with self.service.application.app_context(), transaction():
            return not list_reader_names_to_drain(readers_by_name().values())

    def assert_nothing_is_lost_or_doubled(self) -> None:
        """What was pushed, once it came to rest, is there once."""
        assert comes_true(self.is_at_rest)
        pushed = self.outside.pushed
        assert self.count() == {"answers": pushed, "ledger": EACH * pushed, "balances": EACH * pushed}


@pytest.fixture(scope="module")
def namespaces() -> str:
    """The program that makes them; a test that asks for it carries the mark `namespaces`."""
    return find_namespaces() or ""


@pytest.fixture(scope="module")
def site(namespaces: str) -> Iterator[Site]:
    """Everything is at work; the clock of the first worker host leads."""
    with (
        connected_hosts(1, 2, 3, 4, 5, 6) as (engines, *webs_and_workers, outer),
        short_home() as home,
        service_on_network(engines, home) as service,
        ExitStack() as running,
    ):
        first_web, second_web, first, second = webs_and_workers
        running.enter_context(service.running("clock", first))
        for host, command in ((first_web, "web"), (second_web, "web"), (first, "worker"), (second, "worker")):
            running.enter_context(service.running(command, host))
        outside = _open_company(service, outer)
        assert comes_true(lambda: service.leads(first))
        running.enter_context(service.running("clock", second))
        assert comes_true(lambda: all(map(outside.reaches, (first_web, second_web))))
        assert comes_true(lambda: service.count_connections(second) > 0)
        yield Site(service, outside, (first_web, second_web), (first, second))


def _open_company(service: NetworkService, host: Host) -> Outside:
    with service.application.app_context(), transaction():
        pay_for_answers(EACH)
        people = [get_person(person_id) for person_id in make_people(PEOPLE)]
        cookies = {person.external_id: build_cookie(service.application, person.id) for person in people}
        return Outside(host, create_token("the network", scopes={"activities:write"}, source="network"), cookies)


def test_work_spreads_over_hosts_and_effects_show_at_once(site: Site) -> None:
    assert site.shows_effects_soon()
    with site.outside.pushing(site.webs):
        assert comes_true(lambda: all(site.service.count_jobs(host) > 2 for host in site.workers))
    site.assert_nothing_is_lost_or_doubled()


def test_a_cut_host_of_a_worker_and_the_leading_clock_loses_and_doubles_nothing(
    site: Site, record_property: Callable[[str, object], None]
) -> None:
    first, second = site.workers
    with site.outside.pushing(site.webs):
        first.pull_out()
        began = time.monotonic()
        assert comes_true(lambda: site.service.leads(second), WITHIN)
        record_property("figures", [("another clock leads after a cut", f"{time.monotonic() - began:.1f} s")])
        assert comes_true(site.shows_effects_soon, WITHIN)
        first.plug_in()
        before = site.service.count_jobs(first)
        assert comes_true(lambda: site.service.count_jobs(first) > before)
    assert site.service.leads(second)
    site.assert_nothing_is_lost_or_doubled()


def test_a_cut_web_host_loses_and_doubles_nothing(site: Site) -> None:
    cut, other = site.webs
    with site.outside.pushing(site.webs):
        cut.pull_out()
        pushed = site.outside.pushed
        assert comes_true(lambda: site.outside.pushed > pushed + 2 * PEOPLE)
        assert min(site.outside.wait_for_effect(other, other) for _ in range(5)) < SOON
        cut.plug_in()
    assert site.shows_effects_soon()
    site.assert_nothing_is_lost_or_doubled()
