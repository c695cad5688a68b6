"""Signs messages as Standard Webhooks v1 says, so that a receiver can tell ours from anybody's."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"
SECRET_LENGTHS = range(24, 65)
"""How many random bytes a secret may have."""


def encode_secret(key: bytes) -> str:
    """The secret as it is shown to the receiver's owner."""
    assert len(key) in SECRET_LENGTHS, "A secret has 24 to 64 random bytes."
    return PREFIX + base64.b64encode(key).decode()


def sign_content(content: bytes, secret: str) -> str:
    """The signature of `content` with one secret."""
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


def build_signed_headers(message_id: str, body: str, *, at: datetime, secrets: Sequence[str]) -> dict[str, str]:
    """The three headers of one try, signed with every secret that the receiver may still hold.

    The moment is that of the try, not of the event: receivers refuse messages five minutes old.
    """
    seconds = str(int(at.timestamp()))
    content = b".".join((message_id.encode(), seconds.encode(), body.encode()))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(sign_content(content, secret) for secret in secrets),
    }
