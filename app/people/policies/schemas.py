"""The form of a switch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.people.policies.switches import PolicyScope, SwitchableFeature

OFFERED = (SwitchableFeature.POINTS, SwitchableFeature.BOARDS, SwitchableFeature.BADGES)
"""The features that can be switched off today; prizes come with contests."""


class SwitchFault(StrEnum):
    """The field that is wrong."""

    FEATURE = "feature"
    PLACE = "place"
    REASON = "reason"


@dataclass(frozen=True)
class SwitchForm:
    """The form as it was filled in."""

    feature: str = ""
    where: str = ""
    reason: str = ""

    @property
    def scope(self) -> PolicyScope | None:
        """How far the switch reaches."""
        word = self.where.partition(":")[0]
        return PolicyScope(word) if word in set(PolicyScope) else None

    @property
    def scope_id(self) -> int | None:
        """Which region, site or unit."""
        number = self.where.partition(":")[2]
        return int(number) if number.isdecimal() and len(number) < 18 else None

    def list_faults(self) -> set[SwitchFault]:
        """The fields that need another answer."""
        wrong = {
            SwitchFault.FEATURE: self.feature not in OFFERED,
            SwitchFault.PLACE: self.scope is None or (self.scope is PolicyScope.COMPANY) != (self.scope_id is None),
            SwitchFault.REASON: not 1 <= len(self.reason.strip()) <= 300,
        }
        return {fault for fault, is_wrong in wrong.items() if is_wrong}


def parse_switch_form(form: Mapping[str, str]) -> SwitchForm:
    """Read the fields that were sent."""
    return SwitchForm(form.get("feature", ""), form.get("where", ""), form.get("reason", ""))
