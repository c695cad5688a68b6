"""What webhooks say in spaces: each address with its state, and how long the contents of messages are kept."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.application import build_path
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from app.webhooks.models import Endpoint
from app.webhooks.queries import list_endpoints_with_last_delivery
from app.webhooks.service.forget import CONTENTS_KEPT_FOR


def list_endpoint_lines() -> Iterator[SpaceLine]:
    """Each endpoint: since when it is disabled or fails, or when it last took a message."""
    endpoints = list_endpoints_with_last_delivery()
    if not endpoints:
        yield SpaceLine(text=N_("Aucune adresse ne reçoit de messages."))
    for endpoint, delivered_at in endpoints:
        url = {"url": endpoint.url}
        trouble = _find_trouble_line(endpoint)
        if trouble is not None:
            yield trouble
        if delivered_at is None:
            yield SpaceLine(text=N_("%(url)s : aucun message reçu pour l’instant"), params=url)
        else:
            yield SpaceLine(text=N_("%(url)s : dernier message reçu"), params=url, figure=delivered_at)


def _find_trouble_line(endpoint: Endpoint) -> SpaceLine | None:
    url, path = {"url": endpoint.url}, build_path("endpoints.show_endpoint", endpoint_id=endpoint.id)
    if endpoint.disabled_at is not None:
        text = N_("%(url)s ne reçoit plus rien : adresse désactivée")
        return SpaceLine(text=text, params=url, figure=endpoint.disabled_at, path=path, waits=True)
    if endpoint.failing_since is not None:
        return SpaceLine(
            text=N_("%(url)s : échecs, depuis le premier"),
            params=url,
            figure=endpoint.failing_since,
            path=path,
            waits=True,
        )
    return None


def list_retention() -> Iterator[SpaceLine]:
    """How long the contents of messages to other programs are kept."""
    yield SpaceLine(
        text=N_("Contenu des messages envoyés au réseau : effacé %(days)s jours après le dernier envoi."),
        params={"days": CONTENTS_KEPT_FOR.days},
    )


PARTS = (
    SpacePart("admin", "Webhooks", "webhooks.manage", list_endpoint_lines, place=20),
    SpacePart("transparency", "Messages au réseau", "transparency.see", list_retention, place=70),
)
