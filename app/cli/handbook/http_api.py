"""Writes the page of the HTTP API from its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.cli.handbook.markdown import page, table
from app.kernel.reference import code, codes
from app.web.openapi import Body, Document, Operation, Parameter, Route, Shape

Permissions = Mapping[tuple[str, str], str]
"""Path and method to the permission that the address asks for."""


def http_api_page(document: Document, permissions: Permissions) -> str:
    """Every operation by its group, then the shapes that they speak in."""
    return page("HTTP API", document.info.description, *_groups(document, permissions), "## Shapes", *_shapes(document))


def _groups(document: Document, permissions: Permissions) -> Iterator[str]:
    for tag in document.tags:
        yield f"## {tag.name}"
        yield tag.description
        for path, method, route, operation in document.tagged(tag.name):
            yield f"### {code(f'{method} {path}')}"
            yield operation.summary
            yield operation.description
            yield f"For whoever may [{code(permissions[path, method])}](roles.md#who-may)."
            yield from _exchange(document, route, operation)


def _exchange(document: Document, route: Route, operation: Operation) -> Iterator[str]:
    yield table(("parameter", "where", "type", "meaning"), _parameters([*route.parameters, *operation.parameters]))
    if operation.body:
        yield f"Send {_bodies(operation.body)}. {operation.body.description}".strip()
    answers = [(status, document.answer(body)) for status, body in sorted(operation.responses.items())]
    yield table(("status", "meaning", "body"), [(status, told.description, _bodies(told)) for status, told in answers])


def _parameters(parameters: list[Parameter]) -> list[tuple[str, ...]]:
    return [
        (
            code(known.name) + (" (needed)" if known.required else ""),
            known.place,
            known.schema.names(),
            known.description,
        )
        for known in parameters
    ]


def _bodies(body: Body) -> str:
    return ", ".join(f"{code(media)} ({said.schema.names()})" for media, said in body.content.items())


def _shapes(document: Document) -> Iterator[str]:
    for name, shape in sorted(document.components.schemas.items()):
        if shape.properties:
            yield f"### {name}"
            yield shape.description
            yield table(
                ("member", "type", "meaning"),
                [_member(shape, member, said) for member, said in shape.properties.items()],
            )


def _member(shape: Shape, name: str, said: Shape) -> tuple[str, ...]:
    needed = " (needed)" if name in shape.required else ""
    return (
        code(name) + needed,
        said.names(),
        " ".join(part for part in (said.description, codes(said.enum or ())) if part),
    )
