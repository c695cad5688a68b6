"""Writes the sections of a programme as YAML or JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson
import yaml

EncodedSections = Mapping[str, Sequence[object]]
"""The entries of each section as a file says them, by the section's name."""


class _YamlDumperWithoutAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's interface
        """Equal values are written out each time: anchors are not read back."""
        return True


def encode_yaml_file(sections: EncodedSections) -> str:
    """The file as YAML, in the order in which people write."""
    text: str = yaml.dump(
        dict(sections), Dumper=_YamlDumperWithoutAliases, allow_unicode=True, sort_keys=False, width=100
    )
    return text


def encode_json_file(sections: EncodedSections) -> str:
    """The file as JSON."""
    return orjson.dumps(dict(sections), option=orjson.OPT_INDENT_2).decode()
