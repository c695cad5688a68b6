"""The name under which a person stands in the published files of a contest: only they and the service can link it to them."""

from __future__ import annotations

import hmac
import re
from base64 import b32encode

PSEUDONYM = re.compile(r"[a-z2-7]{4}(-[a-z2-7]{4}){3}")
"""Sixteen signs of base32, 80 bits: two of a million holders are equal with a chance of four in ten million million."""

_BYTES = 10


def derive_pseudonym(secret: bytes, contest: str, person_id: int) -> str:
    """The pseudonym of a person in a contest, as `k7fq-2m9x-tq4r-b3ha`; the same for every draw of that contest.

    It is HMAC-SHA-256, so without the contest's secret nobody can try out ids, and pseudonyms of two contests do not match.
    """
    message = f"passerelle-draw-1 pseudonym\n{contest}\n{person_id}\n"
    signs = b32encode(hmac.digest(secret, message.encode(), "sha256")[:_BYTES]).decode().lower()
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))
