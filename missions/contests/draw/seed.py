"""The seed of a draw: committed before entries close, revealed after, and mixed with what nobody could choose."""

from __future__ import annotations

import hmac
from hashlib import sha256

from missions.contests.draw.entries import FORMAT, FrozenEntries

SEED_BYTES = 32


def compute_commitment(seed: bytes, contest: str, number: int) -> str:
    """What is published before entries close: a SHA-256 that fits this seed alone, for this draw of this contest."""
    assert len(seed) == SEED_BYTES, "A seed has 32 random bytes."
    return sha256(f"{FORMAT} seed\n{contest}\n{number}\n{seed.hex()}\n".encode()).hexdigest()


def is_committed_seed(seed: bytes, entries: FrozenEntries) -> bool:
    """Whether a seed is that of the commitment in the first line of the entries."""
    conditions = entries.conditions
    return compute_commitment(seed, conditions.contest, conditions.number) == conditions.commitment


def derive_final_seed(seed: bytes, entries: FrozenEntries, *, randomness: str | None = None) -> str:
    """The seed that decides, in hexadecimal; `randomness` is the beacon's, in hexadecimal, where one was announced.

    It depends on every byte of the frozen entries: whoever changes them draws anew.
    """
    conditions = entries.conditions
    assert is_committed_seed(seed, entries), "A draw is made with the seed that was committed."
    assert (randomness is None) == (conditions.beacon_round is None), "A draw mixes in the beacon that was announced."
    message = f"{FORMAT}\n{conditions.contest}\n{conditions.number}\n{entries.digest}\n{randomness or 'none'}\n"
    return hmac.digest(seed, message.encode(), "sha256").hex()
