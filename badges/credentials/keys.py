"""The private keys of the issuer: files beside the database, of which the newest of each kind signs."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

ED25519, RSA = "ed25519", "rsa"
RSA_BITS = 3072
OPEN_TO_OTHERS = 0o027
"""Bits of a file that its group may write, or that everybody may read."""
OPEN_TO_WRITERS = 0o022
"""Bits of a folder into which others may put a key of their own, which would be the newest and sign."""

PrivateKey = Ed25519PrivateKey | RSAPrivateKey


class KeysUnusable(Exception):
    """A key is missing, cannot be read, or is open to others. The sentence names the file: it is for whoever keeps the server."""


@dataclass(frozen=True)
class SigningKeys:
    """The newest key of each kind with its name; never printed."""

    ed25519_name: str
    ed25519: Ed25519PrivateKey = field(repr=False)
    rsa_name: str
    rsa: RSAPrivateKey = field(repr=False)


def create_signing_keys(folder: Path, moment: datetime) -> SigningKeys:
    """Write a newer pair, which signs from now on; older files stay. Only the owner may read them; KeysUnusable where they cannot be written."""
    name = f"{moment:%Y%m%d%H%M%S}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_key(folder / f"{name}-{RSA}.pem", generate_private_key(65537, RSA_BITS))
        _write_key(folder / f"{name}-{ED25519}.pem", Ed25519PrivateKey.generate())
    except OSError as wrong:
        raise KeysUnusable(f"{folder} cannot take a new pair of keys: {wrong.strerror}.") from wrong
    return read_signing_keys(folder)


def holds_any_key(folder: Path) -> bool:
    """Whether keys were put into the folder, of whatever kind and state."""
    return any(folder.glob("*.pem"))


def read_signing_keys(folder: Path | None) -> SigningKeys:
    """The pair that signs; KeysUnusable, in one sentence, when there is none that may be used."""
    if folder is None:
        raise KeysUnusable("BADGE_KEYS names no folder.")
    if folder.is_dir() and folder.stat().st_mode & OPEN_TO_WRITERS:
        raise KeysUnusable(f"{folder} can be written by others. Run chmod 700 on it.")
    ed25519_path, rsa_path = (_find_newest_file(folder, kind) for kind in (ED25519, RSA))
    ed25519, rsa = _read_key(ed25519_path), _read_key(rsa_path)
    if not isinstance(ed25519, Ed25519PrivateKey) or not isinstance(rsa, RSAPrivateKey):
        raise KeysUnusable(f"{folder} holds a key under the name of another kind.")
    return SigningKeys(ed25519_path.stem, ed25519, rsa_path.stem, rsa)


def _write_key(path: Path, key: PrivateKey) -> None:
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(written)


def _find_newest_file(folder: Path, kind: str) -> Path:
    names = sorted(folder.glob(f"*-{kind}.pem"))
    if not names:
        raise KeysUnusable(f"{folder} holds no {kind} key. Make one: `passerelle badge-keys new`.")
    return names[-1]


def _read_key(path: Path) -> object:
    try:
        if path.stat().st_mode & OPEN_TO_OTHERS:
            raise KeysUnusable(f"{path} is open to others. Run chmod 600 on it.")
        # The primes are ours: proving them again would take half a second for each badge.
        return load_pem_private_key(path.read_bytes(), password=None, unsafe_skip_rsa_key_validation=True)
    except (OSError, ValueError, TypeError) as wrong:
        raise KeysUnusable(f"{path} cannot be read as a private key.") from wrong
