"""To whom a person shows their points: what the person chose, and never a hierarchy."""

from __future__ import annotations

from enum import StrEnum


class PointsAudience(StrEnum):
    """To whom a person shows their points."""

    ME = "me"
    TEAM = "team"
    EVERYONE = "everyone"
