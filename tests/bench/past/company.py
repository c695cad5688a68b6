"""A company in which as many people have a short past as have a long one, with everything that counts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import psycopg

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.transaction import transaction
from app.points.service import Amounts, Cap, create_and_publish_rule
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.periods import ONCE, Recurrence, RepeatPeriod
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability, MissionDraft, MissionText
from tests.bench.growth import statements as growth
from tests.bench.growth.filling import CompanySize, fill_people, vacuum
from tests.bench.past import statements

WORDS = {"fr": "Mission", "en": "Mission"}
DONE = ["answer.created", "comment.created", "post.created"]
NEVER = 1_000
"""So many that nobody here reaches it: the count stays under way."""


@dataclass(frozen=True)
class PastSizes:
    """People for each length of a past, the lengths, how many batches of one fact each are measured, and rounds."""

    people: int = 200
    pasts: tuple[int, ...] = (100, 150, 1_150, 5_000)
    batches: int = 7
    rounds: int = 3


def fill_company_with_pasts(sizes: PastSizes) -> None:
    """Everybody's past is in the journal and every reader is past it; nothing of it is counted yet."""
    with psycopg.connect(current_settings().database_url, autocommit=True) as database:
        fill_people(database, CompanySize(people=sizes.people * len(sizes.pasts), facts=0))
        with transaction():
            _publish_what_counts()
        with transaction():
            enrol_everyone_in_missions()
        database.execute(statements.COUNT_THE_PAST)
        for number, facts in enumerate(sizes.pasts):
            given = {"people": sizes.people, "facts": facts, "after": number * sizes.people}
            database.execute(statements.FACTS, given)
        database.execute(growth.POSITIONS, {"readers": list(growth.READERS)})
        vacuum(database)


def _publish_what_counts() -> None:
    """Counts of each sort: in some communities, of different people, of weeks and per week; badges; rules with caps."""
    seven = {"facts": DONE, "wanted": NEVER}
    _publish_mission("many", "activity", {"facts": DONE, "wanted": NEVER, "communities": ["c0"]})
    _publish_mission("people", "distinct", seven | {"of": "people"})
    _publish_mission("weeks", "rhythm", seven)
    _publish_mission("weekly", "activity", {"facts": DONE, "wanted": 2}, Recurrence(2, RepeatPeriod.WEEK))
    text = BadgeText(name=WORDS, description=WORDS)
    create_and_publish_badge("fifty", "activity-count", {"facts": DONE, "wanted": 50}, text=text)
    create_and_publish_badge(
        "many", "activity-count", {"facts": DONE, "wanted": NEVER, "communities": ["c0"]}, text=text
    )
    for period in ("day", "week"):
        _publish_rule(f"per-{period}", "post.created", Cap(2, period))
    _publish_rule("each", "answer.created", None)


def _publish_rule(slug: str, event: str, cap: Cap | None) -> None:
    since = clock.now() - timedelta(days=365)
    create_and_publish_rule(slug, event, amounts=Amounts(personal=1), cap=cap, in_force_from=since)


def _publish_mission(slug: str, kind: str, settings: dict[str, object], recurrence: Recurrence = ONCE) -> None:
    words = MissionText(title=WORDS, why=WORDS, who_sees=WORDS)
    open_to_all = Availability(recurrence=recurrence, standalone=True)
    draft = MissionDraft(kind=kind, settings=settings, text=words, minutes=5, points=10, availability=open_to_all)
    create_and_publish_mission(slug, draft)
