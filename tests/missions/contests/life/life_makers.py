"""Lets a contest live in a test: published, joined and played by people, and moved on by the clock at any moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.notices.models import Notice
from missions.contests.joining.service import join_contest
from missions.contests.life import queries
from missions.contests.life.jobs import LIFE_STEPS
from missions.contests.life.service.publish import publish_contest
from missions.contests.models import Contest
from missions.contests.prizes.queries import list_wins
from missions.contests.queries import get_contest
from missions.contests.terms import ContestTerms, ScoringLine
from tests.makers import catch_up, make_people, tell
from tests.missions.contests.contest_makers import CLOSES_AT, OPENS_AT, make_fact, make_terms

BEFORE = OPENS_AT - timedelta(days=1)
FROZEN_AT = CLOSES_AT + timedelta(hours=24)
FINAL_AT = FROZEN_AT + timedelta(days=7)
HOUR = timedelta(hours=1)
ANSWERS = (ScoringLine(source="answer.created"),)


def make_draft(slug: str = "useful") -> None:
    """A draft, as its wizard leaves it."""
    session().add(Contest(slug=slug, saved_at=BEFORE, secret=b"s" * 32))
    session().flush()


def make_playable_terms(mode: str = "draw", **given: object) -> ContestTerms:
    """Terms in which each answer scores."""
    return make_terms(mode, **{"scoring": ANSWERS} | given)


def publish(terms: ContestTerms, *, slug: str = "useful", at: datetime = BEFORE) -> None:
    """Publish a contest for ten people at least."""
    with clock.freeze_at(at), transaction():
        make_people(10)
        make_draft(slug)
        publish_contest(slug, terms, revision=0)


def play(people: Sequence[int], answers: Sequence[int]) -> None:
    """Let these people join at the opening and give so many answers, one a day."""
    for person_id, number in zip(people, answers, strict=True):
        with clock.freeze_at(OPENS_AT), transaction():
            join_contest("useful", person_id)
        tell(*(make_fact(f"{person_id}-{day}", person_id, OPENS_AT + timedelta(days=day)) for day in range(number)))
    catch_up(["contests"])


def play_published(answers: Sequence[int], terms: ContestTerms) -> list[int]:
    """Publish a contest, and let so many people play it: their ids."""
    publish(terms)
    with transaction():
        people = make_people(len(answers))
    play(people, answers)
    return people


def run_clock(at: datetime) -> None:
    """What the clock does at that moment."""
    with clock.freeze_at(at):
        take_due_steps(LIFE_STEPS)


def read_state(slug: str = "useful") -> str:
    with transaction():
        return get_contest(slug).state


def list_winner_ids(slug: str = "useful") -> list[int | None]:
    with transaction():
        return [win.person_id for win in list_wins(get_contest(slug).id)]


def list_facts(*kinds: str) -> list[tuple[str, int | None, datetime]]:
    """The facts about contests in the order of their ids, by kind, actor and moment."""
    with transaction():
        facts = session().scalars(select(Fact).where(Fact.object.startswith("contest:")).order_by(Fact.id))
        return [(fact.kind, fact.actor_id, fact.occurred_at) for fact in facts if not kinds or fact.kind in kinds]


def list_notices(kind: str) -> list[int]:
    """Who got that notice, each as often as it was sent."""
    with transaction():
        return sorted(session().scalars(select(Notice.person_id).where(Notice.kind == kind)))


def read_results(slug: str = "useful") -> list[tuple[int, str, str | None, str | None]]:
    """Each result with its reason, its seed and the SHA-256 of its minutes."""
    with transaction():
        results = queries.list_results(get_contest(slug).id)
        return [(result.number, result.reason, result.seed, result.minutes_sha256) for result in results]
