"""Reads the programme as a file says it: the sections of all features, and their entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.kernel.file_section import AnySection
from app.kernel.manifest import list_features_of_current_application
from app.web.manifest import HomeCardFeature


def list_file_sections() -> list[AnySection]:
    """Every section, in the order of the file."""
    features = list_features_of_current_application(HomeCardFeature)
    return sorted((part for feature in features for part in feature.file_sections), key=lambda part: part.place)


def split_sections_by_permission(
    has_permission: Callable[[str], bool],
) -> tuple[list[AnySection], list[str]]:
    """The sections that somebody may see and import, and the names of the others."""
    sections = list_file_sections()
    own = [section for section in sections if has_permission(section.permission)]
    return own, [section.name for section in sections if section not in own]


def read_encoded_sections(sections: Sequence[AnySection]) -> dict[str, list[dict[str, object]]]:
    """What a file of these sections holds; a section without entries is left out."""
    encoded = {section.name: section.list_encoded() for section in sections}
    return {name: entries for name, entries in encoded.items() if entries}
