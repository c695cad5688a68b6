"""Endpoints are created, change their secret, are enabled again and are deleted."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from app.kernel import clock
from app.kernel.database import session
from app.webhooks.address import AllowedNetworks, parse_and_check_target_url
from app.webhooks.models import Endpoint
from app.webhooks.service.announce import enqueue_sending_to_endpoints
from app.webhooks.signature import encode_secret

OVERLAP = timedelta(hours=24)
"""How long the replaced secret still signs beside the new one."""

SECRET_BYTES = 32


def create_endpoint(url: str, kinds: Sequence[str], *, description: str, reach: AllowedNetworks) -> Endpoint:
    """Send these kinds of facts to `url` from now on; UrlRefused when it may not be reached."""
    parse_and_check_target_url(url, reach)
    endpoint = Endpoint(url=url, kinds=sorted(set(kinds)), description=description, secret=_generate_secret())
    session().add(endpoint)
    session().flush()
    return endpoint


def rotate_secret(endpoint: Endpoint) -> Endpoint:
    """Sign with a new secret, and for a day with the present one too; one older still ends at once."""
    endpoint.old_secret, endpoint.old_secret_until = endpoint.secret, clock.now() + OVERLAP
    endpoint.secret = _generate_secret()
    return endpoint


def enable_endpoint(endpoint: Endpoint) -> Endpoint:
    """Try an endpoint again that was disabled; what was due to it still is. Facts of the meantime come by `recover`."""
    endpoint.disabled_at = endpoint.disabled_because = endpoint.failing_since = endpoint.paused_until = None
    enqueue_sending_to_endpoints([endpoint.id])
    return endpoint


def delete_endpoint(endpoint: Endpoint) -> None:
    """Delete an endpoint with its deliveries."""
    session().delete(endpoint)


def _generate_secret() -> str:
    return encode_secret(secrets.token_bytes(SECRET_BYTES))
