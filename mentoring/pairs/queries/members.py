"""Reads of pairs and of the two people in each: nobody else finds one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address

from sqlalchemy import ColumnElement, func, or_, select

from app.journal.models import Fact
from app.kernel.database import is_one_of, session
from app.kernel.errors import NotFound
from app.people.models import Member, Site
from mentoring.pairs.models import MentoringSession, Pair
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer


class NoSuchPair(NotFound):
    """This person is in no pair of that number."""


@dataclass(frozen=True, kw_only=True)
class PairMember:
    """One of the two, as the other sees them."""

    id: int
    given_name: str
    family_name: str
    email: str
    locale: str
    job_title: str
    site: str
    zone: str
    is_here: bool

    @property
    def address(self) -> Address | None:
        """How mail reaches them; None when what the directory says is no address."""
        try:
            return Address(f"{self.given_name} {self.family_name}", addr_spec=self.email)
        except ValueError:
            return None


@dataclass(frozen=True)
class PairWithPeople:
    """A pair with its round and its two people, the senior first."""

    pair: Pair
    round: Round
    senior: PairMember
    junior: PairMember

    @property
    def people(self) -> tuple[PairMember, PairMember]:
        """Both, the senior first."""
        return self.senior, self.junior

    def other(self, person_id: int) -> PairMember:
        """The one whom this person meets."""
        return self.junior if person_id == self.senior.id else self.senior

    def is_senior(self, person_id: int) -> bool:
        """Whether this one learns, rather than teaches."""
        return person_id == self.senior.id


def get_pair(person_id: int, pair_id: int) -> Pair:
    """One's own pair; NoSuchPair for everybody else, whoever they are."""
    found = session().scalar(select(Pair).where(Pair.id == pair_id, _is_pair_of(person_id)))
    if found is None:
        raise NoSuchPair("There is no such pair for you.")
    return found


def lock_pair(person_id: int, pair_id: int) -> Pair:
    """One's own pair as it is now, held until the transaction ends."""
    mine = select(Pair).where(Pair.id == pair_id, _is_pair_of(person_id)).with_for_update()
    found = session().scalar(mine.execution_options(populate_existing=True))
    if found is None:
        raise NoSuchPair("There is no such pair for you.")
    return found


def find_pair(round_id: int, senior_id: int, junior_id: int) -> Pair | None:
    """The pair of these two in that round, whatever became of it."""
    theirs = (Pair.round_id == round_id, Pair.senior_id == senior_id, Pair.junior_id == junior_id)
    return session().scalar(select(Pair).where(*theirs))


def list_pairs_by_id(pair_ids: Collection[int]) -> Sequence[Pair]:
    """The pairs of these numbers."""
    return session().scalars(select(Pair).where(is_one_of(Pair.id, pair_ids)).order_by(Pair.id)).all()


def load_pair(pair: Pair) -> PairWithPeople:
    """The pair with its round and people."""
    return load_pairs([pair])[pair.id]


def load_pairs(pairs: Collection[Pair]) -> dict[int, PairWithPeople]:
    """Many pairs with their rounds and people, in two statements."""
    people = load_members({person_id for pair in pairs for person_id in (pair.senior_id, pair.junior_id)})
    rounds = session().scalars(select(Round).where(is_one_of(Round.id, {pair.round_id for pair in pairs})))
    by_id = {one.id: one for one in rounds}
    return {
        pair.id: PairWithPeople(pair, by_id[pair.round_id], people[pair.senior_id], people[pair.junior_id])
        for pair in pairs
    }


def load_members(person_ids: Collection[int]) -> dict[int, PairMember]:
    """People by id, whether they are still here or not."""
    rows = select(Member, Site.name).join(Site, Site.id == Member.site_id).where(is_one_of(Member.id, person_ids))
    return {person.id: _to_member(person, site) for person, site in session().execute(rows)}


def _to_member(person: Member, site: str) -> PairMember:
    return PairMember(
        id=person.id,
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        locale=person.locale,
        job_title=person.job_title,
        site=site,
        zone=person.time_zone,
        is_here=person.is_here,
    )


def list_active_pairs(person_id: int) -> Sequence[Pair]:
    """Everybody whom a person meets at present, in the order in which they began."""
    mine = select(Pair).where(_is_pair_of(person_id), Pair.state == "active").order_by(Pair.started_at, Pair.id)
    return session().scalars(mine).all()


def lock_active_pairs_of_people(person_ids: Collection[int], round_id: int | None = None) -> Sequence[Pair]:
    """The pairs that these people are in, of one round or of all, held until the transaction ends."""
    theirs = or_(is_one_of(Pair.senior_id, person_ids), is_one_of(Pair.junior_id, person_ids))
    found = select(Pair).where(theirs, Pair.state == "active").order_by(Pair.id)
    if round_id is not None:
        found = found.where(Pair.round_id == round_id)
    return session().scalars(found.with_for_update().execution_options(populate_existing=True)).all()


def list_leavers(fact_ids: Sequence[int]) -> list[int]:
    """Those whom these facts are about and who, today, have left the company or take part no longer."""
    gone = select(Member.id).join(Fact, Fact.actor_id == Member.id)
    gone = gone.where(is_one_of(Fact.id, fact_ids), ~Member.takes_part)
    return list(session().scalars(gone.distinct()))


def lock_active_pairs_of_round(round_id: int) -> Sequence[Pair]:
    """The pairs of a round that are under way, held until the transaction ends."""
    found = select(Pair).where(Pair.round_id == round_id, Pair.state == "active").order_by(Pair.id)
    return session().scalars(found.with_for_update().execution_options(populate_existing=True)).all()


def lock_due_endings(now: datetime, most: int) -> Sequence[Pair]:
    """Pairs that were to end by now, held until the transaction ends; those that somebody else holds are left to them."""
    due = select(Pair).where(Pair.ending_at <= now, Pair.state == "active").order_by(Pair.ending_at, Pair.id)
    return session().scalars(due.limit(most).with_for_update(skip_locked=True)).all()


def list_closed_rounds_with_active_pairs() -> Sequence[int]:
    """The rounds that closed while some of their pairs still met."""
    open_pairs = select(Pair.round_id).where(Pair.state == "active")
    return session().scalars(select(Round.id).where(Round.state == "closed", Round.id.in_(open_pairs))).all()


def lock_unclosed_pairs(met_before: datetime, most: int) -> Sequence[Pair]:
    """Pairs that held all their sessions, the last before that moment, and that nobody has closed; held likewise."""
    held = (
        select(
            MentoringSession.pair_id, func.count().label("held"), func.max(MentoringSession.ends_at).label("last_at")
        )
        .where(MentoringSession.state == "held")
        .group_by(MentoringSession.pair_id)
        .subquery()
    )
    silent = select(Pair).join(held, held.c.pair_id == Pair.id).where(Pair.state == "active")
    silent = silent.where(held.c.held >= Pair.sessions, held.c.last_at < met_before).order_by(Pair.id).limit(most)
    return session().scalars(silent.with_for_update(skip_locked=True, of=Pair)).all()


def load_hopes(pair: Pair) -> dict[int, str]:
    """What each of the two hoped to gain, by person: written for the other alone."""
    theirs = (Volunteer.round_id == pair.round_id, is_one_of(Volunteer.person_id, [pair.senior_id, pair.junior_id]))
    rows = session().execute(select(Volunteer.person_id, Volunteer.hopes).where(*theirs))
    return {row.person_id: row.hopes for row in rows if row.hopes}


def _is_pair_of(person_id: int) -> ColumnElement[bool]:
    return or_(Pair.senior_id == person_id, Pair.junior_id == person_id)
