"""Reads the packages for Python from `requirements`, with the licences that are kept beside the locks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from app.cli.materials.material import Hash, Material

LICENCES = "licences.txt"
ENTRY = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; (?P<condition>.+?))?(?P<hashes>(?: --hash=sha256:\w+)+)$"
)


def list_python_materials(lock: Path, *, is_for_service: bool) -> list[Material]:
    """The packages of one lock; KeyError when the licence of one is not kept."""
    licences = read_python_licences(lock.with_name(LICENCES))
    return [
        Material(
            registry="pypi",
            name=entry["name"],
            version=entry["version"],
            licence=licences[entry["name"]],
            hashes=tuple(Hash(algorithm="SHA-256", digest=digest) for digest in _list_digests(entry["hashes"])),
            is_for_service=is_for_service,
            condition=entry["condition"] or "",
        )
        for entry in _iterate_entries(lock)
    ]


def read_python_licences(file: Path) -> dict[str, str]:
    """The SPDX expression of each package, by its name."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))


def _iterate_entries(lock: Path) -> Iterator[re.Match[str]]:
    joined = re.sub(r" \\\n\s+", " ", lock.read_text(encoding="utf-8"))
    for line in joined.splitlines():
        if line and not line.startswith("#"):
            entry = ENTRY.match(line)
            assert entry is not None, f"{lock.name} is a lock with hashes: {line[:80]}"
            yield entry


def _list_digests(hashes: str) -> list[str]:
    return re.findall(r"sha256:(\w+)", hashes)
