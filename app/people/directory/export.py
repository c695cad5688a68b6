"""Writes the directory as the same CSV that an import reads: a copy to keep, to mend, or to go back to."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict

from app.people.directory.columns import COLUMNS
from app.people.directory.entries import Directory, ExistingEntry

NOT_WRITTEN = "joined_on"
"""Consent is no column of an export: whoever left since would seem to have said yes."""

HEADER = [name for name in COLUMNS if name != NOT_WRITTEN]


def write_csv(directory: Directory) -> str:
    """Everybody, those who left included, by external_id."""
    written = io.StringIO()
    rows = csv.DictWriter(written, HEADER, delimiter=";")
    rows.writeheader()
    rows.writerows(_build_cells(known, directory) for known in directory.people.values())
    return written.getvalue()


def _build_cells(known: ExistingEntry, directory: Directory) -> dict[str, object]:
    site = directory.sites[known.entry.site]
    names = {
        "site": site.name,
        "region": directory.regions[site.region],
        "time_zone": site.time_zone,
        "unit": directory.units[known.entry.unit],
        "roles": " ".join(sorted(known.roles)),
    }
    return {**asdict(known.entry), **names}
