"""The pages of the reference about people: the table of roles, and the columns of the people file."""

from __future__ import annotations

from collections.abc import Iterable

from app.kernel.reference import (
    ReferencePage,
    ReferencePart,
    ReferenceTable,
    format_markdown_code,
    format_markdown_codes,
)
from app.people.directory.columns import COLUMNS, FIXED_COLUMNS
from app.people.directory.encodings import ENCODINGS
from app.people.roles import GIVEN_ROLES, PERSONAL_SCOPES, ROLES, SCOPES, TABLE


def _build_roles_page_parts() -> list[ReferencePart]:
    roles = [(format_markdown_code(role), sentence, _describe_role_origin(role)) for role, sentence in ROLES.items()]
    scopes, personal = (
        [(format_markdown_code(scope), sentence) for scope, sentence in group.items()]
        for group in (SCOPES, PERSONAL_SCOPES)
    )
    rights = [
        (
            format_markdown_code(permission),
            _format_granted_names_as_code(ROLES, grants),
            _format_granted_names_as_code(SCOPES | PERSONAL_SCOPES, _extract_scopes(grants)),
        )
        for permission, grants in TABLE.items()
    ]
    return [
        "Each address asks for one permission; a person has those of their roles, a machine those of its token's scopes.",
        ReferenceTable(("role", "who", "how it comes"), roles),
        "## Scopes of tokens",
        ReferenceTable(("scope", "lets a machine"), scopes),
        "## Scopes of the token that a person makes for a program of their own",
        ReferenceTable(("scope", "lets the program"), personal),
        "## Who may",
        ReferenceTable(("permission", "roles", "scopes"), rights),
    ]


def _describe_role_origin(role: str) -> str:
    return "somebody gives it" if role in GIVEN_ROLES else "from the account and the organisation chart"


def _extract_scopes(grants: Iterable[str]) -> set[str]:
    return {grant.removeprefix("scope:") for grant in grants if grant.startswith("scope:")}


def _format_granted_names_as_code(names: Iterable[str], selected: Iterable[str]) -> str:
    selection = set(selected)
    return format_markdown_codes(name for name in names if name in selection)


INTRODUCTION = (
    "The first lines may be a title or `sep=;`; the next names the columns, in any order, with commas, semicolons, tabs or bars between cells."
    " UTF-8 and UTF-16 are recognised; anything else is read as Windows-1252 and shown with three names, and `--encoding` overrides:"
    f" {format_markdown_codes(ENCODINGS)}. What no column needs is not read."
)
COLUMN_NOTES = (
    f"Of `given_name` and `family_name` one is needed. {', '.join(map(format_markdown_code, FIXED_COLUMNS))} may have one value for the whole file."
    " A column `account:NAME` holds the names by which the network NAME calls people."
)
DATE_FORMS = (
    "2026-11-02, 20261102, 02.11.2026, 2 Nov 2026 and Excel's 46328 are read. In 02/11/2026 and 02-11-2026, the other dates of the file tell whether the"
    " day or the month comes first; when none does, `--dates dmy` or `--dates mdy` says it. 0000-00-00 and 31.12.9999 are no day."
)


def _build_people_file_page_parts() -> list[ReferencePart]:
    rows = [
        (format_markdown_code(column.name), column.meaning, "yes" if column.required else "no", str(column.longest))
        for column in COLUMNS.values()
    ]
    headings = [
        (format_markdown_code(column.name), ", ".join(heading.replace("-", " ") for heading in column.headings))
        for column in COLUMNS.values()
        if column.headings
    ]
    return [
        INTRODUCTION,
        ReferenceTable(("column", "meaning", "needed", "longest"), rows),
        COLUMN_NOTES,
        "## Dates",
        DATE_FORMS,
        "## Headings that are recognised",
        "Whatever the capitals and accents. The first one that a file has is the column; it is shown with some values, and confirmed before it is used.",
        ReferenceTable(("column", "headings"), headings),
    ]


ROLES_PAGE = ReferencePage("roles.md", "Roles and scopes", _build_roles_page_parts)
PEOPLE_FILE_PAGE = ReferencePage("people-csv.md", "The people file", _build_people_file_page_parts)
