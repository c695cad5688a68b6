"""Makes what tests arrange: a small company, facts, and readers that have caught up."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from app.journal import queries
from app.journal.drain import create_or_restart_reader_positions, drain_reader
from app.journal.reader import Reader
from app.journal.registry import readers_by_name
from app.journal.service import NewFact, append_facts
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Choices, Person, Region, Site, Unit
from app.people.service.participation import build_company_departure_fact
from missions.service.write import Availability, MissionDraft, MissionText

MONDAY = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
WORDS = {"fr": "Bonjour", "en": "Hello"}
TEXT = MissionText(title=WORDS, why=WORDS, who_sees=WORDS)
_numbers = itertools.count(1)


def make_site(*, time_zone: str = "Europe/Paris") -> Site:
    """A site in a region of its own."""
    number = next(_numbers)
    region = Region(slug=f"region-{number}", name=f"Region {number}")
    session().add(region)
    session().flush()
    site = Site(slug=f"site-{number}", name=f"Site {number}", region_id=region.id, time_zone=time_zone)
    session().add(site)
    session().flush()
    return site


def make_unit(name: str = "Unit") -> Unit:
    """A unit without people."""
    number = next(_numbers)
    unit = Unit(slug=f"unit-{number}", name=f"{name} {number}")
    session().add(unit)
    session().flush()
    return unit


def make_people(
    count: int,
    *,
    site: Site | None = None,
    unit: Unit | None = None,
    joined_at: datetime | None = MONDAY,
    on_boards: bool = False,
) -> list[int]:
    """So many people who arrived on the Monday and take part since (not at all when `joined_at` is None): their ids."""
    site, unit = site or make_site(), unit or make_unit()
    people = [_person(site, unit) for _ in range(count)]
    session().add_all(people)
    session().flush()
    session().add_all(Choices(person_id=person.id, joined_at=joined_at, on_boards=on_boards) for person in people)
    session().flush()
    return [person.id for person in people]


def record_departure(person: Person, on: date) -> None:
    """Let a person leave the company on that day, as an import of the directory does."""
    person.left_on, person.session_version = on, person.session_version + 1
    append_facts([build_company_departure_fact(person.id, on)])


def _person(site: Site, unit: Unit) -> Person:
    number = next(_numbers)
    return Person(
        external_id=f"person-{number}",
        email=f"person-{number}@example.org",
        given_name="Camille",
        family_name=f"Martin {number}",
        site_id=site.id,
        unit_id=unit.id,
        arrived_on=date(2026, 1, 5),
    )


def tell(*facts: NewFact) -> list[int | None]:
    """Append facts in a transaction of their own, as the door or a service would."""
    with transaction():
        return append_facts(facts)


def catch_up(readers: Iterable[str] | None = None) -> None:
    """Drain every reader (or those named) until nothing waits, as workers and the clock would within seconds."""
    chosen = [reader for name, reader in readers_by_name().items() if readers is None or name in set(readers)]
    with transaction():
        create_or_restart_reader_positions(chosen)
    deadline = time.monotonic() + 120
    while waiting := _list_readers_with_waiting_facts(chosen):
        assert time.monotonic() < deadline, "The readers never caught up."
        for reader in waiting:
            drain_reader(reader)


def _list_readers_with_waiting_facts(readers: Sequence[Reader]) -> list[Reader]:
    with transaction():
        names = queries.list_reader_names_to_drain(readers)
    return [reader for reader in readers if reader.name in names]


def make_mission_draft(
    kind: str = "activity", *, availability: Availability | None = None, points: int = 10, **settings: object
) -> MissionDraft:
    """What an author says of a mission: two posts or answers, unless told otherwise."""
    given = ({"facts": ["post.created", "answer.created"], "wanted": 2} if kind == "activity" else {}) | settings
    return MissionDraft(
        kind=kind,
        settings=given,
        text=TEXT,
        minutes=5,
        points=points,
        availability=availability or Availability(standalone=True),
    )
