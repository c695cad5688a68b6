"""What the import contract does not look at: circles inside a floor, and files that stand on none."""

from __future__ import annotations

from tests.architecture.source import must_be_none, product
from tests.architecture.structure import circles, floors, package


def test_no_import_goes_in_a_circle() -> None:
    must_be_none(" → ".join(circle) for circle in circles())


def test_every_file_stands_on_a_floor_of_the_import_contract() -> None:
    packages = {name for names in floors() for name in names}
    must_be_none(
        module.dotted for module in product() if package(module.dotted) not in packages and module.dotted != "app"
    )
