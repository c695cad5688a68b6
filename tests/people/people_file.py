"""Writes people files for the tests of the directory."""

from __future__ import annotations

from app.people.directory.columns import COLUMNS
from app.people.directory.outcome import EVERY_SITE

EVERYWHERE = {EVERY_SITE: "Europe/Paris"}
"""The answer to the time zone of every new site."""

ADA = {
    "external_id": "ada",
    "email": "ada@example.org",
    "given_name": "Ada",
    "family_name": "Lefèvre",
    "site": "Nantes",
    "region": "Grand Ouest",
    "unit": "Agences",
    "arrived_on": "2026-01-05",
}
BEN = ADA | {"external_id": "ben", "email": "ben@example.org", "given_name": "Ben"}
CHLOE = ADA | {"external_id": "chloe", "email": "chloe@example.org", "given_name": "Chloé"}


def people_file(*people: dict[str, str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A file with the columns that these people have."""
    columns = [name for name in COLUMNS if any(name in person for person in people)]
    lines = [columns, *([person.get(name, "") for name in columns] for person in people)]
    return "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
