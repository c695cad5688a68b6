"""The features that can be switched off, and how far a switch reaches."""

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
