"""Endpoints are created, change their secret, are enabled again and are deleted."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError
from app.kernel.messages import ErrorMessage
from app.webhooks.address import AllowedNetworks, identify_target_url, parse_and_check_target_url
from app.webhooks.models import Endpoint
from app.webhooks.queries import list_endpoints
from app.webhooks.service.announce import enqueue_sending_to_endpoints
from app.webhooks.signature import PREFIX, encode_secret, encode_signing_key
from app.webhooks.statements import LOCK_ADDRESSES

OVERLAP = timedelta(hours=24)
"""How long the replaced secret still signs beside the new one."""

SECRET_BYTES = 32

MOST_REPLACED_SECRETS = 5
"""How many replaced secrets sign at most: each is one more signature in a header of every message."""


URL_TAKEN = ErrorMessage(
    "This address is registered already: each message would be sent twice. Change its endpoint instead.",
    french="Cette adresse est déjà inscrite : chaque message partirait deux fois. Changez plutôt celle qui existe.",
)


class EndpointUrlTaken(Conflict):
    """Another endpoint has this address."""


class TooManySecrets(Conflict):
    """So many secrets still sign that one must end before the next can be made."""

    problem = "too-many-secrets"

    def __init__(self, count: int, free_at: datetime) -> None:
        moment = free_at.isoformat(timespec="seconds")
        super().__init__(f"{count} earlier secrets still sign. The next can be made at {moment}.")
        self.free_at = free_at


@dataclass(frozen=True, kw_only=True)
class EndpointWish:
    """What an endpoint is to be: where, which kinds of facts, in which form, and whether a public key verifies it too."""

    url: str
    kinds: Sequence[str]
    description: str = ""
    form: str = "standard"
    asymmetric: bool = False


def create_endpoint(wish: EndpointWish, reach: AllowedNetworks) -> Endpoint:
    """Send these kinds of facts to an address from now on; UrlRefused when it may not be reached, EndpointUrlTaken when it is registered."""
    endpoint = Endpoint(secret=_generate_secret())
    session().add(change_endpoint(endpoint, wish, reach))
    session().flush()
    return endpoint


def describe_wish(endpoint: Endpoint) -> EndpointWish:
    """What an endpoint is as it stands."""
    return EndpointWish(
        url=endpoint.url,
        kinds=endpoint.kinds,
        description=endpoint.description,
        form=endpoint.form,
        asymmetric=endpoint.signing_key is not None,
    )


def change_endpoint(endpoint: Endpoint, wish: EndpointWish, reach: AllowedNetworks) -> Endpoint:
    """Let an endpoint be as wished from the next message on; UrlRefused when the address may not be reached, EndpointUrlTaken when it is another's.

    A key is made with the wish for it, and signs nothing any more without it.
    """
    check_address(wish.url, reach, endpoint)
    endpoint.url, endpoint.kinds, endpoint.description = wish.url, sorted(set(wish.kinds)), wish.description
    endpoint.form = wish.form
    endpoint.signing_key = (endpoint.signing_key or _generate_signing_key()) if wish.asymmetric else None
    return endpoint


def rotate_secret(endpoint: Endpoint) -> Endpoint:
    """Sign with a new secret, and with the present one for a day more; those replaced before keep their own day. A signing key is replaced with it.

    TooManySecrets, with the moment when it is possible again, while MOST_REPLACED_SECRETS of them still sign.
    """
    session().refresh(endpoint, with_for_update={"key_share": True})
    now = clock.now()
    replaced = list_replaced_secrets_in_use(endpoint, now)
    ends = [until for secret, until in replaced if secret.startswith(PREFIX)]
    if len(ends) >= MOST_REPLACED_SECRETS:
        raise TooManySecrets(len(ends), ends[-1])
    if endpoint.signing_key:
        replaced.insert(0, (endpoint.signing_key, now + OVERLAP))
        endpoint.signing_key = _generate_signing_key()
    endpoint.older_secrets = [[secret, until.isoformat()] for secret, until in replaced]
    endpoint.old_secret, endpoint.old_secret_until = endpoint.secret, now + OVERLAP
    endpoint.secret = _generate_secret()
    return endpoint


def list_replaced_secrets_in_use(endpoint: Endpoint, now: datetime) -> list[tuple[str, datetime]]:
    """The secrets and keys that still sign beside the present one, each with its end, the latest first."""
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


def check_address(url: str, reach: AllowedNetworks, endpoint: Endpoint | None = None) -> None:
    """UrlRefused when an address may not be reached, EndpointUrlTaken when another endpoint than this one has it."""
    parse_and_check_target_url(url, reach)
    if endpoint is not None and endpoint.url == url:
        return
    session().execute(LOCK_ADDRESSES)
    target = identify_target_url(url)
    if any(other is not endpoint and identify_target_url(other.url) == target for other in list_endpoints()):
        raise EndpointUrlTaken(URL_TAKEN.english, errors=[FieldError("/url", URL_TAKEN)])


def _generate_secret() -> str:
    return encode_secret(secrets.token_bytes(SECRET_BYTES))


def _generate_signing_key() -> str:
    return encode_signing_key(secrets.token_bytes(SECRET_BYTES))
