"""The form of a rule: what was filled in, what it means, and which fields want another answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.journal.counted_events import CountedEvent, parse_event
from app.points.models import Rule
from app.points.sentences import CREDITABLE
from app.points.terms import PERIODS, Cap, Fault, Terms

LONGEST = 300


class Unread(StrEnum):
    """What cannot be read in a field."""

    NUMBER = "number"
    CHOICE = "choice"
    LENGTH = "length"


@dataclass(frozen=True, kw_only=True)
class RuleForm:
    """The fields as they were filled in."""

    events: tuple[str, ...] = ()
    personal: str = ""
    collective: str = ""
    cap: str = ""
    cap_period: str = "week"
    justification: str = ""

    def unread(self) -> dict[str, Unread | Fault]:
        """The fields that cannot be read."""
        wrong: dict[str, Unread | Fault] = {}
        if not set(self.events) <= {str(event) for event in CREDITABLE}:
            wrong["deeds"] = Unread.CHOICE
        for field in ("personal", "collective", "cap"):
            if not _is_number(getattr(self, field)):
                wrong[field] = Unread.NUMBER
        if self.cap_period not in PERIODS:
            wrong["cap_period"] = Unread.CHOICE
        if len(self.justification) > LONGEST:
            wrong["justification"] = Unread.LENGTH
        return wrong

    def terms(self) -> Terms:
        """What it means, once everything can be read."""
        cap = _number(self.cap)
        return Terms(
            events=tuple(parse_event(named) for named in self.events),
            personal=_number(self.personal),
            collective=_number(self.collective),
            cap=None if cap is None else Cap(cap, self.cap_period),
            justification=self.justification,
        )


EMPTY = RuleForm(personal="5")


def read_form(form: Mapping[str, str], events: Sequence[str]) -> RuleForm:
    """What was filled in."""
    fields = ("personal", "collective", "cap", "cap_period", "justification")
    return RuleForm(events=tuple(events), **{field: form.get(field, "").strip() for field in fields})


def form_of(rule: Rule) -> RuleForm:
    """The fields as a rule would fill them in."""
    return RuleForm(
        events=tuple(str(CountedEvent(kind, rule.beneficiary)) for kind in rule.fact_kinds),
        personal=_written(rule.amount),
        collective=_written(rule.collective_amount),
        cap=_written(rule.cap),
        cap_period=rule.cap_period or "week",
        justification=rule.justification,
    )


def _is_number(written: str) -> bool:
    return not written or (written.isascii() and written.isdecimal() and len(written) <= 6)


def _number(written: str) -> int | None:
    return int(written) if written else None


def _written(number: int | None) -> str:
    return "" if number is None else str(number)
