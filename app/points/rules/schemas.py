"""The form of a rule: its fields as text, their meaning, and the fields that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.journal.counted_events import CountedEvent, parse_counted_event
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.points.models import Rule
from app.points.sentences import CREDITABLE
from app.points.terms import PERIODS, Cap, RuleFault, RuleTerms

MAX_JUSTIFICATION_LENGTH = 300


class InputFault(StrEnum):
    """Why a field cannot be read."""

    NUMBER = "number"
    CHOICE = "choice"
    LENGTH = "length"


@dataclass(frozen=True, kw_only=True)
class RuleForm:
    """The fields as the author typed them."""

    events: tuple[str, ...] = ()
    personal: str = ""
    collective: str = ""
    cap: str = ""
    cap_period: str = "week"
    justification: str = ""

    def list_input_faults(self) -> dict[str, InputFault | RuleFault | ErrorMessage]:
        """The fields that cannot be read, with the reason."""
        wrong: dict[str, InputFault | RuleFault | ErrorMessage] = {}
        if not set(self.events) <= {str(event) for event in CREDITABLE}:
            wrong["deeds"] = InputFault.CHOICE
        for field in ("personal", "collective", "cap"):
            if not _is_number_or_empty(getattr(self, field)):
                wrong[field] = InputFault.NUMBER
        if self.cap_period not in PERIODS:
            wrong["cap_period"] = InputFault.CHOICE
        if len(self.justification) > MAX_JUSTIFICATION_LENGTH:
            wrong["justification"] = InputFault.LENGTH
        elif hidden := find_hidden_sign(self.justification):
            wrong["justification"] = hidden
        return wrong

    def build_terms(self) -> RuleTerms:
        """The terms that the form states; call it only without input faults."""
        cap = _parse_number_or_none(self.cap)
        return RuleTerms(
            events=tuple(parse_counted_event(named) for named in self.events),
            personal=_parse_number_or_none(self.personal),
            collective=_parse_number_or_none(self.collective),
            cap=None if cap is None else Cap(cap, self.cap_period),
            justification=self.justification,
        )


EMPTY_FORM = RuleForm(personal="5")


def parse_form(form: Mapping[str, str], events: Sequence[str]) -> RuleForm:
    """The form that was posted."""
    fields = ("personal", "collective", "cap", "cap_period", "justification")
    return RuleForm(events=tuple(events), **{field: form.get(field, "").strip() for field in fields})


def build_form_from_rule(rule: Rule) -> RuleForm:
    """The form that states an existing rule."""
    return RuleForm(
        events=tuple(str(CountedEvent(kind, rule.beneficiary)) for kind in rule.fact_kinds),
        personal=_format_number(rule.amount),
        collective=_format_number(rule.collective_amount),
        cap=_format_number(rule.cap),
        cap_period=rule.cap_period or "week",
        justification=rule.justification,
    )


def _is_number_or_empty(written: str) -> bool:
    return not written or (written.isascii() and written.isdecimal() and len(written) <= 6)


def _parse_number_or_none(written: str) -> int | None:
    return int(written) if written else None


def _format_number(number: int | None) -> str:
    return "" if number is None else str(number)
