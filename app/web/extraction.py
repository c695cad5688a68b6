"""Keeps the English catalogue in step with the sources: `python -m app.web.extraction` adds what is new, drops what is gone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.web.catalogue import ENGLISH_CATALOGUE

ROOT = Path(__file__).parents[2]
SOURCES = ("app", "missions", "badges", "mentoring")
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "NavigationEntry": (1,), "SpacePart": (2,)}
"""The first argument of a NavigationEntry is a label that people read, and the second of a SpacePart."""

HEADER = rb"""msgid ""
msgstr ""
"Project-Id-Version: Passerelle\n"
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
"""Without dates and names, so that the file changes only when a text does."""


def extract_catalogue() -> Catalog:
    """Every text that a template or a module marks as visible, in the order of the files."""
    catalogue = Catalog(locale="en", project="Passerelle", fuzzy=False)
    for path, message in sorted(_extract_texts(), key=lambda entry: entry[0]):
        catalogue.add(message, locations=[(path, 0)])
    return catalogue


def read_english_catalogue() -> Catalog:
    """The committed catalogue."""
    with ENGLISH_CATALOGUE.open("rb") as source:
        return read_po(source, locale="en")


def update_english_catalogue() -> list[str]:
    """Bring the committed catalogue up to date; returns the texts that have no English yet."""
    catalogue = read_english_catalogue()
    catalogue.update(extract_catalogue(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, include_lineno=False, sort_by_file=True)
    ENGLISH_CATALOGUE.write_bytes(HEADER + body.getvalue())
    return list_untranslated_texts(catalogue)


def list_untranslated_texts(catalogue: Catalog) -> list[str]:
    """The texts of `catalogue` without English, with only one of its two forms, or marked as unsure (fuzzy): none is read."""
    unread = (message for message in catalogue if message.fuzzy or not _is_fully_translated(message.string))
    return [str(message.id) for message in unread if message.id]


def _is_fully_translated(text: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


def _extract_texts() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for folder in SOURCES:
        for path, _, message, _, _ in extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS):
            yield f"{folder}/{path}", message


if __name__ == "__main__":
    sys.stdout.writelines(f"No English yet: {text}\n" for text in update_english_catalogue())
