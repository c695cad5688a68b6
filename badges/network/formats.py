"""An award in each of its forms: as JSON, signed in two ways, and as pictures that hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import orjson

from app.kernel.application import build_url
from app.kernel.schema import JsonObject
from badges.credentials.addresses import current_issuer
from badges.credentials.baking import bake_png, bake_svg
from badges.credentials.drawing import SIDE, draw_badge, draw_png
from badges.credentials.models import Credential
from badges.models import BadgeVersion
from badges.network.queries import AwardInNetwork, BadgeTexts

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


class _AwardForms:
    """The parts of awards that many of one answer share: each is built once."""

    def __init__(self, texts: Mapping[tuple[str, int], BadgeTexts]) -> None:
        self._texts, self._awards, self._issuer = texts, build_url("awards_api.list_awards"), current_issuer()
        self._badges: dict[tuple[str, int | None], orjson.Fragment] = {}

    def build_award(self, award: AwardInNetwork) -> JsonObject:
        """An award as JSON; its moments are those of the database, in UTC."""
        head = {"id": award.id, "state": award.state, "changed_at": award.changed_at}
        if award.awarded_at is None or award.slug is None or not award.is_shown:
            return head
        return {
            **head,
            "url": f"{self._awards}/{award.id}",
            "person": award.person,
            "badge": self._get_badge(award.slug, award.version),
            "awarded_at": award.awarded_at,
            "expires_at": award.expires_at,
        }

    def _get_badge(self, slug: str, version: int | None) -> orjson.Fragment:
        written = self._badges.get((slug, version))
        if written is None:
            written = self._badges[slug, version] = orjson.Fragment(orjson.dumps(self._build_badge(slug, version or 0)))
        return written

    def _build_badge(self, slug: str, version: int) -> JsonObject:
        texts = self._texts.get((slug, version))
        return {
            "slug": slug,
            "version": version if texts else None,
            "name": texts and texts.name,
            "description": texts and texts.description,
            "url": build_url("badges.show_badge", slug=slug),
            "picture": f"{self._issuer.badge_url(slug, version if texts else 0)}.png",
        }


def build_awards(awards: Iterable[AwardInNetwork], texts: Mapping[tuple[str, int], BadgeTexts]) -> list[JsonObject]:
    """Awards for orjson, each with what its holder shows of it; `texts` are those of their badges."""
    forms = _AwardForms(texts)
    return [forms.build_award(award) for award in awards]
