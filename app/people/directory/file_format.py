"""How one HR system writes its files: which heading is which column, what is the same for everybody, and the forms of text and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.kernel.schema import JsonObject
from app.people.directory.day_forms import DayOrder


@dataclass(frozen=True)
class FileFormat:
    """The form of a file. `columns` maps a column to its heading, an empty heading to none; what is missing is guessed.

    `fixed` maps a column to the value that everybody has. `accounts` maps a source of activities to the heading of
    the names that it calls people by.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    day_order: DayOrder | None = None
    encoding: str | None = None

    def override_with(self, other: FileFormat) -> FileFormat:
        """This format with everything that `other` states."""
        return replace(
            self,
            columns={**self.columns, **other.columns},
            fixed={**self.fixed, **other.fixed},
            accounts={**self.accounts, **other.accounts},
            day_order=other.day_order or self.day_order,
            encoding=other.encoding or self.encoding,
        )


def encode_file_format(file_format: FileFormat) -> JsonObject:
    """The format as JSON."""
    return {
        "columns": dict(file_format.columns),
        "fixed": dict(file_format.fixed),
        "accounts": dict(file_format.accounts),
        "day_order": file_format.day_order,
        "encoding": file_format.encoding,
    }


def parse_file_format(stored: Mapping[str, object]) -> FileFormat:
    """The format that `encode_file_format` wrote."""
    order, encoding = stored.get("day_order"), stored.get("encoding")
    return FileFormat(
        columns=_parse_texts(stored.get("columns")),
        fixed=_parse_texts(stored.get("fixed")),
        accounts=_parse_texts(stored.get("accounts")),
        day_order=DayOrder(order) if isinstance(order, str) else None,
        encoding=encoding if isinstance(encoding, str) else None,
    )


def _parse_texts(stored: object) -> dict[str, str]:
    return {str(name): str(text) for name, text in stored.items()} if isinstance(stored, dict) else {}
