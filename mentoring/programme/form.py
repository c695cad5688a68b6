"""The form of a round: its fields as filled in, their meaning, and remarks on wrong fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mentoring.matching.settings import Term
from mentoring.rounds.draft import RoundDraft
from mentoring.rounds.rules import ANY_DEPTH, RoundRules

Posted = Mapping[str, Sequence[str]]
MAX_LENGTHS = {"title_fr": 90, "title_en": 90, "why_fr": 300, "why_en": 300, "sponsor": 120}
DATES = ("volunteering_ends_on", "starts_on", "ends_on")
NUMBERS = {"sessions": (1, 24), "gap": (0, 10), "floor": (0, 100)}
CHOICES = {
    "line_depth": ("0", "1", "2", "3", "4", ANY_DEPTH),
    "session_minutes": ("30", "45", "60", "90"),
}
WEIGHTS = tuple(f"weight_{term.value}" for term in Term)
LINES = ("sites", "units")


class RoundRemark(StrEnum):
    """What is wrong with a field."""

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
class DirectoryNames:
    """The names of all regions, sites and units, by slug."""

    regions: Mapping[str, str]
    sites: Mapping[str, str]
    units: Mapping[str, str]


@dataclass(frozen=True)
class RoundForm:
    """The fields as filled in."""

    texts: Mapping[str, str]
    regions: frozenset[str] = frozenset()
    switches: frozenset[str] = field(default_factory=frozenset)

    def __getitem__(self, name: str) -> str:
        """The content of a text field; empty if it is missing."""
        return self.texts.get(name, "")


def parse_form(posted: Posted) -> RoundForm:
    """Parse posted fields."""
    names = (*MAX_LENGTHS, *DATES, *NUMBERS, *CHOICES, *WEIGHTS, *LINES)
    texts = {name: next(iter(posted.get(name, ())), "").strip() for name in names}
    switches = frozenset(name for name in ("rolling", "other_unit") if posted.get(name))
    return RoundForm(texts, frozenset(posted.get("regions", ())), switches)


def form_from_draft(draft: RoundDraft, names: DirectoryNames) -> RoundForm:
    """The fields for a draft."""
    rules = draft.rules
    texts = {
        **{
            f"{name}_{tongue}": getattr(draft, name).get(tongue, "")
            for name in ("title", "why")
            for tongue in ("fr", "en")
        },
        **{name: getattr(draft, name).isoformat() for name in DATES},
        "sponsor": draft.sponsor,
        "sessions": str(draft.sessions),
        "gap": str(rules.gap),
        "floor": str(rules.floor),
        "line_depth": ANY_DEPTH if rules.line_depth is None else str(rules.line_depth),
        "session_minutes": str(rules.session_minutes),
        **{f"weight_{term}": str(weight) for term, weight in rules.weights.items()},
        "sites": _join_names(draft.audience.get("sites"), names.sites),
        "units": _join_names(draft.audience.get("units"), names.units),
    }
    switches = {"rolling"} if draft.rolling else set()
    regions = draft.audience.get("regions")
    chosen = frozenset(map(str, regions)) if isinstance(regions, list) else frozenset[str]()
    return RoundForm(texts, chosen, frozenset(switches | ({"other_unit"} if rules.other_unit else set())))


def empty_form(today: date) -> RoundForm:
    """The form of a new round: default rules, other fields empty."""
    blank = RoundDraft(title={}, why={}, sponsor="", volunteering_ends_on=today, starts_on=today, ends_on=today)
    filled = form_from_draft(blank, DirectoryNames({}, {}, {}))
    return RoundForm({**filled.texts, **dict.fromkeys(DATES, "")}, filled.regions, filled.switches)


def check_form(form: RoundForm, names: DirectoryNames) -> dict[str, RoundRemark]:
    """Remarks by field, including contradictions between fields; empty if the form is valid."""
    checks: dict[str, RoundRemark | None] = {name: _check_text(form[name], most) for name, most in MAX_LENGTHS.items()}
    checks |= {name: RoundRemark.MISSING for name in ("title_fr", "title_en") if not form[name]}
    checks |= {name: None if _parse_day(form[name]) else RoundRemark.DAY for name in DATES}
    checks |= {name: _check_number(form[name], *bounds) for name, bounds in NUMBERS.items()}
    checks |= {name: None if form[name] in values else RoundRemark.CHOICE for name, values in CHOICES.items()}
    checks["regions"] = None if form.regions <= set(names.regions) else RoundRemark.CHOICE
    checks["sites"] = _check_names(form["sites"], names.sites)
    checks["units"] = _check_names(form["units"], names.units)
    remarks = {name: remark for name, remark in checks.items() if remark is not None}
    return remarks | _check_contradictions(form, names, remarks)


def draft_from_form(form: RoundForm, names: DirectoryNames) -> RoundDraft:
    """The draft of a valid form."""
    days = {name: date.fromisoformat(form[name]) for name in DATES}
    audience = {
        "regions": sorted(form.regions),
        "sites": _find_slugs(form["sites"], names.sites),
        "units": _find_slugs(form["units"], names.units),
    }
    return RoundDraft(
        title={"fr": form["title_fr"], "en": form["title_en"]},
        why={"fr": form["why_fr"], "en": form["why_en"]},
        sponsor=form["sponsor"],
        sessions=int(form["sessions"]),
        rolling="rolling" in form.switches,
        audience={name: slugs for name, slugs in audience.items() if slugs},
        rules=RoundRules(
            gap=int(form["gap"]),
            line_depth=None if form["line_depth"] == ANY_DEPTH else int(form["line_depth"]),
            other_unit="other_unit" in form.switches,
            session_minutes=int(form["session_minutes"]),
            floor=int(form["floor"]),
            weights={term.value: int(form[f"weight_{term.value}"]) for term in Term},
        ),
        **days,
    )


def _check_contradictions(
    form: RoundForm, names: DirectoryNames, remarks: Mapping[str, RoundRemark]
) -> dict[str, RoundRemark]:
    checks: dict[str, RoundRemark] = {}
    if not remarks.keys() & set(DATES):
        ends, starts, last = (date.fromisoformat(form[name]) for name in DATES)
        checks |= (
            {"starts_on": RoundRemark.ORDER}
            if starts < ends
            else {"ends_on": RoundRemark.ORDER}
            if last <= starts
            else {}
        )
    weights = [_parse_number(form[name]) for name in WEIGHTS]
    if sum(weight for weight in weights if weight is not None) != 100 or None in weights:
        checks["weights"] = RoundRemark.HUNDRED
    if "other_unit" in form.switches and len(_find_slugs(form["units"], names.units)) == 1:
        checks["other_unit"] = RoundRemark.ONE_UNIT
    return checks


def _check_text(text: str, most: int) -> RoundRemark | None:
    if len(text) > most:
        return RoundRemark.LONG
    return (
        None if all(sign.isprintable() or sign in "\n\r\u00a0\u202f\u2009" for sign in text) else RoundRemark.UNREADABLE
    )


def _check_number(text: str, least: int, most: int) -> RoundRemark | None:
    number = _parse_number(text)
    return None if number is not None and least <= number <= most else RoundRemark.NUMBER


def _check_names(text: str, names: Mapping[str, str]) -> RoundRemark | None:
    return None if len(_find_slugs(text, names)) == len(_split_lines(text)) else RoundRemark.UNKNOWN


def _parse_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _find_slugs(text: str, names: Mapping[str, str]) -> list[str]:
    """The sorted slugs of these names; an unknown name is left out."""
    by_name = {name.casefold(): slug for slug, name in names.items()} | {slug: slug for slug in names}
    return sorted(by_name[line.casefold()] for line in _split_lines(text) if line.casefold() in by_name)


def _split_lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _join_names(slugs: object, names: Mapping[str, str]) -> str:
    """One name a line; an unknown slug, as after a merger of units, is shown as it is and gets a remark."""
    return "\n".join(names.get(str(slug), str(slug)) for slug in slugs) if isinstance(slugs, list) else ""
