"""Reads who is on the network of the demo, and what a person did on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.demo_network.contents import COMMUNITIES, SOURCE, DemoCommunity
from app.journal.models import Fact
from app.kernel.database import session
from app.people.models import Member, Person, Region, Site, Unit

MOST_COLLEAGUES, MOST_ACTS = 6, 30


@dataclass(frozen=True)
class DemoColleague:
    """A colleague whom the page shows."""

    id: int
    external_id: str
    given_name: str
    family_name: str


@dataclass(frozen=True)
class DoneAct:
    """What a person did on the page: its kind of fact, about what and towards whom, and whether it was undone."""

    key: str
    kind: str
    object: str | None
    community: str | None
    counterpart_id: int | None
    occurred_at: datetime
    is_undone: bool


def list_some_colleagues_of_person(person_id: int) -> list[DemoColleague]:
    """Some colleagues who take part, always the same ones; people who do not take part count for nobody."""
    names = select(Person.id, Person.external_id, Person.given_name, Person.family_name)
    rows = names.join(Member, Member.id == Person.id).where(Member.takes_part, Member.id != person_id)
    return [DemoColleague(*row) for row in session().execute(rows.order_by(Member.id).limit(MOST_COLLEAGUES))]


def list_communities_for_person(person_id: int) -> list[DemoCommunity]:
    """The communities of the person's region and trade, then those of everybody."""
    near = select(Region.slug, Region.name, Unit.slug, Unit.name).select_from(Person)
    near = near.join(Site, Site.id == Person.site_id).join(Region, Region.id == Site.region_id)
    near = near.join(Unit, Unit.id == Person.unit_id).where(Person.id == person_id)
    region, region_name, unit, unit_name = session().execute(near).one()
    return [
        DemoCommunity(f"region-{region}", {"fr": region_name, "en": region_name}, near="region"),
        DemoCommunity(f"metier-{unit}", {"fr": unit_name, "en": unit_name}, near="trade"),
        *COMMUNITIES,
    ]


def read_last_fact_id_of_person(person_id: int) -> int:
    """The id of the last fact that the person made on this network, 0 before the first: it numbers the next act."""
    own = select(Fact.id).where(Fact.actor_id == person_id, Fact.source == SOURCE)
    return session().scalar(own.order_by(Fact.id.desc()).limit(1)) or 0


def list_acts(person_id: int) -> list[DoneAct]:
    """What the person did on the page, the latest first; undoing is no act of its own."""
    own = select(Fact).where(Fact.actor_id == person_id, Fact.source == SOURCE)
    facts = session().scalars(own.order_by(Fact.id.desc()).limit(MOST_ACTS)).all()
    undone = {fact.undoes for fact in facts if fact.undoes is not None}
    return [_build_done_act(fact, is_undone=fact.source_key in undone) for fact in facts if fact.undoes is None]


def list_joined_communities(acts: Sequence[DoneAct]) -> set[str]:
    """The ids of the communities that the person is in, by what they did on the page."""
    latest: dict[str, str] = {}
    for act in reversed(acts):
        if act.community is not None and act.kind in ("community.joined", "community.left") and not act.is_undone:
            latest[act.community] = act.kind
    return {community for community, kind in latest.items() if kind == "community.joined"}


def list_greeted_people(acts: Sequence[DoneAct]) -> set[int]:
    """The ids of the colleagues to whom the person said hello on the page: a mission counts each of them once."""
    return {
        act.counterpart_id
        for act in acts
        if act.kind == "post.created" and act.counterpart_id is not None and not act.is_undone
    }


def _build_done_act(fact: Fact, *, is_undone: bool) -> DoneAct:
    return DoneAct(
        fact.source_key, fact.kind, fact.object, fact.community, fact.counterpart_id, fact.occurred_at, is_undone
    )
