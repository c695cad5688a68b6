"""The form of an endpoint: what was filled in, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from app.webhooks.events import MEDIA_TYPES, OUTGOING_KINDS
from app.webhooks.service.register import EndpointWish

NO_ADDRESS = _l(
    "Écrivez une adresse https:// que tout internet atteint, ou celle d’un réseau que WEBHOOK_NETWORKS ouvre, sans nom d’utilisateur ni #."
)
NO_KIND = _l("Choisissez au moins un événement.")
LONGEST_DESCRIPTION = 500


@dataclass(frozen=True, kw_only=True)
class EndpointForm:
    """An endpoint as its form says it, with what is wrong by the name of the field."""

    wish: EndpointWish
    faults: Mapping[str, object] = field(default_factory=dict)


def parse_endpoint_form(sent: Mapping[str, Sequence[str]]) -> EndpointForm:
    """The form as it was sent; whether its address may be reached, the service says."""
    kinds = [kind for kind in sent.get("kinds", ()) if kind in OUTGOING_KINDS]
    forms = [form for form in sent.get("form", ()) if form in MEDIA_TYPES]
    wish = EndpointWish(
        url=_read_first(sent, "url"),
        kinds=kinds,
        description=_read_first(sent, "description")[:LONGEST_DESCRIPTION],
        form=forms[0] if forms else "standard",
        asymmetric="asymmetric" in sent,
    )
    faults = ({} if wish.url else {"url": NO_ADDRESS}) | ({} if kinds else {"kinds": NO_KIND})
    return EndpointForm(wish=wish, faults=faults)


def _read_first(sent: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(sent.get(name, ())), "").strip()
