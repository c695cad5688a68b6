"""The features that can be switched off, and how far a switch reaches."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.texts import N_


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


FEATURE_LABELS: dict[str, str] = {
    SwitchableFeature.POINTS: N_("Les points"),
    SwitchableFeature.BOARDS: N_("Les classements"),
    SwitchableFeature.BADGES: N_("Les badges"),
    SwitchableFeature.PRIZES: N_("Les lots"),
}
SCOPE_LABELS: dict[str, str] = {
    PolicyScope.COMPANY: N_("Toute l’entreprise"),
    PolicyScope.REGION: N_("Une région ou un pays"),
    PolicyScope.SITE: N_("Un site"),
    PolicyScope.UNIT: N_("Une équipe ou une entité"),
}
