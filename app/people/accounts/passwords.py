"""Hashes passwords with argon2; a check takes the same time whether the account exists or not."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH, MAX_LENGTH = 12, 200
"""Length is what makes a password strong; a very long one would only make us work."""

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash that is kept of a password."""
    return _hasher.hash(password)


def is_password_for_hash(password: str, kept: str | None) -> bool:
    """Whether `kept` is the hash of `password`. Without a hash, the same work is done and the answer is no."""
    decoy = _get_decoy_hash()
    try:
        _hasher.verify(kept or decoy, password[: MAX_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_hash_outdated(kept: str) -> bool:
    """Whether `kept` was made with weaker parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


@cache
def _get_decoy_hash() -> str:
    return hash_password(secrets.token_urlsafe(32))
