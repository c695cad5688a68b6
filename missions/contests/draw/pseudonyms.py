"""The name under which a person stands in the published files of a contest: only they and the service can link it to them."""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable

PSEUDONYM = re.compile(r"[a-z2-7]{4}(-[a-z2-7]{4}){3}")
"""Sixteen signs of base32, 80 bits: two of a million holders are equal with a chance of four in ten million million."""

_BYTES = 10


def derive_pseudonym(secret: bytes, contest: str, person_id: int) -> str:
    """The pseudonym of a person in a contest, as `k7fq-2m9x-tq4r-b3ha`; the same for every draw of that contest.

    It is HMAC-SHA-256, so without the contest's secret nobody can try out ids, and pseudonyms of two contests do not match.
    """
    (pseudonym,) = derive_pseudonyms(secret, contest, [person_id])
    return pseudonym


def derive_pseudonyms(secret: bytes, contest: str, person_ids: Iterable[int]) -> list[str]:
    """The pseudonyms of these people in a contest, in the same order."""
    beginning = f"passerelle-draw-1 pseudonym\n{contest}\n"
    digests = [hmac.digest(secret, f"{beginning}{person_id}\n".encode(), "sha256")[:_BYTES] for person_id in person_ids]
    signs = (
        b32encode(b"".join(digests)).decode().lower()
    )  # Ten bytes are sixteen signs, without padding between people.
    quarters = [signs[start : start + 4] for start in range(0, len(signs), 4)]
    return list(map("-".join, zip(*(quarters[place::4] for place in range(4)), strict=True)))
