"""What the tests of missions arrange and ask again and again: a post, and how far somebody got."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from random import Random

from sqlalchemy import select

from app.journal.service import NewFact
from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.models import Completion, Enrolment, Mission
from tests.makers import catch_up, tell


def make_post(key: str, actor_id: int, at: datetime, **more: object) -> NewFact:
    """A post, from the network."""
    return NewFact(kind="post.created", source="rse", source_key=key, occurred_at=at, actor_id=actor_id, **more)  # type: ignore[arg-type]  # spelled by each test


def make_answer(key: str, actor_id: int, at: datetime, **more: object) -> NewFact:
    """An answer, from the network."""
    return replace(make_post(key, actor_id, at, **more), kind="answer.created")


def make_undo(key: str, actor_id: int, at: datetime) -> NewFact:
    """The post of that key, taken back."""
    return NewFact(
        kind="activity.undone", source="rse", source_key=f"undo-{key}", occurred_at=at, actor_id=actor_id, undoes=key
    )


def tell_in_any_order(facts: list[NewFact], chance: Random) -> None:
    """Tell them shuffled, one by one; the reader of missions catches up now and then, and at the end."""
    for fact in chance.sample(facts, len(facts)):
        tell(fact)
        if chance.random() < 0.3:
            catch_up(["missions"])
    catch_up(["missions"])


def completions_of(person_id: int, slug: str = "m") -> list[tuple[date, int, datetime]]:
    """(the day its period began, its number in it, its moment) of each completion that stands."""
    with transaction():
        rows = session().execute(
            select(Completion.period_on, Completion.number, Completion.completed_at)
            .join(Enrolment, Enrolment.id == Completion.enrolment_id)
            .join(Mission, Mission.id == Enrolment.mission_id)
            .where(Enrolment.person_id == person_id, Mission.slug == slug, Completion.completed_at.is_not(None))
            .order_by(Completion.completed_at)
        )
        return [(row.period_on, row.number, row.completed_at) for row in rows]


def enrolled_in(slug: str = "m") -> list[int]:
    """The people whom a mission is open to, each as often as they are enrolled."""
    with transaction():
        rows = select(Enrolment.person_id).join(Mission, Mission.id == Enrolment.mission_id).where(Mission.slug == slug)
        return sorted(session().scalars(rows))
