"""Writes the page of the HTTP API from its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.cli.handbook.markdown import render_page, render_table
from app.kernel.problem_types import list_problem_types
from app.kernel.reference import format_markdown_code, format_markdown_codes
from app.web.openapi import ApiBody, ApiDocument, ApiOperation, ApiParameter, ApiRoute, ApiSchema

Permissions = Mapping[tuple[str, str], str]
"""Path and method to the permission that the address asks for."""


def render_http_api_page(document: ApiDocument, permissions: Permissions) -> str:
    """Every operation by its group, then the shapes of what they exchange."""
    return render_page(
        "HTTP API",
        document.info.description,
        *_render_operation_groups(document, permissions),
        "## Problems",
        "The type of a problem is the address of the page `/api/docs`, with `#problem-` and one of these names; other problems have the type `about:blank`.",
        render_table(
            ("status", "type", "meaning"),
            [(str(int(each.status)), format_markdown_code(each.name), each.meaning) for each in list_problem_types()],
        ),
        "## Shapes",
        *_render_schema_tables(document),
    )


def _render_operation_groups(document: ApiDocument, permissions: Permissions) -> Iterator[str]:
    for tag in document.tags:
        yield f"## {tag.name}"
        yield tag.description
        for path, method, route, operation in document.list_tagged_operations(tag.name):
            yield f"### {format_markdown_code(f'{method} {path}')}"
            yield operation.summary
            yield operation.description
            yield f"For whoever may [{format_markdown_code(permissions[path, method])}](roles.md#who-may)."
            yield from _render_operation(document, route, operation)


def _render_operation(document: ApiDocument, route: ApiRoute, operation: ApiOperation) -> Iterator[str]:
    yield render_table(
        ("parameter", "where", "type", "meaning"), _parameter_rows([*route.parameters, *operation.parameters])
    )
    if operation.body:
        yield f"Send {_body_types(operation.body)}. {operation.body.description}".strip()
    answers = [
        (status, document.get_body_behind_reference(body)) for status, body in sorted(operation.responses.items())
    ]
    yield render_table(
        ("status", "meaning", "body"), [(status, body.description, _body_types(body)) for status, body in answers]
    )


def _parameter_rows(parameters: list[ApiParameter]) -> list[tuple[str, ...]]:
    return [
        (
            format_markdown_code(parameter.name) + (" (needed)" if parameter.required else ""),
            parameter.place,
            parameter.schema.type_name(),
            parameter.description,
        )
        for parameter in parameters
    ]


def _body_types(body: ApiBody) -> str:
    return ", ".join(
        f"{format_markdown_code(media)} ({payload.schema.type_name()})" for media, payload in body.content.items()
    )


def _render_schema_tables(document: ApiDocument) -> Iterator[str]:
    for name, shape in sorted(document.components.schemas.items()):
        if shape.properties:
            yield f"### {name}"
            yield shape.description
            yield render_table(
                ("member", "type", "meaning"),
                [_schema_property_row(shape, name, member) for name, member in shape.properties.items()],
            )


def _schema_property_row(shape: ApiSchema, name: str, member: ApiSchema) -> tuple[str, ...]:
    needed = " (needed)" if name in shape.required else ""
    return (
        format_markdown_code(name) + needed,
        member.type_name(),
        " ".join(part for part in (member.description, format_markdown_codes(member.enum or ())) if part),
    )
