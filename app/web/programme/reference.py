"""The page of the reference about the programme file, assembled from its sections."""

from __future__ import annotations

from app.kernel.reference import ReferencePage, ReferencePart
from app.web.programme.entries import build_file_schema
from app.web.programme.queries import list_file_sections


def _list_page_parts() -> list[ReferencePart]:
    sections = list_file_sections()
    return [
        "YAML or JSON, in UTF-8, without tags, anchors or aliases. A moment names its distance from UTC.",
        "Missions and badges come in as drafts. Whoever may not write a section neither exports nor imports it.",
        *("## The file", build_file_schema(sections)),
        *(part for section in sections for part in section.reference),
        "## An example",
        "\n".join(["```yaml", *(section.example for section in sections), "```"]),
    ]


PROGRAMME_FILE_PAGE = ReferencePage("programme-file.md", "The programme file", _list_page_parts)
