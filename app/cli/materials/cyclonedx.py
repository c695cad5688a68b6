"""Writes a bill of materials as CycloneDX 1.6 in JSON; the same locks give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import metadata

from app.cli.materials.material import CopiedFile, Hash, Material

FORMAT = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}


def encode_cyclonedx(materials: Iterable[Material]) -> str:
    """The document, in JSON."""
    document = FORMAT | {
        "metadata": {"component": _encode_passerelle()},
        "components": [_encode_material(material) for material in materials],
    }
    return json.dumps(document, indent=1)


def _encode_passerelle() -> Mapping[str, object]:
    own = metadata("passerelle")
    return {
        "type": "application",
        "bom-ref": "passerelle",
        "name": own["Name"],
        "version": own["Version"],
        "licenses": [{"expression": own["License-Expression"]}],
    }


def _encode_material(material: Material) -> Mapping[str, object]:
    """One component. A lock has a hash for each archive of a package, so the hashes stand at the distribution."""
    distribution = {"type": "distribution", "url": material.address, "hashes": _encode_hashes(material.hashes)}
    component: dict[str, object] = {
        "type": "library",
        "bom-ref": material.address,
        "name": material.name,
        "version": material.version,
        "scope": "required" if material.is_for_service else "excluded",
        "licenses": [{"expression": material.licence}],
        "purl": material.address,
        "externalReferences": [distribution],
    }
    if material.condition:
        component["properties"] = [{"name": "passerelle:condition", "value": material.condition}]
    if material.files:
        component["components"] = [_encode_file(material, file) for file in material.files]
    return component


def _encode_file(material: Material, file: CopiedFile) -> Mapping[str, object]:
    return {
        "type": "file",
        "bom-ref": f"{material.address}#{file.path}",
        "name": file.path,
        "hashes": _encode_hashes([file.hash]),
    }


def _encode_hashes(hashes: Iterable[Hash]) -> list[Mapping[str, str]]:
    return [{"alg": each.algorithm, "content": each.digest} for each in hashes]
