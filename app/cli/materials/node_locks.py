"""Reads the packages for browsers and for Node from npm's locks, and the files that this repository copies from them."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from app.cli.materials.material import CopiedFile, Hash, Material

LICENCES_IN_FILES = {"@digitalbazaar/credentials-context": "BSD-3-Clause AND W3C-20150513"}
"""What the licence file of a package says, where its entry only points there."""


def list_node_materials(lock: Path, *, is_for_service: bool, copies: Path | None = None) -> list[Material]:
    """The packages of one lock; `copies` notes which files were copied from which package."""
    files = _read_copied_files(copies) if copies else {}
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return [
        Material(
            registry="npm",
            name=(name := path.rpartition("node_modules/")[2]),
            version=package["version"],
            licence=LICENCES_IN_FILES.get(name, package["license"]),
            hashes=(_decode_integrity(package["integrity"]),),
            is_for_service=is_for_service,
            files=files.get(name, ()),
        )
        for path, package in packages.items()
        if path
    ]


def _decode_integrity(integrity: str) -> Hash:
    algorithm, _, digest = integrity.partition("-")
    assert algorithm == "sha512", "npm's locks use SHA-512."
    return Hash(algorithm="SHA-512", digest=base64.b64decode(digest).hex())


def _read_copied_files(notes: Path) -> Mapping[str, tuple[CopiedFile, ...]]:
    files: dict[str, tuple[CopiedFile, ...]] = defaultdict(tuple)
    for note in json.loads(notes.read_text(encoding="utf-8")):
        copied = CopiedFile(path=note["file"], hash=Hash(algorithm="SHA-256", digest=note["sha256"]))
        files[note["package"]] += (copied,)
    return files
