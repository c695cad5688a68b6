"""The code of the moment: what a secret makes of the thirty seconds under way, as six digits or as part of an address."""

from __future__ import annotations

import hmac
from base64 import b32encode
from datetime import datetime

SECONDS = 30
"""How long a code is shown; it stays valid for as long again, so that typing it takes no luck."""

TOKEN_BYTES = 10


def derive_presence_secret(key: str, slug: str) -> bytes:
    """The secret of one mission, made from that of the service."""
    return hmac.digest(key.encode(), f"presence of {slug}".encode(), "sha256")


def digits_at(secret: bytes, moment: datetime) -> str:
    """The six digits of that moment."""
    return _interval_digits(secret, interval_number(moment))


def url_token_at(secret: bytes, moment: datetime) -> str:
    """What ends the address of that moment: 80 bits, in small letters and digits."""
    return _interval_token(secret, interval_number(moment))


def is_current_or_previous_code(secret: bytes, code: str, moment: datetime) -> bool:
    """Whether these digits, or this mark, are those of this moment or of the one just before."""
    now = interval_number(moment)
    valid_codes = [make(secret, slot) for slot in (now, now - 1) for make in (_interval_digits, _interval_token)]
    return any(hmac.compare_digest(code.encode(), valid_code.encode()) for valid_code in valid_codes)


def interval_number(moment: datetime) -> int:
    """Which thirty seconds these are, counted from 1970."""
    return int(moment.timestamp()) // SECONDS


def seconds_left(moment: datetime) -> int:
    """How long its code is still shown, one second at least."""
    return SECONDS - int(moment.timestamp()) % SECONDS


def _derive_code_bytes(secret: bytes, purpose: str, slot: int) -> bytes:
    return hmac.digest(secret, f"{purpose}:{slot}".encode(), "sha256")


def _interval_digits(secret: bytes, slot: int) -> str:
    return f"{int.from_bytes(_derive_code_bytes(secret, 'digits', slot)[:8]) % 10**6:06}"


def _interval_token(secret: bytes, slot: int) -> str:
    return b32encode(_derive_code_bytes(secret, "mark", slot)[:TOKEN_BYTES]).decode().lower()
