"""The bill of materials lists what the locks list, under licences that SPDX knows, in a document that CycloneDX's own library accepts."""

from __future__ import annotations

import json
import re
from importlib import metadata

import pytest
from click.testing import CliRunner
from cyclonedx.schema import SchemaVersion
from cyclonedx.spdx import is_expression
from cyclonedx.validation.json import JsonStrictValidator

from app.cli.bill_of_materials import command
from tests.architecture.source import ROOT, must_be_none

PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
PYTHON_LOCKS = [(ROOT / "requirements" / name).read_text() for name in ("run.txt", "dev.txt", "judges.txt")]
NODE_LOCKS = [(ROOT / folder / "package-lock.json").read_text() for folder in ("app/web/vendor", "tests/judges")]
VENDORED = json.loads((ROOT / "app/web/static/vendor/VENDOR.json").read_text())
KEPT_LICENCES = dict(
    line.split(" ", 1)
    for line in (ROOT / "requirements/licences.txt").read_text().splitlines()
    if not line.startswith("#")
)
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What an SPDX expression contains for each classifier; the licence is read from the package where BSD has two."""


def print_bill(*options: str) -> str:
    outcome = CliRunner().invoke(command, options, catch_exceptions=False)
    assert outcome.exit_code == 0
    return outcome.output


@pytest.mark.judge
def test_the_document_is_what_cyclonedx_asks_for() -> None:
    written = print_bill("--json")

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written) is None


def test_every_locked_package_is_in_the_bill_with_its_hashes() -> None:
    written = print_bill("--json", "--with-tests")
    components = {component["purl"]: component for component in json.loads(written)["components"]}

    locked = {f"pkg:pypi/{name}@{version}" for lock in PYTHON_LOCKS for name, version in PINNED.findall(lock)}
    for lock in NODE_LOCKS:
        packages = {path: package for path, package in json.loads(lock)["packages"].items() if path}
        locked |= {f"pkg:npm/{path.split('node_modules/')[-1]}@{p['version']}" for path, p in packages.items()}
    assert {address.replace("%40", "@") for address in components} == locked
    must_be_none(
        digest for lock in PYTHON_LOCKS for digest in re.findall(r"sha256:(\w+)", lock) if digest not in written
    )


def test_every_licence_is_known_to_spdx() -> None:
    components = json.loads(print_bill("--json", "--with-tests"))["components"]

    must_be_none(each["purl"] for each in components if not is_expression(each["licenses"][0]["expression"]))


def test_licences_are_kept_of_what_is_locked_and_agree_with_the_packages() -> None:
    assert KEPT_LICENCES.keys() == {name for lock in PYTHON_LOCKS for name, _ in PINNED.findall(lock)}
    for name, kept in KEPT_LICENCES.items():
        for declared in list_declared_licences(name):
            assert declared in kept, f"{name} says {declared}; requirements/licences.txt says {kept}."


def list_declared_licences(name: str) -> list[str]:
    """What an installed package says; nothing of one that this machine does not install."""
    try:
        package = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    if "License-Expression" in package:
        return [package["License-Expression"]]
    classifiers = [line.rpartition(" :: ")[2] for line in package.get_all("Classifier", [])]
    return [CLASSIFIERS[classifier] for classifier in classifiers if classifier in CLASSIFIERS]


def test_every_file_that_is_copied_is_in_the_bill_of_the_service() -> None:
    components = json.loads(print_bill("--json"))["components"]
    files = {file["name"]: file["hashes"][0]["content"] for each in components for file in each.get("components", [])}

    assert files == {note["file"]: note["sha256"] for note in VENDORED}
    assert {each["scope"] for each in components} == {"required"}


def test_the_table_is_for_people() -> None:
    assert re.search(r"^pypi +flask +\d\S+ +2 hashes +BSD-3-Clause$", print_bill(), re.MULTILINE)
    assert "pytest" not in print_bill()
    assert re.search(r"^ +SHA-256 \w{64} fonts/inter.woff2$", print_bill("--hashes"), re.MULTILINE)
