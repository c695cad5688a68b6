"""Writes the directory as the CSV that an import reads: a copy to keep, to correct, or to restore."""

from __future__ import annotations

import csv
import io

from app.kernel.spreadsheets import guard_formula
from app.people.directory.columns import COLUMNS
from app.people.directory.entries import Directory, ExistingEntry

NOT_WRITTEN = "joined_on"
"""Consent is not exported: a person who stopped since would seem to have joined."""

HEADER = [name for name in COLUMNS if name != NOT_WRITTEN]


def encode_directory_as_csv(directory: Directory) -> str:
    """All people, those who left included, by external_id."""
    written = io.StringIO()
    rows = csv.DictWriter(written, HEADER, delimiter=";")
    rows.writeheader()
    for person in directory.people.values():
        cells = _build_cells(person, directory)
        rows.writerow({name: guard_formula(str(cell)) if cell is not None else "" for name, cell in cells.items()})
    return written.getvalue()


def _build_cells(person: ExistingEntry, directory: Directory) -> dict[str, object]:
    site = directory.sites[person.entry.site]
    names = {
        "site": site.name,
        "region": directory.regions[site.region],
        "time_zone": site.time_zone,
        "unit": directory.units[person.entry.unit],
        "roles": " ".join(sorted(person.roles)),
    }
    return {**person.entry._asdict(), **names}
