"""The command that prints the bill of materials: each third-party package with its version, its licence and its hashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from app.cli.materials.bill import list_materials
from app.cli.materials.cyclonedx import encode_cyclonedx
from app.cli.materials.material import Material


@click.command("bill-of-materials")
@click.option("--with-tests", is_flag=True, help="Add what only the tests need.")
@click.option(
    "--hashes", is_flag=True, help="Print the hash of each archive and of each copied file below its package."
)
@click.option("--json", "as_json", is_flag=True, help="Print CycloneDX 1.6 in JSON, hashes included.")
def command(*, with_tests: bool, hashes: bool, as_json: bool) -> None:
    """Print the third-party packages of the locks: version, licence, hashes."""
    materials = list_materials(with_tests=with_tests)
    if as_json:
        click.echo(encode_cyclonedx(materials))
        return
    _print_table(materials, hashes=hashes)
    _print_totals(materials)


def _print_table(materials: Sequence[Material], *, hashes: bool) -> None:
    widest = max(len(material.name) for material in materials)
    for material in materials:
        hash_count = len(material.hashes) + len(material.files)
        columns = f"{material.version:<16} {hash_count:>3} hashes  {material.licence}"
        click.echo(f"{material.registry:<5} {material.name:<{widest}} {columns}")
        if material.condition:
            click.echo(f"{'':<6}only where {material.condition}")
        if hashes:
            _print_hashes(material)


def _print_hashes(material: Material) -> None:
    for archive in material.hashes:
        click.echo(f"{'':<6}{archive.algorithm} {archive.digest}")
    for file in material.files:
        click.echo(f"{'':<6}{file.hash.algorithm} {file.hash.digest} {file.path}")


def _print_totals(materials: Sequence[Material]) -> None:
    licences = Counter(material.licence for material in materials)
    click.echo(f"\n{len(materials)} packages. By licence:")
    for licence, count in sorted(licences.items(), key=lambda each: (-each[1], each[0])):
        click.echo(f"{count:>5} {licence}")
