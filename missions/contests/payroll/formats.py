"""The formats of payroll's files, named by what they are: no program is named, for each release reads others."""

from __future__ import annotations

from app.kernel.spreadsheets import UTF_8, CsvFormat
from app.kernel.texts import N_

WINDOWS = "cp1252"

PAYROLL_FORMATS = {
    "semicolon-windows-1252": CsvFormat(";", WINDOWS),
    "semicolon-utf-8": CsvFormat(";", UTF_8),
    "tab-windows-1252": CsvFormat("\t", WINDOWS),
    "tab-utf-8": CsvFormat("\t", UTF_8),
}
"""The formats that may be chosen, the usual one first."""

FORMAT_NAMES = {
    "semicolon-windows-1252": N_("Séparé par « ; », Windows-1252"),
    "semicolon-utf-8": N_("Séparé par « ; », UTF-8 avec marque d’ordre des octets"),
    "tab-windows-1252": N_("Séparé par tabulations, Windows-1252"),
    "tab-utf-8": N_("Séparé par tabulations, UTF-8 avec marque d’ordre des octets"),
}


def get_content_type(name: str) -> str:
    """The content type of a file of that format."""
    return f"text/csv; charset={'windows-1252' if PAYROLL_FORMATS[name].encoding == WINDOWS else 'utf-8'}"
