"""The code of the moment: what a secret makes of the thirty seconds under way, as six digits or as part of an address."""

from __future__ import annotations

import hmac
from base64 import b32encode
from datetime import datetime

SECONDS = 30
"""How long a code is shown; it is taken for as long again, so that nobody types in vain."""

MARK_BYTES = 10


def secret_of(key: str, slug: str) -> bytes:
    """The secret of one mission, made from that of the service."""
    return hmac.digest(key.encode(), f"presence of {slug}".encode(), "sha256")


def digits_at(secret: bytes, moment: datetime) -> str:
    """The six digits of that moment."""
    return _digits(secret, slot_of(moment))


def mark_at(secret: bytes, moment: datetime) -> str:
    """What ends the address of that moment: 80 bits, in small letters and digits."""
    return _mark(secret, slot_of(moment))


def is_taken(secret: bytes, code: str, moment: datetime) -> bool:
    """Whether these digits, or this mark, are those of this moment or of the one just before."""
    now = slot_of(moment)
    known = [make(secret, slot) for slot in (now, now - 1) for make in (_digits, _mark)]
    return any(hmac.compare_digest(code.encode(), one.encode()) for one in known)


def slot_of(moment: datetime) -> int:
    """Which thirty seconds these are, counted from 1970."""
    return int(moment.timestamp()) // SECONDS


def seconds_left(moment: datetime) -> int:
    """How long its code is still shown, one second at least."""
    return SECONDS - int(moment.timestamp()) % SECONDS


def _made(secret: bytes, purpose: str, slot: int) -> bytes:
    return hmac.digest(secret, f"{purpose}:{slot}".encode(), "sha256")


def _digits(secret: bytes, slot: int) -> str:
    return f"{int.from_bytes(_made(secret, 'digits', slot)[:8]) % 10**6:06}"


def _mark(secret: bytes, slot: int) -> str:
    return b32encode(_made(secret, "mark", slot)[:MARK_BYTES]).decode().lower()
