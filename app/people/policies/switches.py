"""What can be switched off and where, and the SQL condition that it was on for a person at a moment."""

from __future__ import annotations

from enum import StrEnum


class SwitchableFeature(StrEnum):
    """What a company may do without in some places; missions, mentoring and help are never switched off."""

    POINTS = "points"
    BOARDS = "boards"
    BADGES = "badges"
    PRIZES = "prizes"


class PolicyScope(StrEnum):
    """How far a switch reaches."""

    COMPANY = "company"
    REGION = "region"
    SITE = "site"
    UNIT = "unit"


def feature_on_condition(feature: SwitchableFeature, moment: str, *, member: str = "p") -> str:
    """The condition that no policy switched `feature` off at `moment` (an expression) for the `member` of this alias."""
    place = f"{member}.region_id, {member}.site_id, {member}.unit_id"
    return f"not exists (select from policy_at({place}, {moment}) as off where off.feature = '{feature}')"
