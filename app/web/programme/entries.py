"""Reads the entries of a programme file with every mistake at its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import marshmallow as ma

from app.kernel.circles import find_circle
from app.kernel.errors import Invalid
from app.kernel.file_section import AnySection, Words
from app.kernel.messages import ErrorMessage
from app.kernel.schema import Schema
from app.web.forms.objects import parse_object_with_errors
from app.web.programme.document import FileMistake, ParsedFile

TWICE = ErrorMessage("This name stands in the file twice.", french="Ce nom figure deux fois dans le fichier.")
NOTHING = ErrorMessage("It holds nothing.", french="Il ne contient rien.")
NOT_YOURS = ErrorMessage(
    "You may not import this part: take it out of the file.",
    french="Vous ne pouvez pas importer cette partie : ôtez-la du fichier.",
)
MOST_MISTAKES = 100
"""The reading of a file stops after the entry in which so many mistakes are reached."""


class ImportEffect(StrEnum):
    """What importing would do to an entry."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class FileEntry:
    """An entry as it was read: what its section makes of it, and its place in the file."""

    section: AnySection
    slug: str
    pointer: str
    draft: object


@dataclass(frozen=True)
class PlannedEntry:
    """An entry of the file and what would become of it."""

    noun: Words
    slug: str
    title: Words
    effect: ImportEffect


def parse_entries_or_mistakes(
    document: ParsedFile, sections: Sequence[AnySection], *, closed: Collection[str] = ()
) -> list[FileEntry] | list[FileMistake]:
    """The entries, each after those of its section that it rests on; or what is wrong, up to about MOST_MISTAKES.

    `closed` are the names of sections that the reader may not import.
    """
    shape, errors = parse_object_with_errors(build_file_schema(sections, closed)(), document.value)
    mistakes = [document.build_mistake_at(error.pointer, error.detail) for error in errors[:MOST_MISTAKES]]
    mistakes += [document.build_mistake_at(f"/{name}", NOT_YOURS) for name in closed if shape.get(name)]
    if mistakes:
        return mistakes
    entries: list[FileEntry] = []
    for section in sections:
        own = _parse_section(document, section, shape[section.name], mistakes)
        entries += _sort_entries_by_need(own) if not mistakes else ()
    if not mistakes and not entries:
        mistakes = [FileMistake(None, "", NOTHING)]
    return sorted(mistakes, key=lambda mistake: mistake.line or 0) or entries


def build_file_schema(sections: Sequence[AnySection], closed: Collection[str] = ()) -> type[ma.Schema]:
    """The schema of a whole file; each entry is then judged by its own section."""
    meanings = {section.name: section.meaning for section in sections} | dict.fromkeys(closed, "")
    return Schema.from_dict(
        {
            name: ma.fields.List(ma.fields.Dict(), load_default=list, metadata={"description": meaning})
            for name, meaning in meanings.items()
        },
        name="ProgrammeFile",
    )


def _parse_section(
    document: ParsedFile, section: AnySection, raws: Sequence[Mapping[str, object]], mistakes: list[FileMistake]
) -> dict[str, FileEntry]:
    """The entries of a section by slug; what is wrong joins `mistakes`."""
    entries: dict[str, FileEntry] = {}
    for place, raw in enumerate(raws):
        if len(mistakes) >= MOST_MISTAKES:
            break
        pointer = f"/{section.name}/{place}"
        try:
            slug, draft = section.parse(raw)
        except Invalid as refused:
            mistakes += [
                document.build_mistake_at(f"{pointer}{wrong.pointer}", wrong.detail) for wrong in refused.errors
            ]
            continue
        if slug in entries:
            mistakes.append(document.build_mistake_at(f"{pointer}/slug", TWICE))
        entries[slug] = FileEntry(section, slug, pointer, draft)
    mistakes += _iterate_circle_mistakes(document, section, entries)
    return entries


def _iterate_circle_mistakes(
    document: ParsedFile, section: AnySection, entries: Mapping[str, FileEntry]
) -> Iterator[FileMistake]:
    if section.circle and (circle := find_circle(_map_needs(entries))):
        message = section.circle.format(tour=" → ".join(circle))
        yield document.build_mistake_at(f"{entries[circle[0]].pointer}/settings", message)


def _sort_entries_by_need(entries: Mapping[str, FileEntry]) -> list[FileEntry]:
    """Those that others of the file rest on first; there is no circle among them."""
    needs, ordered = _map_needs(entries), dict[str, FileEntry]()
    while len(ordered) < len(entries):
        ready = {
            slug: entry for slug, entry in entries.items() if slug not in ordered and needs[slug] <= ordered.keys()
        }
        assert ready, "A circle was refused before."
        ordered |= ready
    return list(ordered.values())


def _map_needs(entries: Mapping[str, FileEntry]) -> dict[str, set[str]]:
    return {slug: set(entry.section.list_needs(entry.draft)) & entries.keys() for slug, entry in entries.items()}
