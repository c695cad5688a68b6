"""What is kept of an explanation and of a diagnosis: codes and values, of which pages make sentences, and nothing that names anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.kernel.schema import JsonObject
from mentoring.matching.diagnosis import Diagnosis
from mentoring.matching.reasons import Explanation, ScorePart
from mentoring.matching.settings import HardLimit, MatchingLimits, Term
from mentoring.matching.values import Offer, Wish

MOST = 2
"""Reasons told to somebody who was left: what one change would bring, before what they can only know."""

OTHER = "other"
"""The reason that stands for all that is told to nobody: lines, units, and whom somebody avoids or declined."""

WEAK = "weak"


def tell_pair(found: Explanation, limits: MatchingLimits) -> dict[str, object]:
    """Why these two, of how many criteria, what is missing, and when they can meet."""
    counted = [part for part in found.parts if part.term is not Term.LIKES and part.most > 0]
    met = sum(part.share * 2 >= part.most for part in counted)
    return {
        "criteria": [met, len(counted)],
        "reasons": [_part(part) for part in found.strongest_parts],
        "gap": None if found.main_gap is None else _part(found.main_gap),
        "languages": list(found.languages),
        "starts": list(found.starts),
        "week_on": limits.week_on.isoformat(),
        "minutes": limits.session_minutes,
    }


def _part(part: ScorePart) -> dict[str, object]:
    return {"term": part.term.value, "given": list(part.given), "missing": list(part.missing)}


@dataclass(frozen=True)
class Teachers:
    """The highest level of each skill that anybody offers in each language."""

    levels: Mapping[tuple[str, str], int]

    def lacks(self, skill: str, above: int, languages: Iterable[str]) -> bool:
        """Whether nobody offers more than that level in any of these languages."""
        return all(self.levels.get((skill, language), 0) <= above for language in languages)


def list_teachers(offers: Iterable[Offer]) -> Teachers:
    """Read off the offers once for everybody."""
    levels: dict[tuple[str, str], int] = {}
    for offer in offers:
        for known in offer.skills:
            for language in offer.languages:
                levels[known.skill, language] = max(levels.get((known.skill, language), 0), known.level)
    return Teachers(levels)


def tell_left(found: Diagnosis, wish: Wish, teachers: Teachers, *, least: int) -> dict[str, object]:
    """What one change would bring, what nobody offers, and how many compete; a number only where it counts enough people."""
    reasons = [
        *_changes(found, least),
        *(
            {"code": "skill", "skill": want.skill, "languages": sorted(wish.languages)}
            for want in wish.wants
            if want.wanted > want.present and teachers.lacks(want.skill, want.present, wish.languages)
        ),
        *_shortage(found, least),
    ]
    return {"reasons": reasons[:MOST] or [{"code": OTHER}]}


def tell_weak() -> dict[str, object]:
    """For whom somebody was found, and not somebody who offers enough of what they wish."""
    return {"reasons": [{"code": WEAK}]}


def code_of(told: JsonObject) -> str:
    """The first reason, for counts of many."""
    reasons = told.get("reasons") or [{"code": OTHER}]
    return str(reasons[0]["code"])


def _changes(found: Diagnosis, least: int) -> list[dict[str, object]]:
    changes: list[dict[str, object]] = []
    if found.best_slot is not None and found.only_blocked_by.get(HardLimit.SLOT):
        slot, brings = found.best_slot
        at = {"weekday": slot.weekday, "start": slot.start, "end": slot.end}
        changes.append({"code": "slot", **at, "brings": _enough(brings, least)})
    if found.best_language is not None and found.only_blocked_by.get(HardLimit.LANGUAGE):
        language, brings = found.best_language
        changes.append({"code": "language", "language": language, "brings": _enough(brings, least)})
    return changes


def _shortage(found: Diagnosis, least: int) -> list[dict[str, object]]:
    if found.competing is None or found.competing[0] < least:
        return []
    seniors, places = found.competing
    return [{"code": "shortage", "seniors": seniors, "places": _enough(places, least)}]


def _enough(count: int, least: int) -> int | None:
    return count if count >= least else None
