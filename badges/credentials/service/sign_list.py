"""Lists of revoked badges are signed as they stand, in the form that is asked for, once an hour while nothing is revoked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.schema import JsonObject
from badges.credentials.addresses import Issuer, current_issuer
from badges.credentials.keys import SigningKeys
from badges.credentials.proof import (
    attach_proof,
    build_jwt,
    build_proof_options,
    canonise_as_rdf,
    dump_json,
    hash_as_rdf,
    hash_text,
)
from badges.credentials.queries import RevokedPlaces, read_revoked_places
from badges.credentials.service.publish import get_signing_keys
from badges.credentials.status_list import build_status_list, encode_bits

NO_BITS = "u-the-bits-of-the-list"
"""A list of nothing, in whose place the bits are written into a canonical form."""


@dataclass(frozen=True)
class StandingList:
    """A list as it stands in this hour. Whoever asks for the same one costs a query each time, and no signature."""

    number: int
    revoked: RevokedPlaces
    hour: datetime
    issuer: Issuer
    folder: Path | None

    def build_document(self, encoded: str) -> JsonObject:
        """The list with these bits, before it is signed."""
        return build_status_list(self.number, encoded, self.hour, self.issuer)

    def get_keys(self) -> SigningKeys:
        """The keys that sign it; the statement that read the list says whether they were published."""
        return get_signing_keys(self.folder, json.loads(self.revoked.public_keys))


def read_status_list(number: int) -> StandingList:
    """The list as awards stand now; NoSuchStatusList for a number that no credential names."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    revoked = read_revoked_places(number)
    return StandingList(number, revoked, hour, current_issuer(), current_settings().badge_keys)


@lru_cache(maxsize=8)
def sign_list_as_jwt(standing: StandingList) -> str:
    """The list as a JWT."""
    keys = standing.get_keys()
    document = standing.build_document(encode_bits(standing.revoked.places))
    return build_jwt(document, keys.rsa, key_url=standing.issuer.key_url(keys.rsa_name))


@lru_cache(maxsize=8)
def sign_list_with_proof(standing: StandingList) -> str:
    """The list with its proof inside."""
    keys, encoded = standing.get_keys(), encode_bits(standing.revoked.places)
    outline = _canonise_outline(standing.number, standing.hour, standing.issuer, keys.ed25519_name)
    document, digest = standing.build_document(encoded), outline.build_digest(encoded)
    return dump_json(attach_proof(document, keys.ed25519, outline.options, digest=digest))


@dataclass(frozen=True)
class _Outline:
    """All of a list that is signed in an hour but its bits: canonical forms take longer than signatures."""

    options: JsonObject
    digest_of_options: bytes
    canonical: str

    def build_digest(self, encoded: str) -> bytes:
        """What the proof signs when the list has these bits: one literal of the canonical form, whose line keeps its place."""
        return self.digest_of_options + hash_text(self.canonical.replace(f'"{NO_BITS}"', f'"{encoded}"'))


@lru_cache(maxsize=8)
def _canonise_outline(number: int, moment: datetime, issuer: Issuer, key_name: str) -> _Outline:
    document = build_status_list(number, NO_BITS, moment, issuer)
    options = build_proof_options(document, method=issuer.key_method(key_name), created=moment)
    return _Outline(options, hash_as_rdf(options), canonise_as_rdf(document))
