"""The home of a demo, and the variables it keeps between two starts, its secrets among them."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from app.kernel.settings import Settings

PROJECT = Path(__file__).parents[2]
ENGINE_VARIABLES = ("DATABASE_URL", "REDIS_URL")
KEPT_VARIABLES = frozenset({field.metadata["variable"] for field in fields(Settings)} | {"PASSERELLE_URL"})


def demo_home_folder(environ: Mapping[str, str]) -> Path:
    """The folder that PASSERELLE_HOME names, else `.passerelle` in the project."""
    return Path(environ.get("PASSERELLE_HOME") or PROJECT / ".passerelle").absolute()


def read_demo_variables(home: Path) -> dict[str, str]:
    """The variables of the last demo of this home; empty before the first."""
    file = _variables_file(home)
    if not file.exists():
        return {}
    return dict(line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines() if "=" in line)


def write_demo_variables(home: Path, variables: Mapping[str, str]) -> None:
    """Keep the variables of a demo for its next start and for other commands, in a file that only its owner may read."""
    kept = {name: value for name, value in variables.items() if name in KEPT_VARIABLES}
    fresh = _variables_file(home).with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text("".join(f"{name}={value}\n" for name, value in kept.items()), encoding="utf-8")
    fresh.replace(_variables_file(home))


def build_demo_variables(home: Path, port: int) -> dict[str, str]:
    """The variables of a demo on this port, without the addresses of its engines."""
    address, kept = f"http://127.0.0.1:{port}", read_demo_variables(home)
    return {
        "SECRET_KEY": kept.get("SECRET_KEY") or secrets.token_urlsafe(48),
        "NOTES_KEY": kept.get("NOTES_KEY") or _draw_sealing_key(),
        "SOURCES_KEY": kept.get("SOURCES_KEY") or _draw_sealing_key(),
        "DEMO_NETWORK_TOKEN": kept.get("DEMO_NETWORK_TOKEN") or f"psr_{secrets.token_urlsafe(32)}",
        "BADGE_EMAIL": "badges@rivage.example",
        "BADGE_KEYS": str(home / "badge-keys"),
        "PUBLIC_URL": address,
        "PASSERELLE_URL": address,
        "COMPANY": "Rivage",
        "NETWORK_URL": f"{address}/demo/network",
        "NETWORK_COMMUNITY_URL": f"{address}/demo/network?community={{community}}",
        "DEMO": "yes",
        "SECURE_COOKIES": "no",
        "GROUP_BOARDS_EVERY": "0",
        "WORKING_HOURS": "always",
        "WEBHOOK_NETWORKS": "127.0.0.0/8",
        "WEBHOOK_PLAIN_HTTP": "yes",
    }


def _draw_sealing_key() -> str:
    return f"demo:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def nonempty_variables(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that are not empty."""
    return {name: value for name, value in environ.items() if value}


def short_path(path: Path) -> str:
    """The path as one types it in the project's folder."""
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else str(path)


def _variables_file(home: Path) -> Path:
    return home / "environment"
