"""A third-party package, as the locks describe it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

Registry = Literal["pypi", "npm"]


@dataclass(frozen=True, kw_only=True)
class Hash:
    """The hash of one file; `digest` is hexadecimal, `algorithm` is named as CycloneDX does."""

    algorithm: Literal["SHA-256", "SHA-512"]
    digest: str


@dataclass(frozen=True, kw_only=True)
class CopiedFile:
    """A file that this repository copies from a package."""

    path: str
    hash: Hash


@dataclass(frozen=True, kw_only=True)
class Material:
    """One version of a package. `condition` is the lock's, empty when every machine installs it; `hashes` are of its archives."""

    registry: Registry
    name: str
    version: str
    licence: str
    hashes: tuple[Hash, ...]
    is_for_service: bool
    condition: str = ""
    files: tuple[CopiedFile, ...] = ()

    @property
    def address(self) -> str:
        """The package URL (purl), which is unique."""
        return f"pkg:{self.registry}/{quote(self.name, safe='/')}@{quote(self.version)}"
