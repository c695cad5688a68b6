"""What the form of a switch may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.people.policies.switches import Scope, Switched

OFFERED = (Switched.POINTS, Switched.BOARDS, Switched.BADGES)
"""What there is to switch off today; prizes come with contests."""


class Fault(StrEnum):
    """What is wrong with a field."""

    FEATURE = "feature"
    PLACE = "place"
    REASON = "reason"


@dataclass(frozen=True)
class Asked:
    """The form as it was filled in, and what of it can be read."""

    feature: str = ""
    where: str = ""
    reason: str = ""

    @property
    def scope(self) -> Scope | None:
        """How far the switch reaches."""
        word = self.where.partition(":")[0]
        return Scope(word) if word in set(Scope) else None

    @property
    def scope_id(self) -> int | None:
        """Which region, site or unit."""
        number = self.where.partition(":")[2]
        return int(number) if number.isdecimal() and len(number) < 18 else None

    def faults(self) -> set[Fault]:
        """The fields that want another answer."""
        wrong = {
            Fault.FEATURE: self.feature not in OFFERED,
            Fault.PLACE: self.scope is None or (self.scope is Scope.COMPANY) != (self.scope_id is None),
            Fault.REASON: not 1 <= len(self.reason.strip()) <= 300,
        }
        return {fault for fault, is_wrong in wrong.items() if is_wrong}


def read_form(form: Mapping[str, str]) -> Asked:
    """What was filled in."""
    return Asked(form.get("feature", ""), form.get("where", ""), form.get("reason", ""))
