"""Brings third-party files up to date: installs the locked packages, copies what the pages use, notes where each came from.

Run it with Node at hand, after a change of package.json or of the lists below: `python app/web/vendor/refresh.py`.
The result is committed, so nothing else needs Node or a network.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"
FILES = {
    "bootstrap": {"dist/css/bootstrap.min.css": "vendor/bootstrap.min.css"},
    "htmx.org": {"dist/htmx.min.js": "vendor/htmx.min.js"},
    "chart.js": {"dist/chart.umd.min.js": "vendor/chart.min.js"},
    "@fontsource-variable/inter": {"files/inter-latin-wght-normal.woff2": "fonts/inter.woff2"},
    "@fontsource-variable/bricolage-grotesque": {
        "files/bricolage-grotesque-latin-wght-normal.woff2": "fonts/bricolage-grotesque.woff2"
    },
}
ICONS = (
    "alert-circle", "alert-triangle", "arrow-left", "arrow-right", "award", "bell", "bolt", "book", "building", "chart-bar",
    "check", "chevron-down", "circle", "clock", "device-desktop", "door-exit", "external-link", "eye", "heart-handshake",
    "home", "info-circle", "language", "lifebuoy", "lock", "logout", "mail", "map-pin", "moon", "refresh", "route", "search",
    "settings", "shield-lock", "sun", "trophy", "user", "users",
)  # fmt: skip


def main() -> None:
    """Fetch, then copy, then write what was copied and under which licence."""
    subprocess.run(["npm", "ci", "--ignore-scripts", "--legacy-peer-deps"], cwd=HERE, check=True)
    for folder in ("vendor", "fonts", "icons"):
        shutil.rmtree(STATIC / folder, ignore_errors=True)
    wanted = FILES | {"@tabler/icons": {f"icons/outline/{name}.svg": f"icons/{name}.svg" for name in ICONS}}
    copied = [entry for package, files in wanted.items() for entry in _copy_package(package, files)]
    (STATIC / "vendor" / "VENDOR.json").write_text(json.dumps(copied, indent=1) + "\n", encoding="utf-8")
    _remove_registry_hosts_from_package_lock()
    print(f"{len(copied)} files copied")


def _copy_package(package: str, files: dict[str, str]) -> list[dict[str, str]]:
    source = HERE / "node_modules" / package
    manifest = json.loads((source / "package.json").read_text(encoding="utf-8"))
    licence = f"vendor/licences/{package.strip('@').replace('/', '-')}.txt"
    licence_name = next(path.name for path in sorted(source.glob("LICENSE*")))
    return [
        {
            "file": target,
            "package": package,
            "version": manifest["version"],
            "licence": manifest["license"],
            "sha256": _copy_and_hash_file(source / origin, STATIC / target),
        }
        for origin, target in (files | {licence_name: licence}).items()
    ]


def _copy_and_hash_file(origin: Path, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(origin.read_bytes())
    return hashlib.sha256(target.read_bytes()).hexdigest()


def _remove_registry_hosts_from_package_lock() -> None:
    """The lock names no registry host: npm finds each package where its user's settings say."""
    lock = HERE / "package-lock.json"
    manifest = json.loads(lock.read_text(encoding="utf-8"))
    for package in manifest["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)
    lock.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
