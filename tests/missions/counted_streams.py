"""Streams for counts that go on: mostly in order, with late, repeated and undone facts, and what the company changes meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st
from sqlalchemy import select, update

from app.journal.service import NewFact
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person, Site
from missions import queries
from missions.service.publish import end_mission, publish_draft
from missions.service.write import save_mission_draft
from tests.makers import MONDAY, make_mission_draft

BOTH = ["post.created", "answer.created"]
MARK = "answer.accepted"
PEOPLE = 3
ZONES = ("Europe/Paris", "America/Havana", "Pacific/Kiritimati", "Asia/Kolkata")


@dataclass(frozen=True)
class Act:
    """Something that one of three people does, so many half hours after the step before, or earlier: about one of few objects, towards a colleague, in a community."""

    kind: str
    actor: int
    towards: int
    thing: int
    community: int
    later: int


@dataclass(frozen=True)
class TakeBack:
    """An undo of what was sent before (an undo too), or a deletion of its object."""

    of: int
    deletes: bool


@dataclass(frozen=True)
class HouseChange:
    """What the company changes between two batches: a time zone, a version, the end of a mission of the set."""

    name: str
    choice: int


acts = st.builds(
    Act,
    kind=st.sampled_from([*BOTH, *BOTH, MARK, "post.shared"]),
    actor=st.integers(0, PEOPLE - 1),
    towards=st.integers(0, PEOPLE - 1),
    thing=st.integers(0, 12),
    community=st.integers(0, 2),
    later=st.one_of(st.integers(0, 100), st.integers(0, 100), st.integers(-150, 0)),
)
take_backs = st.builds(TakeBack, of=st.integers(0, 40), deletes=st.booleans())
changes = st.builds(
    HouseChange, name=st.sampled_from(["zone", "zone", "version", "end"]), choice=st.integers(0, len(ZONES) - 1)
)
batches = st.lists(
    st.one_of(changes, st.lists(st.one_of(acts, acts, acts, take_backs), min_size=1, max_size=6)),
    min_size=2,
    max_size=8,
)


def build_fact(step: Act | TakeBack, sent: Sequence[NewFact], people: Sequence[int], source: str) -> NewFact:
    key, latest = f"{len(sent):03}", sent[-1].occurred_at if sent else MONDAY
    if isinstance(step, TakeBack):
        of = sent[step.of % len(sent)] if sent else None
        undoes = "nothing" if of is None else str(of.object) if step.deletes else of.source_key
        kind = "object.deleted" if step.deletes else "activity.undone"
        actor = None if step.deletes or of is None else of.actor_id
        return NewFact(kind=kind, source=source, source_key=key, occurred_at=latest, actor_id=actor, undoes=undoes)
    return NewFact(
        kind=step.kind,
        source=source,
        source_key=key,
        occurred_at=max(MONDAY, latest + timedelta(minutes=30 * step.later)),
        actor_id=people[step.actor],
        counterpart_id=people[step.towards],
        object=f"{source}-{step.thing}",
        community=f"c{step.community}",
        body={"counterpart_unit": f"u{step.towards}", "actor_unit": f"u{step.actor}"},
    )


def change_house(change: HouseChange, people: Sequence[int]) -> None:
    """Another time zone for everybody, a harder or easier version of the first mission, or the end of one of the set."""
    with transaction():
        if change.name == "zone":
            sites = select(Person.site_id).where(Person.id.in_(people))
            session().execute(update(Site).where(Site.id.in_(sites)).values(time_zone=ZONES[change.choice]))
        elif change.name == "version":
            save_mission_draft("once", make_mission_draft(facts=BOTH, wanted=2 + change.choice))
            publish_draft(queries.get_mission("once"))
        elif queries.get_mission("communities").state != "ended":
            end_mission(queries.get_mission("communities"))
