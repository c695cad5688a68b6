"""Hashes passwords with argon2, and takes as long to refuse a stranger as a colleague."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
"""Length is what makes a password strong; a very long one would only make us work."""

_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether `password` is the one that `kept` was made of. Without anything kept, the same work ends in no."""
    decoy = _decoy()
    try:
        _hasher.verify(kept or decoy, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_dated(kept: str) -> bool:
    """Whether `kept` was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(kept)


@cache
def _decoy() -> str:
    return hashed(secrets.token_urlsafe(32))
