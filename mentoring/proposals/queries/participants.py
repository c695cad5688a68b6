"""Reads of the participants of a round as the matcher takes them, with their reporting tree and past pairs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import RowMapping, text

from app.kernel.database import session
from mentoring.matching.reporting_tree import ReportingTree, build_reporting_tree
from mentoring.matching.values import DateSpan, EarlierAndDeclinedPairs, Offer, OfferedSkill, Slot, WantedSkill, Wish
from mentoring.proposals.responsibility import compute_responsibility_levels
from mentoring.volunteers.preferences import decode_absences

_VOLUNTEERS = text(
    """
    select v.person_id, v.side, v.languages, v.slots, v.remote, v.away, v.interests, v.capacity, v.prepared_at is not null as is_prepared,
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
    with recursive managers as (
        select id, manager_id from person where id = any(:ids)
        union
        select p.id, p.manager_id from person p join managers on p.id = managers.manager_id
    ) select id, manager_id from managers
    """
)
_BELOW = text(
    """
    with recursive reports as (
        select id, manager_id from person where id = any(:ids)
        union
        select p.id, p.manager_id from member p join reports on p.manager_id = reports.id where p.is_here
    ) select id, manager_id from reports
    """
)
_PAST = text(
    """
    select senior_id, junior_id from mentoring_proposal
    where (senior_id = any(:ids) or junior_id = any(:ids)) and state not in ('ready', 'held') and id <> all(:excluding)
    union
    select senior_id, junior_id from mentoring_pair where senior_id = any(:ids) or junior_id = any(:ids)
    """
)


@dataclass(frozen=True)
class Participants:
    """The volunteers of a round who are employed and have not withdrawn, by person id."""

    wishes: Mapping[int, Wish]
    offers: Mapping[int, Offer]
    unprepared: frozenset[int]


def read_participants(round_id: int, ids: Collection[int] | None = None) -> Participants:
    """All participants, or those in `ids`; other proposals and pairs are not considered."""
    parameters = {"round_id": round_id, "is_whole": ids is None, "ids": list(ids or ())}
    rows = session().execute(_VOLUNTEERS, parameters).mappings().all()
    responsibilities = compute_responsibility_levels_of_people([row["person_id"] for row in rows])
    seniors = [row for row in rows if row["side"] == "senior"]
    juniors = [row for row in rows if row["side"] == "junior"]
    return Participants(
        wishes={row["person_id"]: _wish_from_row(row, responsibilities) for row in seniors},
        offers={row["person_id"]: _offer_from_row(row, responsibilities) for row in juniors},
        unprepared=frozenset(row["person_id"] for row in juniors if not row["is_prepared"]),
    )


def read_reporting_tree_above(ids: Collection[int]) -> ReportingTree:
    """The reporting tree from these people to the top, through managers who have left, because their post may be filled again."""
    rows = session().execute(_ABOVE, {"ids": list(ids)})
    return build_reporting_tree({row.id: row.manager_id for row in rows})


def compute_responsibility_levels_of_people(ids: Collection[int]) -> dict[int, int]:
    """The responsibility of each of these people: levels of employed people below them."""
    rows = session().execute(_BELOW, {"ids": list(ids)})
    return compute_responsibility_levels({row.id: row.manager_id for row in rows})


def read_past_pairs_and_proposals(ids: Collection[int], *, excluding: Collection[int] = ()) -> EarlierAndDeclinedPairs:
    """The past pairs of these people in any round, on either side, from proposals (without `excluding`) and pairs."""
    rows = session().execute(_PAST, {"ids": list(ids), "excluding": list(excluding)}).all()
    pairs = [(row.senior_id, row.junior_id) for row in rows]
    return EarlierAndDeclinedPairs(earlier=frozenset([*pairs, *((junior, senior) for senior, junior in pairs)]))


def _wish_from_row(row: RowMapping, responsibilities: Mapping[int, int]) -> Wish:
    wants = tuple(WantedSkill(slug, level, wanted) for slug, level, wanted in row["skills"] if wanted is not None)
    return Wish(wants=wants, **_build_participant_fields(row, responsibilities))


def _offer_from_row(row: RowMapping, responsibilities: Mapping[int, int]) -> Offer:
    skills = tuple(OfferedSkill(slug, level) for slug, level, _ in row["skills"])
    return Offer(skills=skills, capacity=row["capacity"], **_build_participant_fields(row, responsibilities))


class _ParticipantFields(TypedDict):
    person_id: int
    responsibility: int
    languages: frozenset[str]
    slots: tuple[Slot, ...]
    site: str
    unit: tuple[str, ...]
    zone: str
    remote: bool
    away: tuple[DateSpan, ...]
    interests: frozenset[str]
    avoids: frozenset[int]


def _build_participant_fields(row: RowMapping, responsibilities: Mapping[int, int]) -> _ParticipantFields:
    """The fields of both sides."""
    return {
        "person_id": row["person_id"],
        "responsibility": responsibilities[row["person_id"]],
        "languages": frozenset(row["languages"]),
        "slots": tuple(Slot(*slot) for slot in row["slots"]),
        "site": row["site"],
        "unit": (row["region"], row["unit"]),
        "zone": row["zone"],
        "remote": row["remote"],
        "away": decode_absences(row["away"]),
        "interests": frozenset(row["interests"]),
        "avoids": frozenset(row["avoided"]),
    }
