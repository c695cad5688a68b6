"""Hashes passwords with argon2; a check takes the same time whether the account exists or not."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH, MAX_LENGTH = 12, 200
"""Length is what makes a password strong; a very long one would only make us work."""

_hasher = PasswordHasher()


def normalise_password(password: str) -> str:
    """The password as RFC 8265 compares it: composed letters, and every space the ordinary one. Two keyboards then write the same."""
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in password)
    return unicodedata.normalize("NFC", spaced)


def hash_password(password: str) -> str:
    """The hash that is kept of a password."""
    return _hasher.hash(normalise_password(password))


def is_password_for_hash(password: str, kept: str | None) -> bool:
    """Whether `kept` is the hash of `password`. Without a hash, the same work is done and the answer is no."""
    typed = password[: MAX_LENGTH + 1]
    return _verify_password(normalise_password(typed), kept) or is_hash_of_unnormalised_password(typed, kept)


def is_hash_of_unnormalised_password(password: str, kept: str | None) -> bool:
    """Whether `kept` is the hash of this password as it was typed, which earlier releases kept."""
    return password != normalise_password(password) and _verify_password(password, kept)


def is_hash_outdated(kept: str) -> bool:
    """Whether `kept` was made with weaker parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


def _verify_password(password: str, kept: str | None) -> bool:
    try:
        _hasher.verify(kept or _get_decoy_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _get_decoy_hash() -> str:
    return hash_password(secrets.token_urlsafe(32))
