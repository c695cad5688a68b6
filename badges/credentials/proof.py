"""The two ways in which a document is signed: a Data Integrity proof inside it, and a JWT around it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from app.kernel.schema import JsonObject
from badges.credentials.public_keys import encode_base64url, encode_multibase

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXT_FILES = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json"}


def add_proof(document: JsonObject, key: Ed25519PrivateKey, *, method: str, created: datetime) -> JsonObject:
    """The document with one `eddsa-rdfc-2022` proof, in an array; `method` is the key's name in the issuer's document."""
    options = build_proof_options(document, method=method, created=created)
    return attach_proof(document, key, options, digest=hash_as_rdf(options) + hash_as_rdf(document))


def build_proof_options(document: JsonObject, *, method: str, created: datetime) -> JsonObject:
    """What the proof of a document says before its signature, and in which vocabulary."""
    return {
        "@context": document["@context"],
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": format_moment_in_utc(created),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }


def attach_proof(document: JsonObject, key: Ed25519PrivateKey, options: JsonObject, *, digest: bytes) -> JsonObject:
    """The document with its proof; `digest` is that of the options and that of the document."""
    proof = {name: value for name, value in options.items() if name != "@context"}
    return {**document, "proof": [{**proof, "proofValue": encode_multibase(key.sign(digest))}]}


def build_jwt(document: JsonObject, key: RSAPrivateKey, *, key_url: str) -> str:
    """The document as a JWT (`RS256`): itself, with the claims that repeat its issuer, name, subject, beginning and end."""
    claims = {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": _parse_seconds(document["validFrom"]),
    }
    ends = {"exp": _parse_seconds(document["validUntil"])} if "validUntil" in document else {}
    parts = ({"alg": "RS256", "kid": key_url, "typ": "JWT"}, {**document, **claims, **ends})
    signed = ".".join(encode_base64url(dump_json(part).encode()) for part in parts)
    return f"{signed}.{encode_base64url(key.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def dump_json(document: JsonObject) -> str:
    """The document as it is kept and sent: without blanks, letters with accents as they are."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def format_moment_in_utc(moment: datetime) -> str:
    """The moment to the second, with its zone, as credentials write it; `moment` is in UTC."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _parse_seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def hash_as_rdf(document: JsonObject) -> bytes:
    """The digest of the document in its canonical form, which a proof signs."""
    return hash_text(canonise_as_rdf(document))


def hash_text(canonical: str) -> bytes:
    """The digest of a canonical form."""
    return hashlib.sha256(canonical.encode()).digest()


def canonise_as_rdf(document: JsonObject) -> str:
    """The canonical form of a document: its statements, one a line, sorted."""
    # Loaded with the first signature: it takes a second, and no other process needs it.
    canonise: Callable[..., str] = import_module("pyld.jsonld").normalize
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load_context}
    return canonise(document, options)


def _load_context(url: str, _options: object = None) -> JsonObject:
    """The document loader: the vocabularies of this folder and no others, whatever a document names."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": _read_context(url),
    }


@cache
def _read_context(url: str) -> JsonObject:
    assert url in CONTEXT_FILES, f"Nothing is signed with the vocabulary {url}."
    text = (Path(__file__).parent / "contexts" / CONTEXT_FILES[url]).read_text(encoding="utf-8")
    context: JsonObject = json.loads(text)
    return context
