"""The verbs of badges: publish one, and bring awards to what the facts say, each exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from app.journal.service import NewFact, append
from app.kernel import clock
from app.kernel.database import is_one_of, session
from app.kernel.errors import Conflict
from app.kernel.schema import JsonObject
from app.people.models import Person
from badges import queries
from badges.criterion import counting_of
from badges.models import Award, Badge
from badges.queries import Judged

TAKEN_BACK = "What it rested on was taken back."


@dataclass(frozen=True, kw_only=True)
class BadgeText:
    """What people read of a badge, in French and English, and its icon."""

    name: Mapping[str, str]
    description: Mapping[str, str]
    icon: str = "award"


def publish_badge(slug: str, criterion: str, settings: JsonObject, *, text: BadgeText) -> Badge:
    """Publish a badge; Invalid when its criterion refuses the settings, Conflict when the slug is taken."""
    if queries.find_badge(slug):
        raise Conflict(f"A badge is already called {slug}.")
    read, counting = counting_of(criterion, settings)
    badge = Badge(
        slug=slug,
        criterion=criterion,
        settings=read,
        name=dict(text.name),
        description=dict(text.description),
        icon=text.icon,
        counted_kinds=list(counting.kinds),
        counted_by=counting.by.value,
        among=list(counting.among) if counting.among is not None else None,
        wanted=counting.wanted,
    )
    session().add(badge)
    session().flush()
    return badge


def settle(fact_ids: Sequence[int]) -> None:
    """Award what is earned and not held, withdraw what is held and no longer earned, and tell the journal.

    People are locked in order first, so that two settlements of one person take turns.
    """
    people = queries.people_concerned(fact_ids)
    if not people:
        return
    session().execute(
        select(Person.id).where(is_one_of(Person.id, people)).order_by(Person.id).with_for_update(key_share=True)
    )
    changed = [row for row in queries.judge(fact_ids) if row.is_earned != row.is_held]
    _award([row for row in changed if row.is_earned])
    _withdraw([row for row in changed if not row.is_earned])
    append([fact for row in changed for fact in _announcement(row)])


def _award(rows: Sequence[Judged]) -> None:
    if not rows:
        return
    given = [
        {
            "badge_id": row.badge_id,
            "person_id": row.person_id,
            "awarded_at": row.reached_at,
            "criterion_version": row.version,
        }
        for row in rows
    ]
    again = {"revoked_at": None, "revoked_because": None, "announcements": Award.announcements + 1}
    session().execute(insert(Award).on_conflict_do_update(index_elements=["badge_id", "person_id"], set_=again), given)


def _withdraw(rows: Sequence[Judged]) -> None:
    ids = [row.award_id for row in rows if row.award_id is not None]
    if ids:
        session().execute(
            update(Award).where(is_one_of(Award.id, ids)).values(revoked_at=clock.now(), revoked_because=TAKEN_BACK)
        )


def _announcement(row: Judged) -> Iterator[NewFact]:
    badge = f"badge:{row.slug}"
    name = f"{row.badge_id}:{row.person_id}"
    if row.is_earned:
        assert row.reached_at is not None, "What is earned was reached."
        key = f"awarded:{name}:{row.announcements + 1}"
        yield NewFact(
            kind="badge.awarded", source_key=key, occurred_at=row.reached_at, actor_id=row.person_id, object=badge
        )
    else:
        yield NewFact(
            kind="badge.revoked",
            source_key=f"revoked:{name}:{row.announcements}",
            undoes=f"awarded:{name}:{row.announcements}",
            occurred_at=clock.now(),
            actor_id=row.person_id,
            object=badge,
        )
