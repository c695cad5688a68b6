"""The form of a round: what was filled in, what it means, and which fields want another answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mentoring.matching.settings import Term
from mentoring.rounds.draft import Writing
from mentoring.rounds.rules import ANY_DEPTH, Rules

Posted = Mapping[str, Sequence[str]]
MOST = {"title_fr": 90, "title_en": 90, "why_fr": 300, "why_en": 300, "sponsor": 120}
DATES = ("volunteering_ends_on", "starts_on", "ends_on")
NUMBERS = {"sessions": (1, 24), "gap": (0, 10), "floor": (0, 100)}
CHOICES = {
    "line_depth": ("0", "1", "2", "3", "4", ANY_DEPTH),
    "session_minutes": ("30", "45", "60", "90"),
}
WEIGHTS = tuple(f"weight_{term.value}" for term in Term)
LINES = ("sites", "units")


class Remark(StrEnum):
    """What is wrong with an answer."""

    MISSING = "missing"
    LONG = "long"
    UNREADABLE = "unreadable"
    DAY = "day"
    ORDER = "order"
    NUMBER = "number"
    CHOICE = "choice"
    HUNDRED = "hundred"
    ONE_UNIT = "one-unit"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Known:
    """The regions, sites and units that there are: their names by their slugs."""

    regions: Mapping[str, str]
    sites: Mapping[str, str]
    units: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """The fields as they were filled in."""

    texts: Mapping[str, str]
    regions: frozenset[str] = frozenset()
    switches: frozenset[str] = field(default_factory=frozenset)

    def __getitem__(self, name: str) -> str:
        """What stands in a field."""
        return self.texts.get(name, "")


def read_form(posted: Posted) -> Asked:
    """What was filled in."""
    names = (*MOST, *DATES, *NUMBERS, *CHOICES, *WEIGHTS, *LINES)
    texts = {name: next(iter(posted.get(name, ())), "").strip() for name in names}
    switches = frozenset(name for name in ("rolling", "other_unit") if posted.get(name))
    return Asked(texts, frozenset(posted.get("regions", ())), switches)


def form_of(writing: Writing, known: Known) -> Asked:
    """The fields as a round would fill them in."""
    rules = writing.rules
    texts = {
        **{
            f"{name}_{tongue}": getattr(writing, name).get(tongue, "")
            for name in ("title", "why")
            for tongue in ("fr", "en")
        },
        **{name: getattr(writing, name).isoformat() for name in DATES},
        "sponsor": writing.sponsor,
        "sessions": str(writing.sessions),
        "gap": str(rules.gap),
        "floor": str(rules.floor),
        "line_depth": ANY_DEPTH if rules.line_depth is None else str(rules.line_depth),
        "session_minutes": str(rules.session_minutes),
        **{f"weight_{term}": str(weight) for term, weight in rules.weights.items()},
        "sites": _names(writing.audience.get("sites"), known.sites),
        "units": _names(writing.audience.get("units"), known.units),
    }
    switches = {"rolling"} if writing.rolling else set()
    regions = writing.audience.get("regions")
    chosen = frozenset(map(str, regions)) if isinstance(regions, list) else frozenset[str]()
    return Asked(texts, chosen, frozenset(switches | ({"other_unit"} if rules.other_unit else set())))


def empty_form(today: date) -> Asked:
    """A new round: the rules as usual, and nothing else said."""
    blank = Writing(title={}, why={}, sponsor="", volunteering_ends_on=today, starts_on=today, ends_on=today)
    filled = form_of(blank, Known({}, {}, {}))
    return Asked({**filled.texts, **dict.fromkeys(DATES, "")}, filled.regions, filled.switches)


def remarks_of(asked: Asked, known: Known) -> dict[str, Remark]:
    """The fields that want another answer, contradictions between them included."""
    found: dict[str, Remark | None] = {name: _about_text(asked[name], most) for name, most in MOST.items()}
    found |= {name: Remark.MISSING for name in ("title_fr", "title_en") if not asked[name]}
    found |= {name: None if _day(asked[name]) else Remark.DAY for name in DATES}
    found |= {name: _about_number(asked[name], *bounds) for name, bounds in NUMBERS.items()}
    found |= {name: None if asked[name] in values else Remark.CHOICE for name, values in CHOICES.items()}
    found["regions"] = None if asked.regions <= set(known.regions) else Remark.CHOICE
    found["sites"] = _about_names(asked["sites"], known.sites)
    found["units"] = _about_names(asked["units"], known.units)
    told = {name: remark for name, remark in found.items() if remark is not None}
    return told | _contradictions(asked, known, told)


def writing_asked(asked: Asked, known: Known) -> Writing:
    """What it means, once there is no remark."""
    days = {name: date.fromisoformat(asked[name]) for name in DATES}
    audience = {
        "regions": sorted(asked.regions),
        "sites": _slugs(asked["sites"], known.sites),
        "units": _slugs(asked["units"], known.units),
    }
    return Writing(
        title={"fr": asked["title_fr"], "en": asked["title_en"]},
        why={"fr": asked["why_fr"], "en": asked["why_en"]},
        sponsor=asked["sponsor"],
        sessions=int(asked["sessions"]),
        rolling="rolling" in asked.switches,
        audience={name: slugs for name, slugs in audience.items() if slugs},
        rules=Rules(
            gap=int(asked["gap"]),
            line_depth=None if asked["line_depth"] == ANY_DEPTH else int(asked["line_depth"]),
            other_unit="other_unit" in asked.switches,
            session_minutes=int(asked["session_minutes"]),
            floor=int(asked["floor"]),
            weights={term.value: int(asked[f"weight_{term.value}"]) for term in Term},
        ),
        **days,
    )


def _contradictions(asked: Asked, known: Known, told: Mapping[str, Remark]) -> dict[str, Remark]:
    found: dict[str, Remark] = {}
    if not told.keys() & set(DATES):
        ends, starts, last = (date.fromisoformat(asked[name]) for name in DATES)
        found |= {"starts_on": Remark.ORDER} if starts < ends else {"ends_on": Remark.ORDER} if last <= starts else {}
    weights = [_number(asked[name]) for name in WEIGHTS]
    if sum(weight for weight in weights if weight is not None) != 100 or None in weights:
        found["weights"] = Remark.HUNDRED
    if "other_unit" in asked.switches and len(_slugs(asked["units"], known.units)) == 1:
        found["other_unit"] = Remark.ONE_UNIT
    return found


def _about_text(text: str, most: int) -> Remark | None:
    if len(text) > most:
        return Remark.LONG
    return None if all(sign.isprintable() or sign in "\n\r\u00a0\u202f\u2009" for sign in text) else Remark.UNREADABLE


def _about_number(text: str, least: int, most: int) -> Remark | None:
    number = _number(text)
    return None if number is not None and least <= number <= most else Remark.NUMBER


def _about_names(text: str, known: Mapping[str, str]) -> Remark | None:
    return None if len(_slugs(text, known)) == len(_lines(text)) else Remark.UNKNOWN


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _slugs(text: str, known: Mapping[str, str]) -> list[str]:
    """The slugs of these names, in their order; a name that nobody bears is left out."""
    by_name = {name.casefold(): slug for slug, name in known.items()} | {slug: slug for slug in known}
    return sorted(by_name[line.casefold()] for line in _lines(text) if line.casefold() in by_name)


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _names(slugs: object, known: Mapping[str, str]) -> str:
    """One name a line; a slug that is known no longer, as after a merger of units, stands as it is and is remarked upon."""
    return "\n".join(known.get(str(slug), str(slug)) for slug in slugs) if isinstance(slugs, list) else ""
