"""An award in each of its forms: as JSON, signed in two ways, and as pictures that hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from app.kernel.application import build_url
from app.kernel.schema import JsonObject
from badges.credentials.addresses import current_issuer
from badges.credentials.baking import bake_png, bake_svg
from badges.credentials.drawing import SIDE, draw_badge, draw_png
from badges.credentials.models import Credential
from badges.models import BadgeVersion
from badges.network.queries import AwardInNetwork

JSON = "application/json"

SIGNED_FORMS: Mapping[str, Callable[[Credential, BadgeVersion], str | bytes]] = {
    "application/vc+ld+json": lambda signed, _: signed.document,
    "application/vc": lambda signed, _: signed.document,
    "application/vc+jwt": lambda signed, _: signed.jwt,
    "application/jwt": lambda signed, _: signed.jwt,
    "image/png": lambda signed, badge: bake_png(draw_png(draw_badge(badge), SIDE), signed.jwt),
    "image/svg+xml": lambda signed, badge: bake_svg(draw_badge(badge), signed.jwt),
}
"""By media type: the document with its proof, the JWT, and the two pictures that hold the JWT."""

FORMS = (JSON, *SIGNED_FORMS)


class _AwardAddresses:
    """What awards of one answer name: what many of them share is built once."""

    def __init__(self) -> None:
        self._awards = build_url("awards_api.list_awards")
        self._issuer = current_issuer()
        self._badges: dict[str, str] = {}

    def build_award_url(self, id_: str) -> str:
        """Where an award is read."""
        return f"{self._awards}/{id_}"

    def build_badge_url(self, slug: str) -> str:
        """The page of a badge."""
        if slug not in self._badges:
            self._badges[slug] = build_url("badges.show_badge", slug=slug)
        return self._badges[slug]

    def build_picture_url(self, slug: str, version: int) -> str:
        """The drawing of a badge in a version."""
        return f"{self._issuer.badge_url(slug, version)}.png"


def build_awards(awards: Iterable[AwardInNetwork]) -> list[JsonObject]:
    """Awards as JSON, each with what its holder shows of it."""
    addresses = _AwardAddresses()
    return [_build_award(award, addresses) for award in awards]


def _build_award(award: AwardInNetwork, addresses: _AwardAddresses) -> JsonObject:
    head = {"id": award.id, "state": award.state, "changed_at": _format_moment(award.changed_at)}
    if award.awarded_at is None or award.slug is None or not award.is_shown:
        return head
    return head | {
        "url": addresses.build_award_url(award.id),
        "person": award.person,
        "badge": _build_badge(award, award.slug, addresses),
        "awarded_at": _format_moment(award.awarded_at),
        "expires_at": _format_moment(award.expires_at) if award.expires_at else None,
    }


def _build_badge(award: AwardInNetwork, slug: str, addresses: _AwardAddresses) -> JsonObject:
    return {
        "slug": slug,
        "version": award.version,
        "name": award.name,
        "description": award.description,
        "url": addresses.build_badge_url(slug),
        "picture": addresses.build_picture_url(slug, award.version or 0),
    }


def _format_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
