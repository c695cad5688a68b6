"""Turns explanations and diagnoses into codes and values that pages translate; none of them identifies a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.kernel.schema import JsonObject
from mentoring.matching.diagnosis import Diagnosis
from mentoring.matching.reasons import Explanation, ScorePart
from mentoring.matching.settings import HardLimit, MatchingLimits, Term
from mentoring.matching.values import Offer, Wish

MAX_REASONS = 2
"""Reasons shown to an unmatched senior; those that a change would remove come first."""

OTHER = "other"
"""The reason for everything that stays private: lines, units, avoidances and declined pairs."""

WEAK = "weak"


def describe_pair(explanation: Explanation, limits: MatchingLimits) -> dict[str, object]:
    """Criteria met, reasons, the main gap, common languages and common starts of a pair."""
    counted = [part for part in explanation.parts if part.term is not Term.LIKES and part.most > 0]
    met = sum(part.share * 2 >= part.most for part in counted)
    return {
        "criteria": [met, len(counted)],
        "reasons": [_describe_part(part) for part in explanation.strongest_parts],
        "gap": None if explanation.main_gap is None else _describe_part(explanation.main_gap),
        "languages": list(explanation.languages),
        "starts": list(explanation.starts),
        "week_on": limits.week_on.isoformat(),
        "minutes": limits.session_minutes,
    }


def _describe_part(part: ScorePart) -> dict[str, object]:
    return {"term": part.term.value, "given": list(part.given), "missing": list(part.missing)}


@dataclass(frozen=True)
class OfferedLevels:
    """The highest offered level of each skill in each language."""

    levels: Mapping[tuple[str, str], int]

    def is_missing(self, skill: str, above: int, languages: Iterable[str]) -> bool:
        """Whether no junior offers more than this level in any of these languages."""
        return all(self.levels.get((skill, language), 0) <= above for language in languages)


def collect_offered_levels(offers: Iterable[Offer]) -> OfferedLevels:
    """Collect the levels once for all seniors of a round."""
    levels: dict[tuple[str, str], int] = {}
    for offer in offers:
        for offered in offer.skills:
            for language in offer.languages:
                levels[offered.skill, language] = max(levels.get((offered.skill, language), 0), offered.level)
    return OfferedLevels(levels)


def describe_unmatched(diagnosis: Diagnosis, wish: Wish, offered: OfferedLevels, *, least: int) -> dict[str, object]:
    """The first reasons: a helpful change, a skill without offers, a shortage. Numbers below `least` are None."""
    reasons = [
        *_describe_changes(diagnosis, least),
        *(
            {"code": "skill", "skill": want.skill, "languages": sorted(wish.languages)}
            for want in wish.wants
            if want.wanted > want.present and offered.is_missing(want.skill, want.present, wish.languages)
        ),
        *_describe_shortage(diagnosis, least),
    ]
    return {"reasons": reasons[:MAX_REASONS] or [{"code": OTHER}]}


def build_weak_pair_reason() -> dict[str, object]:
    """The reason for a senior whose only pair is under the floor."""
    return {"reasons": [{"code": WEAK}]}


def first_reason_code(explanation: JsonObject) -> str:
    """The code of the first reason, for statistics."""
    reasons = explanation.get("reasons") or [{"code": OTHER}]
    return str(reasons[0]["code"])


def _describe_changes(diagnosis: Diagnosis, least: int) -> list[dict[str, object]]:
    changes: list[dict[str, object]] = []
    if diagnosis.best_slot is not None and diagnosis.only_blocked_by.get(HardLimit.SLOT):
        slot, brings = diagnosis.best_slot
        at = {"weekday": slot.weekday, "start": slot.start, "end": slot.end}
        changes.append({"code": "slot", **at, "brings": _count_or_none(brings, least)})
    if diagnosis.best_language is not None and diagnosis.only_blocked_by.get(HardLimit.LANGUAGE):
        language, brings = diagnosis.best_language
        changes.append({"code": "language", "language": language, "brings": _count_or_none(brings, least)})
    return changes


def _describe_shortage(diagnosis: Diagnosis, least: int) -> list[dict[str, object]]:
    if diagnosis.competing is None or diagnosis.competing[0] < least:
        return []
    seniors, places = diagnosis.competing
    return [{"code": "shortage", "seniors": seniors, "places": _count_or_none(places, least)}]


def _count_or_none(count: int, least: int) -> int | None:
    return count if count >= least else None
