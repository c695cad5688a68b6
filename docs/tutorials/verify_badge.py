"""Verifies a badge that its holder downloaded as a JWT: `python verify_badge.py FILE ISSUER`, the issuer by the address you trust."""  # noqa: INP001 - a script of its own

import base64
import gzip
import json
import sys
import time
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

ISSUER = sys.argv[2].rstrip("/") + "/"


class Refused(Exception):
    """The file says something that its issuer does not."""


def decode(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def fetch(address: str, form: str) -> bytes:
    """Fetch from the issuer alone: whoever wrote the file may have named another address."""
    if not address.startswith(ISSUER):
        raise Refused(f"{address} is not of {ISSUER}")
    with urlopen(Request(address, headers={"Accept": form}), timeout=10) as answer:  # noqa: S310 - the address that you gave
        body: bytes = answer.read()
        return body


def read_signed(token: str) -> dict[str, Any]:
    """What the token says, once its signature is that of the issuer's key."""
    head, body, signature = token.strip().split(".")
    named = json.loads(decode(head))
    if named["alg"] != "RS256":
        raise Refused("another algorithm than RS256")
    key = json.loads(fetch(named["kid"], "application/json"))
    numbers = RSAPublicNumbers(*(int.from_bytes(decode(key[name])) for name in ("e", "n")))
    try:
        numbers.public_key().verify(decode(signature), f"{head}.{body}".encode(), PKCS1v15(), SHA256())
    except InvalidSignature:
        raise Refused("changed after it was signed") from None
    claims: dict[str, Any] = json.loads(decode(body))
    return claims


def is_revoked(status: dict[str, str]) -> bool:
    """Whether the bit of this badge is set in the list that the issuer signs."""
    listed = read_signed(fetch(status["statusListCredential"], "application/vc+jwt").decode())
    bits = gzip.decompress(decode(listed["credentialSubject"]["encodedList"].removeprefix("u")))
    place, bit = divmod(int(status["statusListIndex"]), 8)
    return bool(bits[place] >> (7 - bit) & 1)


def judge(badge: dict[str, Any]) -> str:
    if badge.get("exp", time.time() + 1) < time.time():
        return "EXPIRED"
    return "REVOKED" if is_revoked(badge["credentialStatus"]) else "valid"


try:
    badge = read_signed(Path(sys.argv[1]).read_text())
    told = f"{judge(badge)}: {badge['name']}, by {badge['issuer']['name']}, awarded {badge['awardedDate'][:10]}"
except (Refused, KeyError, ValueError, OSError) as wrong:
    sys.exit(f"REFUSED: {wrong}")
print(told)  # noqa: T201 - it is what the script is for
