"""Reads the form of an import: which heading is which column, the forms of text and days, and the answers to its questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject
from app.people.directory.cells import UnreadableCell, parse_time_zone
from app.people.directory.columns import COLUMNS, FIXED_COLUMNS
from app.people.directory.day_forms import DayOrder
from app.people.directory.encodings import ENCODINGS
from app.people.directory.file_format import FileFormat, encode_file_format, parse_file_format
from app.people.directory.outcome import MAX_DEPARTURES_PERCENT, ImportOptions

LONGEST_NAME = 60
NOT_ON_SCREEN = frozenset({"roles", "joined_on"})
"""What a file gives by command only: whoever sends a file on screen gives no role and no consent."""


@dataclass(frozen=True)
class ImportForm:
    """The answers of a form; `format_name` is under which name how the file is read is kept, empty for none.

    `is_sent` is whether a person has confirmed the columns.
    """

    file_format: FileFormat = field(default_factory=FileFormat)
    time_zones: Mapping[str, str] = field(default_factory=dict)
    renames: Mapping[str, bool] = field(default_factory=dict)
    departures: bool = False
    most_departures: str = str(MAX_DEPARTURES_PERCENT)
    match_emails: bool = False
    format_name: str = ""
    is_sent: bool = False

    def build_options(self) -> ImportOptions:
        """The options of the import; time zones that cannot be read wait for another answer."""
        return ImportOptions(
            departures=self.departures,
            most_departures=parse_percentage(self.most_departures) or MAX_DEPARTURES_PERCENT,
            match_emails=self.match_emails,
            file_format=self.file_format,
            time_zones={slug: zone for slug, zone in self.time_zones.items() if zone and find_zone_fault(zone) is None},
            renames=self.renames,
            gives_roles=False,
        )


def parse_percentage(typed: str) -> int | None:
    """A whole number from 1 to 100; None for anything else."""
    number = int(typed) if typed.isdecimal() and len(typed) <= 3 else 0
    return number if 1 <= number <= 100 else None


def find_zone_fault(zone: str) -> ErrorMessage | None:
    """What is wrong with a time zone; None for a good one."""
    try:
        parse_time_zone(zone)
    except UnreadableCell as wrong:
        return wrong.advice
    return None


def parse_import_form(sent: Mapping[str, str], earlier: ImportForm) -> ImportForm:
    """Read the fields that were sent; the names on networks stay those of the earlier form, since no field shows them."""
    columns = {name: sent[f"column-{name}"] for name in COLUMNS if f"column-{name}" in sent}
    fixed = {name: sent[f"fixed-{name}"].strip() for name in FIXED_COLUMNS if sent.get(f"fixed-{name}", "").strip()}
    order, encoding = sent.get("dates", ""), sent.get("encoding", "")
    return ImportForm(
        file_format=FileFormat(
            columns={name: heading for name, heading in columns.items() if name not in NOT_ON_SCREEN},
            fixed=fixed,
            accounts=earlier.file_format.accounts,
            day_order=DayOrder(order) if order in set(DayOrder) else None,
            encoding=encoding if encoding in ENCODINGS else None,
        ),
        time_zones={name[len("zone-") :]: zone.strip() for name, zone in sent.items() if name.startswith("zone-")},
        renames={
            name[len("rename-") :]: answer == "renamed" for name, answer in sent.items() if name.startswith("rename-")
        },
        departures="departures" in sent,
        most_departures=sent.get("most_departures", "").strip() or str(MAX_DEPARTURES_PERCENT),
        match_emails="match_emails" in sent,
        format_name=sent.get("format_name", "").strip(),
        is_sent=True,
    )


def encode_import_form(form: ImportForm) -> JsonObject:
    """The form as JSON, as it waits with its file."""
    return {
        "is_sent": form.is_sent,
        "format": encode_file_format(form.file_format),
        "time_zones": dict(form.time_zones),
        "renames": dict(form.renames),
        "departures": form.departures,
        "most_departures": form.most_departures,
        "match_emails": form.match_emails,
        "format_name": form.format_name,
    }


def decode_import_form(stored: JsonObject) -> ImportForm:
    """The form that `encode_import_form` wrote; an empty one for a file that has just been sent."""
    return ImportForm(
        file_format=parse_file_format(stored.get("format", {})),
        time_zones=stored.get("time_zones", {}),
        renames=stored.get("renames", {}),
        departures=stored.get("departures", False),
        most_departures=stored.get("most_departures", str(MAX_DEPARTURES_PERCENT)),
        match_emails=stored.get("match_emails", False),
        format_name=stored.get("format_name", ""),
        is_sent=stored.get("is_sent", False),
    )
