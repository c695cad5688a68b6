"""A company of ten thousand people and ten missions, and the stream that falls on it: written in SQL, for it is not what is measured."""

from __future__ import annotations

from sqlalchemy import text

from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.periods import Recurrence, RepeatPeriod
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability, MissionDraft, MissionText
from tests.paths import write_and_publish_path

TEMPLATE = "missions"
PEOPLE, MISSIONS, FACTS = 10_000, 10, 40_000
WORDS = {"fr": "Mission", "en": "Mission"}
KINDS = ("post.created", "answer.created", "comment.created", "post.shared", "answer.accepted")

PLACES = """
insert into region (slug, name) values ('r', 'Region');
insert into site (slug, name, region_id) select 's' || n, 'Site ' || n, 1 from generate_series(1, 10) n;
insert into unit (slug, name) select 'u' || n, 'Unit ' || n from generate_series(1, 100) n
"""
SETTLE_IN = """
insert into person (external_id, email, given_name, family_name, site_id, unit_id, arrived_on)
select 'p' || n, 'p' || n || '@example.org', 'Camille', 'Martin ' || n, n % 10 + 1, n % 100 + 1, date '2026-01-05'
from generate_series(1, :people) n;
"""
JOIN = "insert into choices (person_id, joined_at) select id, timestamptz '2026-01-05 08:00Z' from person"
STREAM = """
insert into fact (kind, actor_id, counterpart_id, community, occurred_at, source, source_key)
select (cast(:kinds as text[]))[n % 5 + 1], n::bigint * 7919 % :people + 1, n::bigint * 104729 % :people + 1, 'c' || n % 50,
       timestamptz '2026-01-05 08:00Z' + make_interval(mins => n / 5), 'rse', n::text
from generate_series(1, :facts) n
"""


def fill() -> None:
    """The people, all of whom take part, and the missions, published before anybody is invited."""
    with transaction():
        for statement in PLACES.split(";"):
            session().execute(text(statement))
        session().execute(text(SETTLE_IN), {"people": PEOPLE})
    with transaction():
        for number in range(MISSIONS):
            create_and_publish_mission(f"m{number}", mission_of(number))
        write_and_publish_path(
            "path", title=WORDS, why=WORDS, missions=[f"m{number}" for number in range(MISSIONS)], opens_on_joining=True
        )


def join() -> None:
    """Everybody says yes; nobody is enrolled yet."""
    with transaction():
        session().execute(text(JOIN))


def live() -> None:
    """Forty thousand activities over some days, appended and heard by nobody yet."""
    with transaction():
        session().execute(text(STREAM), {"people": PEOPLE, "facts": FACTS, "kinds": list(KINDS)})


def mission_of(number: int) -> MissionDraft:
    kind = ("activity", "distinct", "rhythm")[number % 3]
    settings: dict[str, object] = {"facts": [KINDS[number % 5], KINDS[(number + 1) % 5]], "wanted": 2 + number % 3}
    if kind == "distinct":
        settings["of"] = "people"
    recurrence = Recurrence(2, RepeatPeriod.WEEK) if number % 4 == 3 else Recurrence()
    words = MissionText(title=WORDS, why=WORDS, who_sees=WORDS)
    return MissionDraft(
        kind=kind, settings=settings, text=words, minutes=5, points=10, availability=Availability(recurrence=recurrence)
    )
