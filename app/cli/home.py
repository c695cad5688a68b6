"""Where a demo lives, and what it remembers between two starts: its variables, its secret among them."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from app.kernel.settings import Settings

PROJECT = Path(__file__).parents[2]
ENGINES = ("DATABASE_URL", "REDIS_URL")
KEPT = frozenset({field.metadata["variable"] for field in fields(Settings)} | {"PASSERELLE_URL"})


def find_home(environ: Mapping[str, str]) -> Path:
    """The folder that PASSERELLE_HOME names, else `.passerelle` in the project."""
    return Path(environ.get("PASSERELLE_HOME") or PROJECT / ".passerelle").absolute()


def remembered(home: Path) -> dict[str, str]:
    """The variables of the last demo of this home; none before the first."""
    file = _file(home)
    if not file.exists():
        return {}
    return dict(line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines() if "=" in line)


def remember(home: Path, variables: Mapping[str, str]) -> None:
    """Keep what a demo runs with for the next start, and for the commands beside it; for the owner's eyes alone."""
    kept = {name: value for name, value in variables.items() if name in KEPT}
    fresh = _file(home).with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text("".join(f"{name}={value}\n" for name, value in kept.items()), encoding="utf-8")
    fresh.replace(_file(home))


def demo_variables(home: Path, port: int) -> dict[str, str]:
    """What a demo on this port runs with, but for the addresses of its engines."""
    address = f"http://127.0.0.1:{port}"
    return {
        "SECRET_KEY": remembered(home).get("SECRET_KEY") or secrets.token_urlsafe(48),
        "NOTES_KEY": remembered(home).get("NOTES_KEY") or f"demo:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        "PUBLIC_URL": address,
        "PASSERELLE_URL": address,
        "COMPANY": "Rivage",
        "DEMO": "yes",
        "SECURE_COOKIES": "no",
        "GROUP_BOARDS_EVERY": "0",
        "WEBHOOK_NETWORKS": "127.0.0.0/8",
        "WEBHOOK_PLAIN_HTTP": "yes",
    }


def given(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that say something."""
    return {name: value for name, value in environ.items() if value}


def _file(home: Path) -> Path:
    return home / "environment"
