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
from app.people.directory.columns import COLUMNS
from app.people.roles import GIVEN_ROLES, ROLES, SCOPES, TABLE


def _build_roles_page_parts() -> list[ReferencePart]:
    roles = [(format_markdown_code(role), sentence, _describe_role_origin(role)) for role, sentence in ROLES.items()]
    scopes = [(format_markdown_code(scope), sentence) for scope, sentence in SCOPES.items()]
    rights = [
        (
            format_markdown_code(permission),
            _format_granted_names_as_code(ROLES, grants),
            _format_granted_names_as_code(SCOPES, _extract_scopes(grants)),
        )
        for permission, grants in TABLE.items()
    ]
    return [
        "Each address asks for one permission; a person has those of their roles, a machine those of its token's scopes.",
        ReferenceTable(("role", "who", "how it comes"), roles),
        "## Scopes of tokens",
        ReferenceTable(("scope", "lets a machine"), scopes),
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


def _build_people_file_page_parts() -> list[ReferencePart]:
    rows = [
        (format_markdown_code(column.name), column.meaning, "yes" if column.required else "no", str(column.longest))
        for column in COLUMNS.values()
    ]
    return [
        "UTF-8 or Windows-1252, with commas, semicolons or tabs; the first line names the columns, in any order.",
        ReferenceTable(("column", "meaning", "needed", "longest"), rows),
    ]


ROLES_PAGE = ReferencePage("roles.md", "Roles and scopes", _build_roles_page_parts)
PEOPLE_FILE_PAGE = ReferencePage("people-csv.md", "The people file", _build_people_file_page_parts)
