"""Parses the form of a board and the form of a season into drafts, or into the fault of each field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.leaderboards.comparison import ComparisonMethod
from app.leaderboards.measure import measures_by_name
from app.leaderboards.periods import BoardPeriod
from app.leaderboards.subject import PERSON, group_kinds_by_name

MAX_TEXT = 80
SEASON_CHOICE = "season:"
"""The prefix of a season among the choices of a period; the slug follows."""
_MISSION_ADDRESS = re.compile(r"(?:.*/missions/)?(?P<slug>[a-z0-9-]+)/?")


class FieldFault(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    TOO_LONG = "too long"
    UNKNOWN = "unknown"
    TAKEN = "taken"
    UNBOUNDED = "unbounded"
    BACKWARDS = "backwards"
    FOR_PEOPLE = "for people"


FieldFaults = dict[str, FieldFault | ErrorMessage]


@dataclass(frozen=True, kw_only=True)
class BoardDraft:
    """A board as the form describes it."""

    title: dict[str, str]
    subject: str
    measure: str
    detail: str
    period: str
    season: str | None
    how: str

    @property
    def slug(self) -> str:
        """The slug of its address, from the French title."""
        return build_slug(self.title["fr"])


@dataclass(frozen=True, kw_only=True)
class SeasonDraft:
    """A season as the form describes it."""

    name: dict[str, str]
    starts_on: date
    ends_on: date

    @property
    def slug(self) -> str:
        """The slug by which boards refer to it."""
        return build_slug(self.name["fr"])


def build_slug(text: str) -> str:
    """`text` in small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "-")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def parse_board_form(sent: Mapping[str, str]) -> tuple[BoardDraft | None, FieldFaults]:
    """The board, or None and the fault of each field."""
    faults = _list_text_faults(sent, "title_fr", "title_en")
    subject, measure, how = sent.get("subject", ""), sent.get("measure", ""), sent.get("how", "")
    period, _, season = sent.get("period", "").partition(":")
    mission = _MISSION_ADDRESS.fullmatch(sent.get("mission", "").strip())
    choices: dict[str, set[str]] = {
        "subject": {PERSON, *group_kinds_by_name()},
        "measure": set(measures_by_name()),
        "how": {*ComparisonMethod},
        "period": {*BoardPeriod},
    }
    chosen = {"subject": subject, "measure": measure, "how": how, "period": period}
    faults |= {name: FieldFault.UNKNOWN for name, values in choices.items() if chosen[name] not in values}
    if "measure" not in faults and measures_by_name()[measure].wants_detail and mission is None:
        faults["mission"] = FieldFault.MISSING
    if not faults and subject != PERSON and measures_by_name()[measure].shared_lines is None:
        faults["measure"] = FieldFault.FOR_PEOPLE
    if subject == PERSON and period == BoardPeriod.ALL:
        faults["period"] = FieldFault.UNBOUNDED
    if faults:
        return None, faults
    detail = mission["slug"] if mission and measures_by_name()[measure].wants_detail else ""
    title = {"fr": sent["title_fr"].strip(), "en": sent["title_en"].strip()}
    return BoardDraft(title=title, detail=detail, season=season or None, **chosen), {}


def parse_season_form(sent: Mapping[str, str]) -> tuple[SeasonDraft | None, FieldFaults]:
    """The season, or None and the fault of each field."""
    faults = _list_text_faults(sent, "name_fr", "name_en")
    days = {name: _parse_day_or_none(sent.get(name, "")) for name in ("starts_on", "ends_on")}
    faults |= {name: FieldFault.MISSING for name, day in days.items() if day is None}
    first, last = days["starts_on"], days["ends_on"]
    if first and last and last < first:
        faults["ends_on"] = FieldFault.BACKWARDS
    if faults or first is None or last is None:
        return None, faults
    name = {"fr": sent["name_fr"].strip(), "en": sent["name_en"].strip()}
    return SeasonDraft(name=name, starts_on=first, ends_on=last), {}


def _list_text_faults(sent: Mapping[str, str], *names: str) -> FieldFaults:
    texts = {name: sent.get(name, "").strip() for name in names}
    faults = {name: _find_text_fault(text) for name, text in texts.items()}
    return {name: fault for name, fault in faults.items() if fault is not None}


def _find_text_fault(text: str) -> FieldFault | ErrorMessage | None:
    if len(text) > MAX_TEXT:
        return FieldFault.TOO_LONG
    return find_hidden_sign(text) or (None if build_slug(text) else FieldFault.MISSING)


def _parse_day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
