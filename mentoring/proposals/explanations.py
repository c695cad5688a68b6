"""Turns explanations and diagnoses into codes and values that pages translate; none of them identifies a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.kernel.schema import JsonObject
from mentoring.matching.diagnosis import UnmatchedSeniorDiagnosis
from mentoring.matching.meeting_starts import StartPeriod
from mentoring.matching.reasons import PairExplanation, ScorePart
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import Offer, Wish

MAX_REASONS = 2
"""Reasons shown to an unmatched senior; those that a change would remove come first."""

OTHER = "other"
"""The reason for everything that stays private: lines, units, avoidances and declined pairs."""

WEAK = "weak"


def encode_pair_explanation(explanation: PairExplanation, limits: MatchingLimits) -> dict[str, object]:
    """Criteria met at least by half, reasons, the main gap, common languages and common starts of a pair."""
    counted = [part for part in explanation.parts if part.is_counted]
    return {
        "criteria": [sum(part.is_met for part in counted), len(counted)],
        "reasons": [_encode_score_part(part) for part in explanation.strongest_parts],
        "gap": None
        if explanation.largest_missing_part is None
        else _encode_score_part(explanation.largest_missing_part),
        "languages": list(explanation.languages),
        "start_count": explanation.start_count,
        "periods": [_encode_start_period(period) for period in explanation.periods],
        "levels_above": explanation.levels_above,
        "minutes": limits.session_minutes,
    }


def _encode_start_period(period: StartPeriod) -> dict[str, object]:
    days = {"first_on": period.first_on, "last_on": period.last_on, "week_on": period.week_on}
    return {name: day.isoformat() for name, day in days.items()} | {"starts": list(period.starts)}


def _encode_score_part(part: ScorePart) -> dict[str, object]:
    return {
        "term": part.term.value,
        "is_full": part.share == part.most,
        "given": list(part.given),
        "missing": list(part.missing),
    }


@dataclass(frozen=True)
class HighestOfferedLevels:
    """The highest offered level of each skill in each language."""

    levels: Mapping[tuple[str, str], int]

    def no_junior_offers_skill_above(self, skill: str, above: int, languages: Iterable[str]) -> bool:
        """Whether no junior offers more than this level in any of these languages."""
        return all(self.levels.get((skill, language), 0) <= above for language in languages)


def collect_highest_offered_levels(offers: Iterable[Offer]) -> HighestOfferedLevels:
    """Collect the levels once for all seniors of a round."""
    levels: dict[tuple[str, str], int] = {}
    for offer in offers:
        for offered in offer.skills:
            for language in offer.languages:
                levels[offered.skill, language] = max(levels.get((offered.skill, language), 0), offered.level)
    return HighestOfferedLevels(levels)


def build_unmatched_reasons(
    diagnosis: UnmatchedSeniorDiagnosis, wish: Wish, offered: HighestOfferedLevels, *, least: int
) -> dict[str, object]:
    """The first reasons: a change that gives them a pair, a shortage, a skill without offers. Numbers about fewer than `least` are None."""
    reasons = [
        *_list_helpful_change_reasons(diagnosis, least),
        *_list_shortage_reasons(diagnosis, least),
        *(
            {"code": "skill", "skill": want.skill, "languages": sorted(wish.languages)}
            for want in wish.wants
            if want.wanted > want.present
            and offered.no_junior_offers_skill_above(want.skill, want.present, wish.languages)
        ),
    ]
    return {"reasons": reasons[:MAX_REASONS] or [{"code": OTHER}]}


def build_weak_pair_reason() -> dict[str, object]:
    """The reason for a senior whose only pair is under the floor."""
    return {"reasons": [{"code": WEAK}]}


def get_first_reason_code(explanation: JsonObject) -> str:
    """The code of the first reason, for statistics."""
    reasons = explanation.get("reasons") or [{"code": OTHER}]
    return str(reasons[0]["code"])


def _list_helpful_change_reasons(diagnosis: UnmatchedSeniorDiagnosis, least: int) -> list[dict[str, object]]:
    changes: list[dict[str, object]] = []
    if diagnosis.best_slot is not None:
        slot, brings = diagnosis.best_slot
        at = {"weekday": slot.weekday, "start": slot.start, "end": slot.end}
        changes.append({"code": "slot", **at, "brings": _hide_count_below_least(brings, least)})
    if diagnosis.best_language is not None:
        language, brings = diagnosis.best_language
        changes.append({"code": "language", "language": language, "brings": _hide_count_below_least(brings, least)})
    return changes


def _list_shortage_reasons(diagnosis: UnmatchedSeniorDiagnosis, least: int) -> list[dict[str, object]]:
    """Nothing where no junior is left for this senior: places are then not what is missing."""
    if not [*diagnosis.left_after.values()][-1]:
        return []
    seniors, places = diagnosis.competing
    is_hidden = seniors < least
    return [
        {
            "code": "shortage",
            "seniors": None if is_hidden else seniors,
            "places": None if is_hidden else _hide_count_below_least(places, least),
        }
    ]


def _hide_count_below_least(count: int, least: int) -> int | None:
    return count if count >= least else None
