"""Gathers the bill of materials from every lock of the project."""

from __future__ import annotations

from app.cli.demo_home import PROJECT
from app.cli.materials.material import Material
from app.cli.materials.node_locks import list_node_materials
from app.cli.materials.python_locks import list_python_materials
from app.web.assets import STATIC

REQUIREMENTS = PROJECT / "requirements"
BROWSER_LOCK = PROJECT / "app" / "web" / "vendor" / "package-lock.json"
COPIES = STATIC / "vendor" / "VENDOR.json"
JUDGES_LOCK = PROJECT / "tests" / "judges" / "package-lock.json"


def list_materials(*, with_tests: bool) -> list[Material]:
    """What the service needs, and on request what only its tests need; each version of a package once, by registry and name."""
    materials = [
        *list_python_materials(REQUIREMENTS / "run.txt", is_for_service=True),
        *list_node_materials(BROWSER_LOCK, is_for_service=True, copies=COPIES),
    ]
    if with_tests:
        for lock in ("dev.txt", "judges.txt"):
            materials += list_python_materials(REQUIREMENTS / lock, is_for_service=False)
        materials += list_node_materials(JUDGES_LOCK, is_for_service=False)
    by_address = {material.address: material for material in reversed(materials)}
    return sorted(by_address.values(), key=lambda material: (material.registry != "pypi", material.address))
