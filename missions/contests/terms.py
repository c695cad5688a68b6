"""The terms of a contest: everything that its regulation says, as one value that never changes once it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec

from app.kernel.schema import JsonObject

Words = Mapping[str, str]
"""A text in French and English."""


class GroupSort(StrEnum):
    """What a contest compares or shares out by; a community is where something was done, the others are where a person is."""

    UNIT = "unit"
    SITE = "site"
    REGION = "region"
    COMMUNITY = "community"


class Apportionment(StrEnum):
    """How the prizes of a draw are shared out among groups, by their heads."""

    SAINTE_LAGUE = "sainte-lague"
    HAMILTON = "hamilton"


class PrizeClass(StrEnum):
    """What a prize is for payroll; tied to work is the safe default."""

    WORK = "work"  # It rewards work: contributions from the first euro.
    GIFT = "gift"  # A gift within the yearly tolerance.
    CHANCE = "chance"  # Drawn, exceptional, without link to work.


class Receiver(StrEnum):
    """Who receives a prize."""

    PERSON = "person"
    GROUP = "group"
    EACH_PARTICIPANT = "each-participant"


@dataclass(frozen=True, kw_only=True)
class ScoringLine:
    """Something that scores: so many units each time, at most `cap` times in each `cap_period` of the contest's time zone.

    `source` is a counted event ("answer.accepted:counterpart"), a mission ("mission:slug") or a rule of points
    ("points:slug"). `amount` None: what the rule of points gave.
    """

    source: str
    amount: int | None = 1
    cap: int | None = None
    cap_period: str | None = None


@dataclass(frozen=True, kw_only=True)
class PrizeTerms:
    """A prize: `stock` copies of `value_cents` each (euro cents). `key` names it within the contest."""

    key: str
    title: Words
    receiver: Receiver
    stock: int
    value_cents: int
    prize_class: PrizeClass = PrizeClass.WORK
    may_be_given_away: bool = True


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The moments of a contest, and its time zone (IANA name), in which pages, regulation and mails write them.

    Facts of before `closes_at` that arrive within `grace_hours` after it still count. Objections are possible for
    `objection_days` after the provisional result; a prize is claimed within `claim_days` after the final one.
    """

    zone: str
    opens_at: datetime
    closes_at: datetime
    grace_hours: int = 24
    objection_days: int = 7
    claim_days: int = 30


@dataclass(frozen=True, kw_only=True)
class DrawTerms:
    """How a draw goes: tickets per person, shares by group (None: one draw for all), and a public beacon round, if any."""

    max_tickets: int = 1
    shared_by: GroupSort | None = None
    apportionment: Apportionment = Apportionment.SAINTE_LAGUE
    beacon_round: int | None = None


@dataclass(frozen=True, kw_only=True)
class ContestTerms:
    """Everything that a regulation says.

    `goal` is what each head of a group has to reach on average (collective), or what a person needs to qualify for a draw.
    `excluded_ids` are organisers and sponsor; they and the jury (`jury_ids`) may play nothing and win nothing.
    `communities` are those in which events count, as the network names them; empty: anywhere. A contest of communities names its groups so.
    """

    title: Words
    objective: Words
    organiser: str
    sponsor: str
    audience: JsonObject
    excluded_ids: tuple[int, ...] = ()
    jury_ids: tuple[int, ...] = ()
    mode: str
    group_sort: GroupSort | None = None
    communities: tuple[str, ...] = ()
    goal: int | None = None
    scoring: tuple[ScoringLine, ...]
    score_cap: int | None = None
    draw: DrawTerms = field(default_factory=DrawTerms)
    prizes: tuple[PrizeTerms, ...]
    budget_cents: int
    alternates: int = 3
    calendar: Calendar


def encode_terms(terms: ContestTerms) -> JsonObject:
    """The terms as JSON."""
    encoded: JsonObject = msgspec.to_builtins(terms)
    return encoded


def decode_terms(encoded: JsonObject) -> ContestTerms:
    """The terms that were kept as JSON; msgspec.ValidationError for any other JSON."""
    return msgspec.convert(encoded, ContestTerms)


def find_sort_of_place(terms: ContestTerms) -> GroupSort | None:
    """The sort of group in which people are when they join: what is compared, or what a draw is shared out by. None where a place plays no part."""
    sort = terms.group_sort or terms.draw.shared_by
    return None if sort == GroupSort.COMMUNITY else sort


def find_exclusion(terms: ContestTerms, person_id: int) -> str | None:
    """Why a person can win nothing: "jury" or "organiser" (the sponsor too); None for everybody else."""
    if person_id in terms.jury_ids:
        return "jury"
    return "organiser" if person_id in terms.excluded_ids else None
