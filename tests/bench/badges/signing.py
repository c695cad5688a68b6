"""What a badge costs to sign, beside the bare signatures of the same bytes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from app.kernel.schema import JsonObject
from badges.credentials import proof
from badges.credentials.addresses import Issuer
from badges.credentials.document import AwardStatement, BadgeStatement, StatusPlace, build_credential
from badges.credentials.keys import SigningKeys, read_signing_keys
from badges.credentials.public_keys import encode_base64url
from tests.bench.figure import Figure, at_least
from tests.bench.rounds import by_turns

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
ISSUER = Issuer("Company", "https://badges.example.org")
BARE, SIGNED, CANONISED = (
    "bare Ed25519 and RS256 signatures of the same bytes",
    "credentials signed, canonicalisation left out",
    "canonicalisation of a credential and its proof",
)


@dataclass(frozen=True)
class SigningSizes:
    """How many credentials in a round."""

    credentials: int = 100
    rounds: int = 5


def take_signing(folder: Path, sizes: SigningSizes) -> Iterator[Figure]:
    """Credentials a second of processor time. The ratio compares speeds: 1 is as fast as the two signatures alone."""
    keys = read_signing_keys(folder)
    documents = [_build_document(number) for number in range(sizes.credentials)]
    _sign(documents[0], keys)

    def once() -> Mapping[str, float]:
        canonised = _Stopwatch(proof.hash_as_rdf)
        with pytest.MonkeyPatch.context() as changed:
            changed.setattr(proof, "hash_as_rdf", canonised)
            whole = _measure(documents, lambda document: _sign(document, keys))
        bare = _measure(documents, lambda document: _sign_bare(document, keys))
        apart = canonised.seconds / len(documents)
        return {BARE: 1 / bare, SIGNED: 1 / (whole - apart), CANONISED: 1e3 * apart}

    rounds = by_turns(once, sizes.rounds)
    yield rounds.figure(BARE, "credentials/s")
    yield rounds.figure(SIGNED, "credentials/s", against=BARE, target=at_least(0.6))
    yield rounds.figure(CANONISED, "ms")


def _build_document(number: int) -> JsonObject:
    badge = BadgeStatement(
        slug="ambassador",
        number=1,
        language="fr",
        name="Ambassadrice du partage",
        description="Aide ses collègues à trouver une réponse.",
        criteria="Terminer ces 3 missions : saluer, répondre, partager.",
    )
    statement = AwardStatement(
        badge=badge,
        credential_id=f"00000000-0000-4000-8000-{number:012d}",
        subject=f"00000000-0000-4000-9000-{number:012d}",
        evidence="Le critère a été rempli le 2 mars 2026.",
        awarded_at=MOMENT,
        expires_at=None,
        status=StatusPlace(1, number),
    )
    return build_credential(statement, ISSUER)


def _sign(document: JsonObject, keys: SigningKeys) -> None:
    """As the service signs an award."""
    signed = proof.add_proof(document, keys.ed25519, method=ISSUER.key_method(keys.ed25519_name), created=MOMENT)
    proof.dump_json(signed)
    proof.build_jwt(document, keys.rsa, key_url=ISSUER.key_url(keys.rsa_name))


def _sign_bare(document: JsonObject, keys: SigningKeys) -> None:
    keys.ed25519.sign(bytes(64))
    keys.rsa.sign(encode_base64url(proof.dump_json(document).encode()).encode(), PKCS1v15(), SHA256())


def _measure(documents: list[JsonObject], act: Callable[[JsonObject], None]) -> float:
    """The processor seconds of one document."""
    before = time.process_time()
    for document in documents:
        act(document)
    return (time.process_time() - before) / len(documents)


class _Stopwatch:
    """Does what a function does, and counts the processor time that it takes."""

    def __init__(self, act: Callable[[JsonObject], bytes]) -> None:
        self.seconds = 0.0
        self._act = act

    def __call__(self, document: JsonObject) -> bytes:
        before = time.process_time()
        done = self._act(document)
        self.seconds += time.process_time() - before
        return done
