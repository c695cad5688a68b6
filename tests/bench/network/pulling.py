"""What it costs a network to pull every badge that is shown, beside the same SELECT written as JSON."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import orjson
import psycopg
from flask import Flask
from sqlalchemy import text
from werkzeug.test import create_environ

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from badges.network import statements
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.bench.figure import Figure, at_most
from tests.bench.growth.filling import CompanySize, fill_people, vacuum
from tests.bench.network.answers import answer_request
from tests.bench.rig import Rig, application
from tests.bench.rounds import by_turns

TEMPLATE = "shown_awards"
FEED = "/api/v1/awards"
WORDS = {"fr": "Badge", "en": "Badge"}
SELECTED, PULLED = "the SELECT of each page, written as JSON", "each page, pulled by a machine"
AWARDS = """
insert into award (badge_id, person_id, awarded_at, criterion_version)
select b.id, p.id, now(), 1 from badge b cross join person p
"""
FEED_AT_ONCE = """
select s.id, s.place, s.changed_at, p.external_id as person, a.person_id, b.slug, v.number as version, v.name, v.description,
    a.awarded_at, a.expires_at, case when m.id is null then 'withdrawn' when a.revoked_at is not null then 'revoked'
        when a.expired_at is not null or a.expires_at <= :now then 'expired' else 'valid' end as state
from shown_award s
left join award a on a.id = s.award_id
left join badge b on b.id = a.badge_id
left join badge_version v on v.badge_id = a.badge_id and v.number = a.criterion_version
left join member_at(:now) m on m.id = a.person_id and m.takes_part and not m.is_paused and 'badges' <> all(m.features_off)
left join person p on p.id = m.id
where s.place > :after
order by s.place limit :most
"""
"""All that an answer shows, by one statement, as anybody would write it."""
SHOWN = "insert into shown_award (award_id, changed_at) select id, now() from award"


@dataclass(frozen=True)
class PullingSizes:
    """How many people show one badge each, and how many awards a page has."""

    people: int = 100_000
    page: int = 100
    rounds: int = 3


def fill_shown_awards(sizes: PullingSizes) -> None:
    """Everybody shows a badge; places are given, as the first reader of the feed gives them."""
    with psycopg.connect(current_settings().database_url, autocommit=True) as database:
        fill_people(database, CompanySize(people=sizes.people, facts=0))
        with transaction():
            create_and_publish_badge("badge", "given", {}, text=BadgeText(name=WORDS, description=WORDS))
        for statement in (AWARDS, SHOWN, statements.GIVE_PLACES):
            database.execute(statement.encode())
        vacuum(database)


def take_pulling(ground: Rig, sizes: PullingSizes) -> Iterator[Figure]:
    """Milliseconds of a page by the clock, in process, over the whole feed."""
    with ground.copy_of(TEMPLATE) as settings, application(settings) as product:
        with transaction():
            token = create_token("bench", scopes={"awards:read"}, source="bench")
        rounds = by_turns(lambda: _once(product, token, sizes), sizes.rounds)
    yield rounds.figure(SELECTED, "ms")
    yield rounds.figure(PULLED, "ms", against=SELECTED, target=at_most(1.5))


def _once(product: Flask, token: str, sizes: PullingSizes) -> Mapping[str, float]:
    began = time.perf_counter()
    awards = _select_all(sizes.page)
    selected = time.perf_counter() - began
    pulled_awards, pulled = _pull_all(product, token, sizes.page)
    assert pulled_awards == awards == sizes.people, "Both read all of them."
    pages = -(-sizes.people // sizes.page)
    return {SELECTED: 1e3 * selected / pages, PULLED: 1e3 * pulled / pages}


def _select_all(page: int) -> int:
    after, count, feed = 0, 0, text(FEED_AT_ONCE)
    while True:
        with transaction():
            parameters = {"after": after, "now": clock.now(), "most": page}
            rows = [dict(row) for row in session().execute(feed, parameters).mappings()]
        orjson.dumps(rows)
        count += len(rows)
        if len(rows) < page:
            return count
        after = rows[-1]["place"]


def _pull_all(product: Flask, token: str, page: int) -> tuple[int, float]:
    """How many awards came, and the seconds in which they were answered: what a client does is not among them."""
    count, seconds, cursor = 0, 0.0, ""
    while True:
        query = {"limit": page} | ({"cursor": cursor} if cursor else {})
        request = create_environ(FEED, query_string=query, headers={"Authorization": f"Bearer {token}"})
        began = time.perf_counter()
        written = answer_request(product, request)
        seconds += time.perf_counter() - began
        read = orjson.loads(written)
        count, cursor = count + len(read["data"]), read["next_cursor"]
        if read["done"]:
            return count, seconds
