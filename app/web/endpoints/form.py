"""The form of an endpoint: what was filled in, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.webhooks.address import AllowedNetworks, UrlRefused
from app.webhooks.events import MEDIA_TYPES, OUTGOING_KINDS
from app.webhooks.models import Endpoint
from app.webhooks.service.register import EndpointUrlTaken, EndpointWish, check_address

NO_ADDRESS = _l(
    "Écrivez une adresse https:// que tout internet atteint, ou celle d’un réseau que WEBHOOK_NETWORKS ouvre, sans nom d’utilisateur ni #."
)
NO_KIND = _l("Choisissez au moins un événement.")
TOO_LONG = ErrorMessage("{most} characters at most.", french="{most} caractères au plus.")
LONGEST_ADDRESS, LONGEST_DESCRIPTION = 2_000, 500


@dataclass(frozen=True, kw_only=True)
class EndpointForm:
    """An endpoint as its form says it, with what is wrong by the name of the field."""

    wish: EndpointWish
    faults: Mapping[str, object] = field(default_factory=dict)


def parse_endpoint_form(
    sent: Mapping[str, Sequence[str]], reach: AllowedNetworks, endpoint: Endpoint | None = None
) -> EndpointForm:
    """The form as it was sent, with everything that is wrong; `endpoint` is the one that is changed."""
    kinds = [kind for kind in sent.get("kinds", ()) if kind in OUTGOING_KINDS]
    forms = [form for form in sent.get("form", ()) if form in MEDIA_TYPES]
    wish = EndpointWish(
        url=_read_first(sent, "url"),
        kinds=kinds,
        description=_read_first(sent, "description"),
        form=forms[0] if forms else "standard",
        asymmetric="asymmetric" in sent,
    )
    return EndpointForm(wish=wish, faults=_find_faults(wish, reach, endpoint))


def _find_faults(wish: EndpointWish, reach: AllowedNetworks, endpoint: Endpoint | None) -> Mapping[str, object]:
    """The same limits as those of the API."""
    faults = {
        "url": _find_fault_of_address(wish.url, reach, endpoint) if wish.url else NO_ADDRESS,
        "description": _find_fault(wish.description, LONGEST_DESCRIPTION),
        "kinds": None if wish.kinds else NO_KIND,
    }
    return {name: str(fault) for name, fault in faults.items() if fault is not None}


def _find_fault_of_address(url: str, reach: AllowedNetworks, endpoint: Endpoint | None) -> str | None:
    fault = _find_fault(url, LONGEST_ADDRESS)
    if fault is not None:
        return fault
    try:
        check_address(url, reach, endpoint)
    except (UrlRefused, EndpointUrlTaken) as refused:
        return refused.errors[0].detail
    return None


def _find_fault(text: str, most: int) -> ErrorMessage | None:
    return TOO_LONG.format(most=most) if len(text) > most else find_hidden_sign(text)


def _read_first(sent: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(sent.get(name, ())), "").strip()
