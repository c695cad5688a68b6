"""The public list of revoked credentials: one bit for each place, of which most belong to nobody."""

from __future__ import annotations

import zlib
from datetime import datetime

from app.kernel.schema import JsonObject
from badges.credentials.addresses import Issuer
from badges.credentials.document import build_issuer
from badges.credentials.proof import CREDENTIALS, OPEN_BADGES, format_moment_in_utc
from badges.credentials.public_keys import encode_base64url

PLACES = 131_072
"""The bits of a list: so many that a place tells nothing about whose it is."""

GZIP = 16 + zlib.MAX_WBITS
"""What makes zlib write the frame of gzip, without a time in it."""


def encode_bits(places: str) -> str:
    """The list with these bits set ("3,17"), place 0 the left-most, compressed; the same bits make the same text."""
    bits = bytearray(PLACES // 8)
    for place in map(int, places.split(",") if places else ()):
        bits[place >> 3] |= 0x80 >> (place & 7)
    return f"u{encode_base64url(_compress_bits(bits))}"


def _compress_bits(bits: bytearray) -> bytes:
    """Runs of zeros between bits are all that repeats: looked for alone, they take a tenth of the time, and no more bytes."""
    compressor = zlib.compressobj(wbits=GZIP, strategy=zlib.Z_RLE)
    return compressor.compress(bits) + compressor.flush()


def build_status_list(number: int, encoded: str, moment: datetime, issuer: Issuer) -> JsonObject:
    """The list as a credential of its own, before it is signed."""
    url = issuer.status_list_url(number)
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": build_issuer(issuer),
        "validFrom": format_moment_in_utc(moment),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    }
