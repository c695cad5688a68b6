"""Seals short texts with keys that are not in the database: AES-256-GCM, each bound to the thing it is about."""

from __future__ import annotations

import base64
import binascii
import os
import re
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.kernel.errors import Unavailable

KEY_BYTES, NONCE_BYTES = 32, 12
EXPECTED_KEYRING = "expected name:key, the key 32 random bytes in base64; older ones after a comma, the newest first"
_NAMED = re.compile(r"([\w.-]+):([\w+/=-]+)")


class UnsealingFailed(Unavailable):
    """The key is missing, or the sealed text was changed."""


@dataclass(frozen=True)
class SealedText:
    """A text that only the key of that name opens."""

    key: str
    body: bytes


@dataclass(frozen=True)
class Keyring:
    """Keys by name, never printed. The first one seals; each opens what it sealed, so that keys can be changed."""

    keys: tuple[tuple[str, bytes], ...] = field(repr=False)

    @property
    def current_key_name(self) -> str:
        """The name of the key that seals."""
        return self.keys[0][0]

    def seal(self, text: str, *, about: str) -> SealedText:
        """Seal `text` with the current key; it opens only with the same `about`."""
        name, key = self.keys[0]
        nonce = os.urandom(NONCE_BYTES)
        return SealedText(name, nonce + AESGCM(key).encrypt(nonce, text.encode(), about.encode()))

    def unseal(self, sealed: SealedText, *, about: str) -> str:
        """The text; UnsealingFailed when the key is missing, or the text or its `about` was changed."""
        key = dict(self.keys).get(sealed.key)
        if key is None:
            raise UnsealingFailed("The key of this text is not among those that the service was given.")
        nonce, body = sealed.body[:NONCE_BYTES], sealed.body[NONCE_BYTES:]
        try:
            return AESGCM(key).decrypt(nonce, body, about.encode()).decode()
        except InvalidTag as broken:
            raise UnsealingFailed("This text is not what was sealed.") from broken


def parse_keyring(text: str) -> Keyring:
    """The keys of a setting; ValueError for any other text. The message never contains a value."""
    parts = [_NAMED.fullmatch(part.strip()) for part in text.split(",")]
    keys = tuple((part[1], _decode_key(part[2])) for part in parts if part is not None)
    if len(keys) != len(parts) or len(dict(keys)) != len(keys):
        raise ValueError(EXPECTED_KEYRING)
    return Keyring(keys)


def _decode_key(written: str) -> bytes:
    try:
        key = base64.b64decode(written.replace("-", "+").replace("_", "/"), validate=True)
    except binascii.Error as wrong:
        raise ValueError(EXPECTED_KEYRING) from wrong
    if len(key) != KEY_BYTES:
        raise ValueError(EXPECTED_KEYRING)
    return key
