"""The public beacon of a draw: a round of drand's quicknet, announced before its value exists, pasted after, verified offline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import msgspec
from py_arkworks_bls12381 import GT, G1Point, G2Point

from app.kernel.errors import Invalid
from app.kernel.messages import ErrorMessage

CHAIN = "quicknet"
CHAIN_HASH = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
"""Names the chain in the addresses of every relay: `…/CHAIN_HASH/public/ROUND`."""

GENESIS_AT = datetime(2023, 8, 23, 15, 9, 27, tzinfo=UTC)
PERIOD = timedelta(seconds=3)
PUBLIC_KEY = bytes.fromhex(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"

NOT_A_VALUE = ErrorMessage(
    "Not a value of drand: the JSON of a round, with round, randomness and signature.",
    french="Ce n’est pas une valeur de drand : le JSON d’un tour, avec round, randomness et signature.",
)
ANOTHER_ROUND = ErrorMessage(
    "It is the value of round {round}; round {announced} was announced.",
    french="C’est la valeur du tour {round} ; le tour {announced} a été annoncé.",
)
NOT_SIGNED = ErrorMessage(
    "The drand network did not sign this value for this round.",
    french="Le réseau drand n’a pas signé cette valeur pour ce tour.",
)


class BeaconNotProven(Invalid):
    """The pasted value is not that of the announced round."""


@dataclass(frozen=True, kw_only=True)
class BeaconValue:
    """The value of a round, in hexadecimal: `randomness` is the SHA-256 of the signature."""

    round: int
    randomness: str
    signature: str


def find_first_round_from(moment: datetime) -> int:
    """The first round whose value does not exist before `moment`."""
    return max(1, -((GENESIS_AT - moment) // PERIOD) + 1)


def compute_round_moment(round_number: int) -> datetime:
    """When the value of a round comes into being."""
    return GENESIS_AT + (round_number - 1) * PERIOD


def parse_beacon_value(pasted: str, *, announced: int) -> BeaconValue:
    """The pasted JSON of the announced round, proven by the network's signature; BeaconNotProven otherwise."""
    try:
        value = msgspec.json.decode(pasted, type=BeaconValue)
        signature = bytes.fromhex(value.signature)
    except ValueError as error:
        raise BeaconNotProven(NOT_A_VALUE) from error
    if value.round != announced:
        raise BeaconNotProven(ANOTHER_ROUND.format(round=value.round, announced=announced))
    if value.randomness != sha256(signature).hexdigest() or not is_signed_round(announced, signature):
        raise BeaconNotProven(NOT_SIGNED)
    return BeaconValue(round=announced, randomness=value.randomness, signature=signature.hex())


def is_signed_round(round_number: int, signature: bytes) -> bool:
    """Whether quicknet signed this round (scheme bls-unchained-g1-rfc9380): one signature fits each round."""
    message = sha256(round_number.to_bytes(8, "big")).digest()
    try:
        point = G1Point.from_compressed_bytes(signature)
    except ValueError:
        return False
    key, signed = G2Point.from_compressed_bytes(PUBLIC_KEY), G1Point.hash_to_curve(message, DOMAIN)
    return bool(GT.pairing_check([point, -signed], [G2Point(), key]))
