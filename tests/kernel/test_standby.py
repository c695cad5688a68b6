"""Pages that only read come from a standby; whoever acted, and everybody else, sees what was done at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import psycopg
import pytest
from flask.testing import FlaskClient
from redis import Redis

from app.cli.migrate import upgrade_database
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import db
from app.kernel.standby.choice import EXTENSION
from app.kernel.standby.floor import FLOOR, find_floor, follow_primary
from app.kernel.transaction import transaction
from app.people.queries import get_person
from tests.applications import application_of, settings_of
from tests.boards import catch_up_and_build, earn_for_all, make_board, pay_for_answers
from tests.engines import short_home
from tests.forms import send
from tests.kernel.standbys import Pair, find_base_backup, primary_with_standby
from tests.makers import make_people
from tests.private_engines import PrivateEngines

pytestmark = [pytest.mark.long, pytest.mark.fault]
BOARD = "/boards/everybody"
RENAME = "update person set family_name = %s where id = %s"


@dataclass(frozen=True)
class Company:
    """A service with a standby, and two people of a board."""

    app: Application
    pair: Pair
    people: list[int]

    def browser(self, number: int) -> FlaskClient:
        """Of one of them, who was here today already."""
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie.update(person=self.people[number], version=1, seen=clock.now().date().isoformat())
        return client

    def rename_past_the_service(self, number: int, name: str) -> None:
        """Change what pages show, as nobody does who raises the floor."""
        with psycopg.connect(self.pair.primary.url) as primary:
            primary.execute(RENAME, [name, self.people[number]])

    def follow(self) -> None:
        """What the clock does each second, once the standby has everything."""
        with self.app.app_context():
            follow_primary()
        self.pair.catch_up()

    def forget_what_is_known(self) -> None:
        """As a process that starts."""
        self.app.extensions.pop(EXTENSION, None)


@pytest.fixture(scope="module")
def base_backup() -> str:
    """The program; a test that asks for it carries the mark `standby`."""
    return find_base_backup() or ""


@pytest.fixture(scope="module")
def made(base_backup: str, engines: PrivateEngines) -> Iterator[Company]:
    """The company, which reads from its standby."""
    with short_home() as home, primary_with_standby(home) as pair:
        with application_of(settings_of(pair.primary.url, engines.redis_url)) as app, app.app_context():
            upgrade_database(app)
            people = _fill_board()
        pair.catch_up()
        settings = replace(settings_of(pair.primary.url, engines.redis_url), standby_url=pair.standby.url)
        with application_of(settings) as app:
            yield Company(app, pair, people)


def _fill_board() -> list[int]:
    with transaction():
        people = make_people(4, on_boards=True)
        for number, person_id in enumerate(people):
            get_person(person_id).family_name = f"Before{number}"
        pay_for_answers()
        make_board("everybody")
    earn_for_all(people, 1)
    catch_up_and_build()
    return people


@pytest.fixture
def company(made: Company, redis_of_tests: Redis) -> Iterator[Company]:
    """The same for each test: at rest, with a standby that has everything and that may be read."""
    redis_of_tests.delete(FLOOR)
    made.forget_what_is_known()
    made.pair.standby.start()
    made.pair.let_go()
    made.follow()
    yield made
    with made.app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def test_a_page_that_only_reads_comes_from_the_standby(company: Company) -> None:
    company.pair.hold_back()
    company.rename_past_the_service(1, "Elsewhere")
    assert "Elsewhere" not in company.browser(0).get(BOARD).text, "Only the primary knows the name."
    company.pair.let_go()
    assert "Elsewhere" in company.browser(0).get(BOARD).text


def test_who_leaves_a_board_is_gone_for_everybody_at_once_and_sees_it_themselves(company: Company) -> None:
    name = f"Leaving{clock.now().timestamp():.0f}"
    company.rename_past_the_service(1, name)
    company.follow()
    colleague, leaver = company.browser(0), company.browser(1)
    assert name in colleague.get(BOARD).text
    company.pair.hold_back()
    assert send(leaver, "/me/privacy/boards", on_boards="no").status_code == 302
    assert name not in colleague.get(BOARD).text
    assert 'name="on_boards" value="yes" checked' not in leaver.get("/me/privacy").text
    company.pair.let_go()
    assert name not in colleague.get(BOARD).text
    send(leaver, "/me/privacy/boards", on_boards="yes")


def test_a_standby_that_dies_in_the_middle_costs_no_page_and_is_read_again(company: Company) -> None:
    browser = company.browser(0)
    assert browser.get(BOARD).status_code == 200
    company.pair.standby.kill()
    assert [browser.get(path).status_code for path in (BOARD, "/home", "/me/points")] == [200, 200, 200]
    company.forget_what_is_known()
    assert browser.get(BOARD).status_code == 200, "It does not answer at all."
    company.pair.standby.start()
    company.forget_what_is_known()
    company.follow()
    browser.get(BOARD)
    assert company.pair.count_standby_reads() > 0


def test_a_standby_that_is_too_far_behind_is_left_alone(company: Company) -> None:
    company.pair.hold_back()
    company.rename_past_the_service(2, "Late")
    with company.app.app_context():
        follow_primary()
    assert "Late" in company.browser(0).get(BOARD).text


def test_an_older_standby_in_the_place_of_one_that_had_everything_is_not_read(company: Company) -> None:
    browser = company.browser(0)
    assert browser.get(BOARD).status_code == 200
    company.pair.hold_back()
    company.rename_past_the_service(2, "Newer")
    with company.app.app_context():
        follow_primary()
        company.app.extensions[EXTENSION].replayed = find_floor()
        for engine in db.engines.values():
            engine.dispose()
    assert [("Newer" in browser.get(path).text) for path in (BOARD, BOARD)] == [True, True]


def test_a_page_that_writes_comes_from_the_primary_whole(company: Company) -> None:
    browser = company.browser(3)
    with browser.session_transaction() as cookie:
        cookie["seen"] = "2020-01-01"
    assert browser.get("/me/points").status_code == 200
    with psycopg.connect(company.pair.primary.url) as primary:
        days = primary.execute("select from presence where person_id = %s", [company.people[3]]).rowcount
    assert days == 1


def test_without_redis_or_a_floor_the_primary_serves(company: Company, redis_of_tests: Redis) -> None:
    company.pair.hold_back()
    company.rename_past_the_service(2, "Unfloored")
    redis_of_tests.delete(FLOOR)
    assert "Unfloored" in company.browser(0).get(BOARD).text


def test_the_floor_never_sinks_but_for_another_cluster(company: Company, redis_of_tests: Redis) -> None:
    with company.app.app_context():
        written = find_floor()
        assert written is not None
        redis_of_tests.zadd(FLOOR, {"wal": 2 * written})
        assert find_floor() == 2 * written
        follow_primary()
        assert written <= (find_floor() or 0) < 2 * written
