"""What the public list of revoked badges costs when a million places are given: as it stands, and after one more was revoked."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import psycopg
from sqlalchemy import text

from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from badges.credentials.service.sign_list import read_status_list, sign_list_as_jwt
from badges.credentials.status_list import PLACES
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.bench.figure import Figure, at_most
from tests.bench.growth.filling import CompanySize, fill_people, vacuum
from tests.bench.rig import Rig, application
from tests.bench.rounds import by_turns

TEMPLATE = "status_lists"
WORDS = {"fr": "Badge", "en": "Badge"}
IN_A_LIST = PLACES // 2
YARDSTICK, SERVED, CHANGED = (
    "the bits of a list compressed",
    "a list that stands, as it is served",
    "a list after one more was revoked",
)
AWARDS = """
insert into award (badge_id, person_id, awarded_at, criterion_version, revoked_at)
select b.id, p.id, now(), 1, case when (p.id * 7 + b.id) %% 100 = 0 then now() end
from badge b cross join person p limit %(entries)s
"""
PLACES_OF_AWARDS = """
insert into status_list_place (list_number, place, award_id, announcement, is_revoked)
select 1 + (n - 1) / %(whole)s, (n * 48271) %% %(whole)s * 2, id, 1, revoked_at is not null
from (select id, revoked_at, row_number() over (order by id) as n from award) as a
"""
REVOKE_ONE = text(
    """
    update award set revoked_at = now() where id = (
        select award_id from status_list_place join award on award.id = award_id
        where list_number = 1 and award.revoked_at is null limit 1)
    """
)


@dataclass(frozen=True)
class StatusSizes:
    """How many places are given, of how many people's badges."""

    people: int = 100_000
    badges: int = 10
    rounds: int = 5
    times: int = 15


def fill_status_lists(sizes: StatusSizes) -> None:
    """Everybody holds every badge, one in a hundred of them is revoked, and each has a place."""
    with psycopg.connect(current_settings().database_url, autocommit=True) as database:
        fill_people(database, CompanySize(people=sizes.people, facts=0))
        with transaction():
            for number in range(sizes.badges):
                create_and_publish_badge(f"badge-{number}", "given", {}, text=BadgeText(name=WORDS, description=WORDS))
        give_awards_with_places(database, sizes.people * sizes.badges)
        vacuum(database)


def give_awards_with_places(database: psycopg.Connection, entries: int) -> None:
    """So many awards of the badges that are there, each with a place of lists that are half taken, as the service fills them."""
    database.execute(AWARDS, {"entries": entries})
    database.execute(PLACES_OF_AWARDS, {"whole": IN_A_LIST})


def take_status(ground: Rig, keys: Path, sizes: StatusSizes) -> Iterator[Figure]:
    """Milliseconds in process, signatures and canonicalisation included; the middle one of some times in each round."""
    with ground.copy_of(TEMPLATE) as settings, application(build_signing_settings(settings, keys)):
        rounds = by_turns(lambda: _once(sizes), sizes.rounds)
    yield rounds.figure(YARDSTICK, "ms")
    yield rounds.figure(SERVED, "ms", target=at_most(5))
    yield rounds.figure(CHANGED, "ms", target=at_most(5))


def build_signing_settings(settings: Settings, keys: Path) -> Settings:
    """The settings of a service that signs."""
    return replace(settings, badge_keys=keys, badge_url="https://badges.example.org")


def _once(sizes: StatusSizes) -> Mapping[str, float]:
    bits = bytes(index % 100 == 0 for index in range(PLACES // 8))
    _serve()
    return {
        YARDSTICK: _measure(sizes.times, lambda: gzip.compress(bits)),
        SERVED: _measure(sizes.times, _serve),
        CHANGED: _measure(sizes.times, _serve, before=_revoke_one),
    }


def _serve() -> None:
    """As a verifier gets it that asks for nothing else: by far the longer one of the two signatures."""
    with transaction():
        sign_list_as_jwt(read_status_list(1))


def _revoke_one() -> None:
    with transaction():
        session().execute(REVOKE_ONE)


def _measure(times: int, act: Callable[[], object], before: Callable[[], None] = lambda: None) -> float:
    taken = []
    for _ in range(times):
        before()
        began = time.perf_counter()
        act()
        taken.append(1e3 * (time.perf_counter() - began))
    return median(taken)
