"""Seeds: drawn and committed before entries close, sealed until the result reveals them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.sealing import Keyring, SealedText
from missions.contests.draw.beacon import find_first_round_from
from missions.contests.draw.seed import SEED_BYTES, compute_commitment
from missions.contests.life.models import ContestResult
from missions.contests.life.queries import get_last_result
from missions.contests.models import Contest
from missions.contests.terms import ContestTerms

NEXT_ROUND_IN = timedelta(minutes=10)
"""How far ahead the round of a draw that replaces another lies: everybody can read which it is before its value exists."""


def commit_seed(contest: Contest, terms: ContestTerms, *, number: int, reason: str = "") -> ContestResult:
    """Promise a result: draw its seed, publish the commitment, and keep the seed sealed."""
    result = _build_promise(contest, secrets.token_bytes(SEED_BYTES), number, reason)
    result.beacon_round = terms.draw.beacon_round if number == 1 else find_next_round(terms)
    session().add(result)
    session().flush()
    return result


def commit_same_seed(contest: Contest, _terms: ContestTerms, *, number: int, reason: str) -> ContestResult:
    """Promise a result that was counted again: its ties are broken by the seed of the result before it, which is public."""
    before = get_last_result(contest.id)
    result = _build_promise(contest, bytes.fromhex(before.seed or ""), number, reason)
    result.commitment = before.commitment
    session().add(result)
    session().flush()
    return result


def find_next_round(terms: ContestTerms) -> int | None:
    """The first round of the beacon whose value does not exist yet; None where no beacon is mixed in."""
    soon = clock.now() + NEXT_ROUND_IN
    return None if terms.draw.beacon_round is None else find_first_round_from(soon)


def _build_promise(contest: Contest, seed: bytes, number: int, reason: str) -> ContestResult:
    sealed = _get_keyring().seal(seed.hex(), about=_name_seed(contest, number))
    return ContestResult(
        contest_id=contest.id,
        number=number,
        reason=reason,
        commitment=compute_commitment(seed, contest.slug, number),
        sealed_seed=sealed.body,
        sealed_with=sealed.key,
        committed_at=clock.now(),
    )


def unseal_seed(contest: Contest, result: ContestResult) -> bytes:
    """The seed that was committed; UnsealingFailed when its key is gone."""
    sealed = SealedText(result.sealed_with, result.sealed_seed)
    return bytes.fromhex(_get_keyring().unseal(sealed, about=_name_seed(contest, result.number)))


def _name_seed(contest: Contest, number: int) -> str:
    return f"contest:{contest.slug}:{number}"


def _get_keyring() -> Keyring:
    """The keys of the setting; without it, a key that follows from SECRET_KEY."""
    settings = current_settings()
    derived = hashlib.sha256(f"passerelle draws\n{settings.secret_key}".encode()).digest()
    return settings.draws_key or Keyring((("secret", derived),))
