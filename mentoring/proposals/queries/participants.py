"""Reads of everybody who volunteered for a round, as the matcher takes them, whole sides at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import RowMapping, text

from app.kernel.database import session
from mentoring.matching.reporting_tree import ReportingTree, build_reporting_tree
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import Offer, OfferedSkill, PastPairs, Slot, WantedSkill, Wish
from mentoring.proposals.responsibility import levels
from mentoring.rounds.models import Round
from mentoring.rounds.rules import limits_of

_VOLUNTEERS = text(
    """
    select v.person_id, v.side, v.languages, v.slots, v.remote, v.interests, v.capacity, v.prepared_at is not null as is_prepared,
           s.slug as site, p.time_zone as zone, r.slug as region, u.slug as unit,
           coalesce(k.skills, '[]') as skills, coalesce(a.avoided, '{}') as avoided
    from mentoring_volunteer v
    join member p on p.id = v.person_id and p.is_here
    join site s on s.id = p.site_id
    join region r on r.id = p.region_id
    join unit u on u.id = p.unit_id
    left join lateral (
        select jsonb_agg(jsonb_build_array(m.slug, k.level, k.wanted) order by m.slug) as skills
        from mentoring_volunteer_skill k join mentoring_skill m on m.id = k.skill_id
        where k.volunteer_id = v.id
    ) k on true
    left join lateral (
        select array_agg(a.avoided_id order by a.avoided_id) as avoided from mentoring_avoidance a where a.person_id = v.person_id
    ) a on true
    where v.round_id = :round_id and v.state = 'open' and (:is_whole or v.person_id = any(:ids))
    order by v.person_id
    """
)
_ABOVE = text(
    """
    with recursive above as (
        select id, manager_id from person where id = any(:ids)
        union
        select p.id, p.manager_id from person p join above on p.id = above.manager_id
    ) select id, manager_id from above
    """
)
_BELOW = text(
    """
    with recursive below as (
        select id, manager_id from person where id = any(:ids)
        union
        select p.id, p.manager_id from member p join below on p.manager_id = below.id where p.is_here
    ) select id, manager_id from below
    """
)
_PAST = text(
    """
    select senior_id, junior_id from mentoring_proposal
    where (senior_id = any(:ids) or junior_id = any(:ids)) and state not in ('ready', 'held') and id <> all(:but)
    union
    select senior_id, junior_id from mentoring_pair where senior_id = any(:ids) or junior_id = any(:ids)
    """
)


@dataclass(frozen=True)
class Crowd:
    """The volunteers of a round who are here and have not withdrawn, by id."""

    wishes: Mapping[int, Wish]
    offers: Mapping[int, Offer]
    unprepared: frozenset[int]


def read_crowd(round_: Round, ids: Collection[int] | None = None) -> Crowd:
    """All of them, or those among `ids`; what else they are engaged in is not looked at."""
    limits = limits_of(round_)
    asked = {"round_id": round_.id, "is_whole": ids is None, "ids": list(ids or ())}
    rows = session().execute(_VOLUNTEERS, asked).mappings().all()
    carried = levels_of([row["person_id"] for row in rows])
    seniors = [row for row in rows if row["side"] == "senior"]
    juniors = [row for row in rows if row["side"] == "junior"]
    return Crowd(
        wishes={row["person_id"]: _wish(row, carried, limits) for row in seniors},
        offers={row["person_id"]: _offer(row, carried, limits) for row in juniors},
        unprepared=frozenset(row["person_id"] for row in juniors if not row["is_prepared"]),
    )


def line_above(ids: Collection[int]) -> ReportingTree:
    """The reporting line of these people, up to its top; through whoever has left, too, for their seat may be filled tomorrow."""
    rows = session().execute(_ABOVE, {"ids": list(ids)})
    return build_reporting_tree({row.id: row.manager_id for row in rows})


def levels_of(ids: Collection[int]) -> dict[int, int]:
    """How many levels of people who are here stand below each of these."""
    rows = session().execute(_BELOW, {"ids": list(ids)})
    return levels({row.id: row.manager_id for row in rows})


def past_of(ids: Collection[int], *, but: Collection[int] = ()) -> PastPairs:
    """Everybody with whom these people were ever asked to meet, or met, in any round, on either side; `but` some proposals."""
    rows = session().execute(_PAST, {"ids": list(ids), "but": list(but)}).all()
    couples = [(row.senior_id, row.junior_id) for row in rows]
    return PastPairs(earlier=frozenset([*couples, *((junior, senior) for senior, junior in couples)]))


def _wish(row: RowMapping, carried: Mapping[int, int], limits: MatchingLimits) -> Wish:
    wants = tuple(WantedSkill(slug, level, wanted) for slug, level, wanted in row["skills"] if wanted is not None)
    return Wish(wants=wants, **_told(row, carried, limits))


def _offer(row: RowMapping, carried: Mapping[int, int], limits: MatchingLimits) -> Offer:
    skills = tuple(OfferedSkill(slug, level) for slug, level, _ in row["skills"])
    return Offer(skills=skills, capacity=row["capacity"], **_told(row, carried, limits))


class _Told(TypedDict):
    person_id: int
    responsibility: int
    languages: frozenset[str]
    slots: tuple[Slot, ...]
    site: str
    unit: tuple[str, ...]
    zone: str
    remote: bool
    interests: frozenset[str]
    avoids: frozenset[int]


def _told(row: RowMapping, carried: Mapping[int, int], limits: MatchingLimits) -> _Told:
    """Where the round asks for another unit, the unit alone counts, in whichever region it works."""
    unit = (row["unit"],) if limits.other_unit else (row["region"], row["unit"])
    return {
        "person_id": row["person_id"],
        "responsibility": carried[row["person_id"]],
        "languages": frozenset(row["languages"]),
        "slots": tuple(Slot(*slot) for slot in row["slots"]),
        "site": row["site"],
        "unit": unit,
        "zone": row["zone"],
        "remote": row["remote"],
        "interests": frozenset(row["interests"]),
        "avoids": frozenset(row["avoided"]),
    }
