"""The form of a round: its fields as filled in, their meaning, and remarks on wrong fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from mentoring.matching.settings import ScoreTerm
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
WEIGHTS = tuple(f"weight_{term.value}" for term in ScoreTerm)
LINES = ("sites", "units")


class RoundFieldRemark(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    LONG = "long"
    DAY = "day"
    ORDER = "order"
    NUMBER = "number"
    CHOICE = "choice"
    HUNDRED = "hundred"
    ONE_UNIT = "one-unit"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class RegionSiteUnitNames:
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
    names = (*MAX_LENGTHS, *DATES, *NUMBERS, *CHOICES, *WEIGHTS)
    texts = {name: next(iter(posted.get(name, ())), "").strip() for name in names}
    texts |= {name: "\n".join(value.strip() for value in posted.get(name, ())) for name in LINES}
    switches = frozenset(name for name in ("rolling", "other_unit") if posted.get(name))
    return RoundForm(texts, frozenset(posted.get("regions", ())), switches)


def encode_form(form: RoundForm) -> dict[str, object]:
    """The fields that `parse_form` reads as this form."""
    texts: dict[str, object] = {name: [text] for name, text in form.texts.items() if name not in LINES}
    lines = {name: _split_into_distinct_lines(form[name]) for name in LINES}
    return texts | lines | {"regions": sorted(form.regions)} | {name: ["yes"] for name in sorted(form.switches)}


def form_from_draft(draft: RoundDraft, names: RegionSiteUnitNames) -> RoundForm:
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
        "sites": _join_names_of_slugs(draft.audience.get("sites"), names.sites),
        "units": _join_names_of_slugs(draft.audience.get("units"), names.units),
    }
    switches = {"rolling"} if draft.rolling else set()
    regions = draft.audience.get("regions")
    chosen = frozenset(map(str, regions)) if isinstance(regions, list) else frozenset[str]()
    return RoundForm(texts, chosen, frozenset(switches | ({"other_unit"} if rules.other_unit else set())))


def build_form_of_new_round(today: date) -> RoundForm:
    """The form of a new round: default rules, other fields empty."""
    blank = RoundDraft(title={}, why={}, sponsor="", volunteering_ends_on=today, starts_on=today, ends_on=today)
    filled = form_from_draft(blank, RegionSiteUnitNames({}, {}, {}))
    return RoundForm({**filled.texts, **dict.fromkeys(DATES, "")}, filled.regions, filled.switches)


def list_field_remarks(form: RoundForm, names: RegionSiteUnitNames) -> dict[str, RoundFieldRemark | ErrorMessage]:
    """Remarks by field, including contradictions between fields; empty if the form is valid."""
    checks: dict[str, RoundFieldRemark | ErrorMessage | None] = {
        name: _find_text_remark(form[name], most) for name, most in MAX_LENGTHS.items()
    }
    checks |= {name: RoundFieldRemark.MISSING for name in ("title_fr", "title_en") if not form[name]}
    checks |= {name: None if parse_day_or_none(form[name]) else RoundFieldRemark.DAY for name in DATES}
    checks |= {name: _find_number_remark(form[name], *bounds) for name, bounds in NUMBERS.items()}
    checks |= {name: None if form[name] in values else RoundFieldRemark.CHOICE for name, values in CHOICES.items()}
    checks["regions"] = None if form.regions <= set(names.regions) else RoundFieldRemark.CHOICE
    checks["sites"] = _find_unknown_name_remark(form["sites"], names.sites)
    checks["units"] = _find_unknown_name_remark(form["units"], names.units)
    remarks = {name: remark for name, remark in checks.items() if remark is not None}
    return remarks | _list_contradiction_remarks(form, names, remarks)


def draft_from_form(form: RoundForm, names: RegionSiteUnitNames) -> RoundDraft:
    """The draft of a valid form."""
    days = {name: date.fromisoformat(form[name]) for name in DATES}
    audience = {
        "regions": sorted(form.regions),
        "sites": list_slugs_of_names(form["sites"], names.sites),
        "units": list_slugs_of_names(form["units"], names.units),
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
            weights={term.value: int(form[f"weight_{term.value}"]) for term in ScoreTerm},
        ),
        **days,
    )


def _list_contradiction_remarks(
    form: RoundForm, names: RegionSiteUnitNames, remarks: Mapping[str, RoundFieldRemark | ErrorMessage]
) -> dict[str, RoundFieldRemark]:
    checks: dict[str, RoundFieldRemark] = {}
    if not remarks.keys() & set(DATES):
        ends, starts, last = (date.fromisoformat(form[name]) for name in DATES)
        checks |= (
            {"starts_on": RoundFieldRemark.ORDER}
            if starts < ends
            else {"ends_on": RoundFieldRemark.ORDER}
            if last <= starts
            else {}
        )
    weights = [_parse_number_or_none(form[name]) for name in WEIGHTS]
    if sum(weight for weight in weights if weight is not None) != 100 or None in weights:
        checks["weights"] = RoundFieldRemark.HUNDRED
    if "other_unit" in form.switches and len(list_slugs_of_names(form["units"], names.units)) == 1:
        checks["other_unit"] = RoundFieldRemark.ONE_UNIT
    return checks


def _find_text_remark(text: str, most: int) -> RoundFieldRemark | ErrorMessage | None:
    return RoundFieldRemark.LONG if len(text) > most else find_hidden_sign(text)


def _find_number_remark(text: str, least: int, most: int) -> RoundFieldRemark | None:
    number = _parse_number_or_none(text)
    return None if number is not None and least <= number <= most else RoundFieldRemark.NUMBER


def _find_unknown_name_remark(text: str, names: Mapping[str, str]) -> RoundFieldRemark | None:
    return (
        None
        if len(list_slugs_of_names(text, names)) == len(_split_into_distinct_lines(text))
        else RoundFieldRemark.UNKNOWN
    )


def _parse_number_or_none(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None


def parse_day_or_none(text: str) -> date | None:
    """The date of a field; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def list_slugs_of_names(text: str, names: Mapping[str, str]) -> list[str]:
    """The sorted slugs of these names; an unknown name is left out."""
    by_name = {name.casefold(): slug for slug, name in names.items()} | {slug: slug for slug in names}
    return sorted(by_name[line.casefold()] for line in _split_into_distinct_lines(text) if line.casefold() in by_name)


def _split_into_distinct_lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _join_names_of_slugs(slugs: object, names: Mapping[str, str]) -> str:
    """One name a line; an unknown slug, as after a merger of units, is shown as it is and gets a remark."""
    return "\n".join(names.get(str(slug), str(slug)) for slug in slugs) if isinstance(slugs, list) else ""
