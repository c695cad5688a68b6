"""Reads of a round for the programme's team: its calculations and counts of groups; no name, answer or personal reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import Select, case, func, or_, select

from app.kernel.database import Localised, session
from app.kernel.schema import JsonObject
from mentoring.pairs.models import Pair
from mentoring.proposals.explanations import OTHER, WEAK, get_first_reason_code
from mentoring.proposals.groups import merge_small_groups
from mentoring.proposals.lifecycle import RELEASED, ProposalState
from mentoring.proposals.models import Calculation, Proposal, UnmatchedPerson
from mentoring.proposals.queries import calculations
from mentoring.proposals.queries.daily_cycles import compute_next_cycle_time_of_round
from mentoring.proposals.queries.unmatched import read_skill_names_by_slug
from mentoring.rounds.models import Round
from mentoring.rounds.queries import get_round
from mentoring.rounds.rules import FLOOR_BANDS, build_matching_limits, compute_least_fit_of_band
from mentoring.volunteers.models import Volunteer

MAX_SKILLS = 8
"""Skills shown: the most wanted ones."""


@dataclass(frozen=True)
class GroupSize:
    """A count; `is_few` where it is above 0 and below the smallest group."""

    number: int
    is_few: bool


@dataclass(frozen=True)
class WantedSkillCounts:
    """How many people want a skill, and how many offer it."""

    name: Localised
    wishes: int
    offers: GroupSize


@dataclass(frozen=True, kw_only=True)
class MatchingOverview:
    """The content of the page."""

    round: Round
    least: int
    under_way: Calculation | None
    last: Calculation | None
    done: Calculation | None
    counts: Mapping[str, GroupSize]
    under_floor: Mapping[str, GroupSize]
    shortage: tuple[int, GroupSize] | None
    reasons: Mapping[str, int]
    skills: Sequence[WantedSkillCounts]
    daily_cycle_at: datetime
    short_of_best: float
    """The largest possible gap to the best sum, in hundredths, rounded up; 0 if the sum is proved to be the best."""


def get_matching_overview(slug: str, *, least: int) -> MatchingOverview:
    """The overview of the round with this slug."""
    round_ = get_round(slug)
    done = calculations.find_last_completed_calculation(round_.id)
    summary = done.summary if done is not None else {}
    return MatchingOverview(
        round=round_,
        least=least,
        under_way=calculations.find_calculation_under_way(round_.id),
        last=calculations.find_last_calculation(round_.id),
        done=done,
        counts={
            name: build_count_hidden_if_few(number, least)
            for name, number in _count_participants_and_proposals(round_, summary).items()
        },
        under_floor={
            name: build_count_hidden_if_few(number, least)
            for name, number in _count_proposals_under_floor_by_band(round_).items()
        },
        shortage=_find_shortage_in_summary(summary, least),
        reasons=merge_small_groups(_count_unmatched_seniors_by_first_reason(round_.id), least=least, into=OTHER),
        skills=_list_skills_most_short_of_offers(summary, least),
        daily_cycle_at=compute_next_cycle_time_of_round(round_.id),
        short_of_best=ceil(summary.get("short_of_best", 0) * 10_000) / 100,
    )


def build_count_hidden_if_few(number: int, least: int) -> GroupSize:
    """A count that hides numbers between 0 and `least`."""
    return GroupSize(number, is_few=0 < number < least)


def get_fit_floor_of_round(round_: Round) -> float:
    """The fit below which a pair waits for a decision of the programme's team."""
    return build_matching_limits(round_).floor


def _count_participants_and_proposals(round_: Round, summary: JsonObject) -> dict[str, int]:
    is_ready = or_(Volunteer.side == "senior", Volunteer.prepared_at.is_not(None))
    kind = case((is_ready, Volunteer.side), else_="unprepared")
    volunteers = select(kind, func.count()).where(Volunteer.round_id == round_.id, Volunteer.state == "open")
    states = select(Proposal.state, func.count()).where(Proposal.round_id == round_.id).group_by(Proposal.state)
    met, values = _read_counts_by_name(volunteers.group_by(kind)), _read_counts_by_name(states)
    paired = session().scalar(select(func.count()).where(Pair.round_id == round_.id)) or 0
    return {
        "seniors": met.get("senior", 0),
        "juniors": met.get("junior", 0),
        "unprepared": met.get("unprepared", 0),
        "ready": values.get(ProposalState.READY, 0),
        "out": sum(values.get(state, 0) for state in RELEASED),
        "paired": paired,
        "unmatched": summary.get("unmatched", 0),
    }


def _read_counts_by_name(counted: Select[str, int]) -> dict[str, int]:
    return {row[0]: row[1] for row in session().execute(counted)}


def _count_proposals_under_floor_by_band(round_: Round) -> dict[str, int]:
    fits = select(Proposal.fit).where(Proposal.round_id == round_.id, Proposal.state == ProposalState.HELD)
    values, floor = session().scalars(fits).all(), get_fit_floor_of_round(round_)
    return {band: sum(fit >= compute_least_fit_of_band(band, floor) for fit in values) for band in FLOOR_BANDS}


def _find_shortage_in_summary(summary: JsonObject, least: int) -> tuple[int, GroupSize] | None:
    if not summary.get("shortage") or summary["shortage"][0] < least:
        return None
    seniors, places = summary["shortage"]
    return seniors, build_count_hidden_if_few(places, least)


def _count_unmatched_seniors_by_first_reason(round_id: int) -> dict[str, int]:
    """The first reasons of unmatched seniors; seniors with a pair under the floor are not counted."""
    query = select(UnmatchedPerson.explanation).join(
        Volunteer, (Volunteer.round_id == UnmatchedPerson.round_id) & (Volunteer.person_id == UnmatchedPerson.person_id)
    )
    counts: dict[str, int] = {}
    for summary in session().scalars(query.where(UnmatchedPerson.round_id == round_id, Volunteer.side == "senior")):
        code = get_first_reason_code(summary)
        if code == WEAK:
            continue
        counts[code] = counts.get(code, 0) + 1
    return counts


def _list_skills_most_short_of_offers(summary: JsonObject, least: int) -> list[WantedSkillCounts]:
    wanted = {slug: both for slug, both in summary.get("skills", {}).items() if both[0] >= least}
    most = sorted(wanted, key=lambda slug: (wanted[slug][1] - wanted[slug][0], slug))[:MAX_SKILLS]
    names = read_skill_names_by_slug(most)
    return [
        WantedSkillCounts(
            names.get(slug, {"fr": slug, "en": slug}),
            wanted[slug][0],
            build_count_hidden_if_few(wanted[slug][1], least),
        )
        for slug in most
    ]
