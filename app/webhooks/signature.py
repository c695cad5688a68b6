"""Signs messages as Standard Webhooks says, by a shared secret (v1) or by a key whose public half receivers hold (v1a)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PREFIX, KEY_PREFIX, PUBLIC_PREFIX = "whsec_", "whsk_", "whpk_"
SECRET_LENGTHS = range(24, 65)
"""How many random bytes a secret may have."""


def encode_secret(key: bytes) -> str:
    """The secret as it is shown to the receiver's owner."""
    assert len(key) in SECRET_LENGTHS, "A secret has 24 to 64 random bytes."
    return PREFIX + base64.b64encode(key).decode()


def encode_signing_key(seed: bytes) -> str:
    """An Ed25519 key made of 32 random bytes, as it is kept; it is never shown."""
    return KEY_PREFIX + base64.b64encode(seed).decode()


def encode_public_key(signing_key: str) -> str:
    """The public half of a signing key, as receivers hold it."""
    return PUBLIC_PREFIX + base64.b64encode(_load_signing_key(signing_key).public_key().public_bytes_raw()).decode()


def sign_content(content: bytes, secret: str) -> str:
    """The signature of `content` with one secret, or with one signing key."""
    if secret.startswith(KEY_PREFIX):
        return "v1a," + base64.b64encode(_load_signing_key(secret).sign(content)).decode()
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


def build_signed_headers(message_id: str, body: str, *, at: datetime, secrets: Sequence[str]) -> dict[str, str]:
    """The three headers of one try, signed with every secret and key that the receiver may still hold.

    The moment is that of the try, not of the event: receivers refuse messages five minutes old.
    """
    seconds = str(int(at.timestamp()))
    content = b".".join((message_id.encode(), seconds.encode(), body.encode()))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(sign_content(content, secret) for secret in secrets),
    }


def _load_signing_key(signing_key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(signing_key.removeprefix(KEY_PREFIX), validate=True))
