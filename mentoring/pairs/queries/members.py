"""Reads of pairs and of the two people in each; a pair is found by its own people only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address

from sqlalchemy import ColumnElement, func, or_, select

from app.journal.models import Fact
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from app.people.models import Member, Person, Site
from mentoring.pairs.models import MentoringSession, Pair
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer


class NoSuchPair(NotFound):
    """This person is in no pair with that id."""


@dataclass(frozen=True, kw_only=True)
class PairMember:
    """One person of a pair, as the other sees them.

    `is_named`: their name is shown. Somebody who left is named until the pair ends, so that no page tells it before.
    """

    id: int
    given_name: str
    family_name: str
    email: str
    locale: str
    job_title: str
    site: str
    zone: str
    is_here: bool
    is_named: bool

    @property
    def email_address(self) -> Address | None:
        """The e-mail address; None if the directory holds none that is valid."""
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
        """The senior and the junior."""
        return self.senior, self.junior

    def other(self, person_id: int) -> PairMember:
        """The other person of the pair."""
        return self.junior if person_id == self.senior.id else self.senior

    def is_senior(self, person_id: int) -> bool:
        """Whether this person is the senior, who learns."""
        return person_id == self.senior.id


def _pair_of_person_condition(person_id: int) -> ColumnElement[bool]:
    return or_(Pair.senior_id == person_id, Pair.junior_id == person_id)


OWN_PAIRS = OwnRows(
    Pair, belongs_to=_pair_of_person_condition, missing=lambda: NoSuchPair("There is no such pair for you.")
)


def get_own_pair(person_id: int, pair_id: int) -> Pair:
    """The pair of that person; raises NoSuchPair for all others."""
    return OWN_PAIRS.get_own_row(person_id, pair_id)


def lock_own_pair(person_id: int, pair_id: int) -> Pair:
    """The same, read anew and locked until the transaction ends."""
    return OWN_PAIRS.get_and_lock_own_row(person_id, pair_id)


def find_pair_of_senior_and_junior(round_id: int, senior_id: int, junior_id: int) -> Pair | None:
    """The pair of these two in that round, ended or not; returns None if there is none."""
    conditions = (Pair.round_id == round_id, Pair.senior_id == senior_id, Pair.junior_id == junior_id)
    return session().scalar(select(Pair).where(*conditions))


def list_pairs_with_ids(pair_ids: Collection[int]) -> Sequence[Pair]:
    """The pairs with these ids, by id."""
    return session().scalars(select(Pair).where(in_ids_condition(Pair.id, pair_ids)).order_by(Pair.id)).all()


def load_pair_with_people(pair: Pair) -> PairWithPeople:
    """A pair with its round and people."""
    return load_pairs_with_people([pair])[pair.id]


def load_pairs_with_people(pairs: Collection[Pair]) -> dict[int, PairWithPeople]:
    """Many pairs with their rounds and people, in two statements."""
    people = load_pair_members_by_person_id(
        {person_id for pair in pairs for person_id in (pair.senior_id, pair.junior_id)}
    )
    rounds = session().scalars(select(Round).where(in_ids_condition(Round.id, {pair.round_id for pair in pairs})))
    by_id = {round_.id: round_ for round_ in rounds}
    return {
        pair.id: PairWithPeople(
            pair,
            by_id[pair.round_id],
            _name_member(people[pair.senior_id], pair),
            _name_member(people[pair.junior_id], pair),
        )
        for pair in pairs
    }


def _name_member(member: PairMember, pair: Pair) -> PairMember:
    return replace(member, is_named=member.is_here or pair.state == "active")


def load_pair_members_by_person_id(person_ids: Collection[int]) -> dict[int, PairMember]:
    """People by id, those who left included."""
    rows = (
        select(Member, Site.name).join(Site, Site.id == Member.site_id).where(in_ids_condition(Member.id, person_ids))
    )
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
        is_named=person.is_here,
    )


def lock_people(person_ids: Collection[int]) -> None:
    """Lock these people until the transaction ends, so that two pairs never book the same hour of one of them."""
    locked = select(Person.id).where(in_ids_condition(Person.id, person_ids)).order_by(Person.id)
    session().execute(locked.with_for_update(key_share=True))


def list_active_pairs_of_person(person_id: int) -> Sequence[Pair]:
    """The active pairs of a person, oldest first."""
    statement = (
        select(Pair)
        .where(_pair_of_person_condition(person_id), Pair.state == "active")
        .order_by(Pair.started_at, Pair.id)
    )
    return session().scalars(statement).all()


def has_active_pair_in_round(round_id: int, person_id: int) -> bool:
    """Whether a person meets somebody in that round."""
    return any(pair.round_id == round_id for pair in list_active_pairs_of_person(person_id))


def lock_active_pairs_of_people(person_ids: Collection[int]) -> Sequence[Pair]:
    """The active pairs of these people, locked until the transaction ends."""
    conditions = or_(in_ids_condition(Pair.senior_id, person_ids), in_ids_condition(Pair.junior_id, person_ids))
    statement = select(Pair).where(conditions, Pair.state == "active").order_by(Pair.id)
    return session().scalars(statement.with_for_update().execution_options(populate_existing=True)).all()


def has_leaver(pair: Pair) -> bool:
    """Whether one of the two has left the company or stopped taking part, as of now."""
    both = in_ids_condition(Member.id, [pair.senior_id, pair.junior_id])
    return session().scalar(select(select(Member.id).where(both, ~Member.takes_part).exists())) or False


def list_leaver_ids_in_facts(fact_ids: Sequence[int]) -> list[int]:
    """The people of these facts who have left the company or stopped taking part, as of now."""
    gone = select(Member.id).join(Fact, Fact.actor_id == Member.id)
    gone = gone.where(in_ids_condition(Fact.id, fact_ids), ~Member.takes_part)
    return list(session().scalars(gone.distinct()))


def lock_active_pairs_of_round(round_id: int) -> Sequence[Pair]:
    """The active pairs of a round, locked until the transaction ends."""
    statement = select(Pair).where(Pair.round_id == round_id, Pair.state == "active").order_by(Pair.id)
    return session().scalars(statement.with_for_update().execution_options(populate_existing=True)).all()


def list_pair_ids_due_to_end(now: datetime) -> Sequence[int]:
    """The ids of active pairs whose ending is due."""
    due = select(Pair.id).where(Pair.ending_at <= now, Pair.state == "active").order_by(Pair.ending_at, Pair.id)
    return session().scalars(due).all()


def lock_pair_due_to_end(pair_id: int, now: datetime) -> Pair | None:
    """The pair, locked until the transaction ends; None when its ending is not due, or another transaction locked it."""
    due = select(Pair).where(Pair.id == pair_id, Pair.ending_at <= now, Pair.state == "active")
    return session().scalar(due.with_for_update(skip_locked=True))


def list_closed_round_ids_with_active_pairs() -> Sequence[int]:
    """The ids of closed rounds that still have active pairs."""
    open_pairs = select(Pair.round_id).where(Pair.state == "active")
    return session().scalars(select(Round.id).where(Round.state == "closed", Round.id.in_(open_pairs))).all()


def lock_pairs_with_all_sessions_held(met_before: datetime, most: int) -> Sequence[Pair]:
    """Active pairs that held all their sessions, the last before that moment; locked likewise."""
    held_sessions = (
        select(
            MentoringSession.pair_id,
            func.count().label("held_count"),
            func.max(MentoringSession.ends_at).label("last_at"),
        )
        .where(MentoringSession.state == "held")
        .group_by(MentoringSession.pair_id)
        .subquery()
    )
    silent = select(Pair).join(held_sessions, held_sessions.c.pair_id == Pair.id).where(Pair.state == "active")
    silent = (
        silent.where(held_sessions.c.held_count >= Pair.sessions, held_sessions.c.last_at < met_before)
        .order_by(Pair.id)
        .limit(most)
    )
    return session().scalars(silent.with_for_update(skip_locked=True, of=Pair)).all()


def load_hopes_of_both_by_person(pair: Pair) -> dict[int, str]:
    """What each of the two hopes to gain, by person id; shown to the pair only."""
    conditions = (
        Volunteer.round_id == pair.round_id,
        in_ids_condition(Volunteer.person_id, [pair.senior_id, pair.junior_id]),
    )
    rows = session().execute(select(Volunteer.person_id, Volunteer.hopes).where(*conditions))
    return {row.person_id: row.hopes for row in rows if row.hopes}
