"""Reads of a round for the programme's team: its calculations and counts of groups; no name, answer or personal reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import func, select

from app.kernel.database import Localised, session
from app.kernel.disclosure import HIDDEN, DisclosureGate, Figure, get_gate
from app.kernel.schema import JsonObject
from mentoring.programme.follow_up.queries import RoundCounts, read_round_counts_hiding_small_groups
from mentoring.proposals.explanations import OTHER, WEAK, get_first_reason_code
from mentoring.proposals.lifecycle import ProposalState
from mentoring.proposals.models import Calculation, Proposal, UnmatchedPerson
from mentoring.proposals.queries import calculations
from mentoring.proposals.queries.unmatched import read_skill_names_by_slug
from mentoring.rounds.models import Round
from mentoring.rounds.queries import compute_next_cycle_time_of_round, get_round
from mentoring.rounds.rules import build_round_rules
from mentoring.volunteers.models import Volunteer

MAX_SKILLS = 8
"""Skills shown: the most wanted ones."""


@dataclass(frozen=True)
class PlaceShortage:
    """Seniors who share too few places."""

    seniors: Figure
    places: Figure


@dataclass(frozen=True)
class WantedSkillCounts:
    """How many people want a skill, and how many offer it."""

    name: Localised
    wishes: Figure
    offers: Figure


@dataclass(frozen=True, kw_only=True)
class MatchingOverview:
    """The content of the page."""

    round: Round
    least: int
    under_way: Calculation | None
    progress: Figure
    """The share of the step under way that is done."""
    last: Calculation | None
    done: Calculation | None
    counts: RoundCounts
    outcome: Mapping[str, Figure]
    """The seniors of the last calculation: `ready` with a proposal, `held` under the floor, `unmatched`."""
    has_proposals: bool
    """Whether the calculation left anything to send: a state of the round, without which HR could not go on."""
    fit: Figure
    shortages: Sequence[PlaceShortage]
    """Groups of seniors who share nobody, each with the places that it competes for."""
    reasons: Mapping[str, Figure]
    skills: Sequence[WantedSkillCounts]
    daily_cycle_at: datetime
    short_of_best: float
    """The largest possible gap to the best sum, in hundredths, rounded up; 0 if the sum is proved to be the best."""


def get_matching_overview(slug: str) -> MatchingOverview:
    """The overview of the round with this slug."""
    round_, gate = get_round(slug), get_gate()
    done = calculations.find_last_completed_calculation(round_.id)
    under_way = calculations.find_calculation_under_way(round_.id)
    summary = done.summary if done is not None else {}
    outcome = _count_seniors_by_outcome(round_, summary)
    return MatchingOverview(
        round=round_,
        least=gate.smallest,
        under_way=under_way,
        progress=gate.show_share(under_way.done, under_way.whole) if under_way and under_way.whole else HIDDEN,
        last=calculations.find_last_calculation(round_.id),
        done=done,
        counts=read_round_counts_hiding_small_groups(round_.id),
        outcome=gate.show_parts(outcome),
        has_proposals=outcome["ready"] + outcome["held"] > 0,
        fit=_show_average_fit(summary, gate),
        shortages=_list_shortages_in_summary(summary, gate),
        reasons=_show_reasons(_count_unmatched_seniors_by_first_reason(round_.id), gate),
        skills=_list_skills_most_short_of_offers(summary, gate),
        daily_cycle_at=compute_next_cycle_time_of_round(round_.id),
        short_of_best=ceil(summary.get("short_of_best", 0) * 10_000) / 100,
    )


def get_fit_floor_of_round(round_: Round) -> float:
    """The fit below which a pair waits for a decision of the programme's team."""
    return build_round_rules(round_).floor / 100


def _count_seniors_by_outcome(round_: Round, summary: JsonObject) -> dict[str, int]:
    """A senior has one unreleased proposal at most, above or under the floor, or none."""
    states = select(Proposal.state, func.count()).where(Proposal.round_id == round_.id).group_by(Proposal.state)
    counts = {row[0]: row[1] for row in session().execute(states)}
    return {
        "ready": counts.get(ProposalState.READY, 0),
        "held": counts.get(ProposalState.HELD, 0),
        "unmatched": summary.get("unmatched", 0),
    }


def _show_average_fit(summary: JsonObject, gate: DisclosureGate) -> Figure:
    pairs = summary.get("ready", 0) + summary.get("held", 0)
    return gate.show_rate(100 * summary.get("total", 0), pairs, pairs, step=10)


def _list_shortages_in_summary(summary: JsonObject, gate: DisclosureGate) -> list[PlaceShortage]:
    return [
        PlaceShortage(gate.show_people(seniors), gate.show_people(places))
        for seniors, places in summary.get("shortages", [])
        if gate.is_group(seniors)
    ]


def _show_reasons(counts: Mapping[str, int], gate: DisclosureGate) -> dict[str, Figure]:
    """The reasons, the most frequent first; those of few people are merged into the other ones."""
    alone, merged = gate.merge_small_parts(counts)
    others = sum(counts[code] for code in {*merged, *({OTHER} & set(alone))})
    shown = {code: gate.show_people(counts[code]) for code in reversed(alone) if code != OTHER}
    return shown | ({OTHER: gate.show_people(others)} if others else {})


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


def _list_skills_most_short_of_offers(summary: JsonObject, gate: DisclosureGate) -> list[WantedSkillCounts]:
    wanted = {slug: both for slug, both in summary.get("skills", {}).items() if gate.is_group(both[0])}
    most = sorted(wanted, key=lambda slug: (wanted[slug][1] - wanted[slug][0], slug))[:MAX_SKILLS]
    names = read_skill_names_by_slug(most)
    return [
        WantedSkillCounts(
            names.get(slug, {"fr": slug, "en": slug}), *(gate.show_people(number) for number in wanted[slug])
        )
        for slug in most
    ]
