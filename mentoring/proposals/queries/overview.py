"""Reads of a round for whoever runs it: the calculation and numbers of groups; nobody's name, answer or reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import Select, case, func, or_, select

from app.kernel.database import Localised, session
from app.kernel.schema import JsonObject
from mentoring.pairs.models import Pair
from mentoring.proposals.bands import BANDS, least_fit
from mentoring.proposals.explanations import OTHER, WEAK, code_of
from mentoring.proposals.groups import merge_small
from mentoring.proposals.lifecycle import OUT, State
from mentoring.proposals.models import Calculation, Proposal, Unmatched
from mentoring.proposals.queries import calculations
from mentoring.proposals.queries.proposals import next_beat_of, skill_names
from mentoring.rounds.models import Round
from mentoring.rounds.queries import get_round
from mentoring.rounds.rules import limits_of
from mentoring.volunteers.models import Volunteer

TOP = 8
"""Skills that are told: the most wished for."""


@dataclass(frozen=True)
class Count:
    """How many; `is_few` where they are some, and too few to say how many."""

    number: int
    is_few: bool


@dataclass(frozen=True)
class SkillCount:
    """How many wish for something, and how many offer it."""

    name: Localised
    wishes: int
    offers: Count


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All that the page says."""

    round: Round
    least: int
    under_way: Calculation | None
    last: Calculation | None
    done: Calculation | None
    counts: Mapping[str, Count]
    held: Mapping[str, Count]
    shortage: tuple[int, Count] | None
    reasons: Mapping[str, int]
    skills: Sequence[SkillCount]
    beat_at: datetime
    short_of_best: float
    """At most so many hundredths of the best possible are missing, rounded up; 0 where nothing is."""


def get_overview(slug: str, *, least: int) -> Overview:
    """The round of that name."""
    round_ = get_round(slug)
    done = calculations.find_last_done(round_.id)
    told = done.told if done is not None else {}
    return Overview(
        round=round_,
        least=least,
        under_way=calculations.find_under_way(round_.id),
        last=calculations.find_last(round_.id),
        done=done,
        counts={name: told_count(number, least) for name, number in _counts(round_, told).items()},
        held={name: told_count(number, least) for name, number in _held(round_).items()},
        shortage=_shortage(told, least),
        reasons=merge_small(_reasons(round_.id), least=least, into=OTHER),
        skills=_skills(told, least),
        beat_at=next_beat_of(round_.id),
        short_of_best=ceil(told.get("short_of_best", 0) * 10_000) / 100,
    )


def told_count(number: int, least: int) -> Count:
    """None is told as none; some, but fewer than a group, as few."""
    return Count(number, is_few=0 < number < least)


def floor_of(round_: Round) -> float:
    """The fit under which a pair waits for whoever runs the round."""
    return limits_of(round_).floor


def _counts(round_: Round, told: JsonObject) -> dict[str, int]:
    is_ready = or_(Volunteer.side == "senior", Volunteer.prepared_at.is_not(None))
    kind = case((is_ready, Volunteer.side), else_="unprepared")
    volunteers = select(kind, func.count()).where(Volunteer.round_id == round_.id, Volunteer.state == "open")
    states = select(Proposal.state, func.count()).where(Proposal.round_id == round_.id).group_by(Proposal.state)
    met, found = _by_name(volunteers.group_by(kind)), _by_name(states)
    paired = session().scalar(select(func.count()).where(Pair.round_id == round_.id)) or 0
    return {
        "seniors": met.get("senior", 0),
        "juniors": met.get("junior", 0),
        "unprepared": met.get("unprepared", 0),
        "ready": found.get(State.READY, 0),
        "out": sum(found.get(state, 0) for state in OUT),
        "paired": paired,
        "unmatched": told.get("unmatched", 0),
    }


def _by_name(counted: Select[str, int]) -> dict[str, int]:
    return {row[0]: row[1] for row in session().execute(counted)}


def _held(round_: Round) -> dict[str, int]:
    fits = select(Proposal.fit).where(Proposal.round_id == round_.id, Proposal.state == State.HELD)
    found, floor = session().scalars(fits).all(), floor_of(round_)
    return {band: sum(fit >= least_fit(band, floor) for fit in found) for band in BANDS}


def _shortage(told: JsonObject, least: int) -> tuple[int, Count] | None:
    if not told.get("shortage") or told["shortage"][0] < least:
        return None
    seniors, places = told["shortage"]
    return seniors, told_count(places, least)


def _reasons(round_id: int) -> dict[str, int]:
    """Of those for whom nobody was found; who has somebody under the floor is counted with them."""
    mine = select(Unmatched.told).join(
        Volunteer, (Volunteer.round_id == Unmatched.round_id) & (Volunteer.person_id == Unmatched.person_id)
    )
    counts: dict[str, int] = {}
    for told in session().scalars(mine.where(Unmatched.round_id == round_id, Volunteer.side == "senior")):
        code = code_of(told)
        if code == WEAK:
            continue
        counts[code] = counts.get(code, 0) + 1
    return counts


def _skills(told: JsonObject, least: int) -> list[SkillCount]:
    wanted = {slug: both for slug, both in told.get("skills", {}).items() if both[0] >= least}
    most = sorted(wanted, key=lambda slug: (wanted[slug][1] - wanted[slug][0], slug))[:TOP]
    names = skill_names(most)
    return [
        SkillCount(names.get(slug, {"fr": slug, "en": slug}), wanted[slug][0], told_count(wanted[slug][1], least))
        for slug in most
    ]
