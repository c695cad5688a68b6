"""Public keys as the outside reads them: JWK, and Multikey for did:web."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.kernel.schema import JsonObject

ED25519_MULTICODEC = b"\xed\x01"
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def build_jwk(key: Ed25519PublicKey | RSAPublicKey) -> JsonObject:
    """The public key as a JWK, without the address that it will have."""
    if isinstance(key, RSAPublicKey):
        numbers = key.public_numbers()
        modulus, exponent = (_encode_number(number) for number in (numbers.n, numbers.e))
        return {"kty": "RSA", "alg": "RS256", "use": "sig", "n": modulus, "e": exponent}
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "x": encode_base64url(raw)}


def build_multikey(jwk: JsonObject) -> str:
    """The same Ed25519 key in the form of a Multikey."""
    raw = base64.urlsafe_b64decode(f"{jwk['x']}=")
    return encode_multibase(ED25519_MULTICODEC + raw)


def encode_multibase(content: bytes) -> str:
    """Base58 as Bitcoin writes it, with the letter that names it. Each leading zero byte is a 1."""
    number, digits = int.from_bytes(content), ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    zeros = len(content) - len(content.lstrip(b"\0"))
    return f"z{_ALPHABET[0] * zeros}{digits}"


def encode_base64url(content: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _encode_number(number: int) -> str:
    return encode_base64url(number.to_bytes((number.bit_length() + 7) // 8))
