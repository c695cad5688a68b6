"""Endpoints are created, change their secret, are enabled again and are deleted."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.webhooks.address import AllowedNetworks, parse_and_check_target_url
from app.webhooks.models import Endpoint
from app.webhooks.service.announce import enqueue_sending_to_endpoints
from app.webhooks.signature import encode_secret

OVERLAP = timedelta(hours=24)
"""How long the replaced secret still signs beside the new one."""

SECRET_BYTES = 32

MOST_REPLACED_SECRETS = 5
"""How many replaced secrets sign at most: each is one more signature in a header of every message."""


class TooManySecrets(Conflict):
    """So many secrets still sign that one must end before the next can be made."""

    problem = "too-many-secrets"


def create_endpoint(url: str, kinds: Sequence[str], *, description: str, reach: AllowedNetworks) -> Endpoint:
    """Send these kinds of facts to `url` from now on; UrlRefused when it may not be reached."""
    parse_and_check_target_url(url, reach)
    endpoint = Endpoint(url=url, kinds=sorted(set(kinds)), description=description, secret=_generate_secret())
    session().add(endpoint)
    session().flush()
    return endpoint


def rotate_secret(endpoint: Endpoint) -> Endpoint:
    """Sign with a new secret, and with the present one for a day more; those replaced before keep their own day.

    TooManySecrets, with the moment when it is possible again, while MOST_REPLACED_SECRETS of them still sign.
    """
    session().refresh(endpoint, with_for_update={"key_share": True})
    now = clock.now()
    replaced = list_replaced_secrets_in_use(endpoint, now)
    if len(replaced) >= MOST_REPLACED_SECRETS:
        free_at = replaced[-1][1].isoformat(timespec="seconds")
        raise TooManySecrets(f"{len(replaced)} earlier secrets still sign. The next can be made at {free_at}.")
    endpoint.older_secrets = [[secret, until.isoformat()] for secret, until in replaced]
    endpoint.old_secret, endpoint.old_secret_until = endpoint.secret, now + OVERLAP
    endpoint.secret = _generate_secret()
    return endpoint


def list_replaced_secrets_in_use(endpoint: Endpoint, now: datetime) -> list[tuple[str, datetime]]:
    """The secrets that still sign beside the present one, each with its end, the latest first."""
    older = [(secret, datetime.fromisoformat(until)) for secret, until in endpoint.older_secrets]
    last = (
        [(endpoint.old_secret, endpoint.old_secret_until)] if endpoint.old_secret and endpoint.old_secret_until else []
    )
    return [(secret, until) for secret, until in [*last, *older] if until > now]


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
