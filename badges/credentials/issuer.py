"""What the issuer says of itself: its did:web document, its profile, and its keys, old ones included."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.schema import JsonObject
from badges.credentials.addresses import Issuer
from badges.credentials.document import build_issuer
from badges.credentials.proof import OPEN_BADGES
from badges.credentials.public_keys import build_multikey

DID_CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]

Jwks = Mapping[str, JsonObject]
"""Public keys by their names, the newest first."""


def build_did_document(keys: Jwks, issuer: Issuer) -> JsonObject:
    """The document to which the did:web of the issuer resolves; every key of it may sign badges."""
    methods = [_build_method(name, jwk, issuer) for name, jwk in keys.items()]
    return {
        "@context": DID_CONTEXTS,
        "id": issuer.did,
        "alsoKnownAs": [issuer.profile],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def build_profile(issuer: Issuer) -> JsonObject:
    """The issuer as Open Badges 3.0 describes one."""
    return {"@context": [OPEN_BADGES], **build_issuer(issuer)}


def build_served_jwk(name: str, jwk: JsonObject, issuer: Issuer) -> JsonObject:
    """One public key as its address answers it: that address is its `kid`."""
    return {"kid": issuer.key_url(name), **jwk}


def build_key_set(keys: Jwks, issuer: Issuer) -> JsonObject:
    """Every key, as a JWK Set."""
    return {"keys": [build_served_jwk(name, jwk, issuer) for name, jwk in keys.items()]}


def _build_method(name: str, jwk: JsonObject, issuer: Issuer) -> JsonObject:
    method = {"id": issuer.key_method(name), "controller": issuer.did}
    if jwk["kty"] == "OKP":
        return {**method, "type": "Multikey", "publicKeyMultibase": build_multikey(jwk)}
    return {**method, "type": "JsonWebKey", "publicKeyJwk": build_served_jwk(name, jwk, issuer)}
