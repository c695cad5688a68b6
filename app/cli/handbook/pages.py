"""Writes the pages of the reference: those of settings, commands and the HTTP API, and those that features offer."""

from __future__ import annotations

import re
from dataclasses import MISSING, Field, fields

import click
from msgspec import convert

from app.cli.handbook.commands import render_commands_page
from app.cli.handbook.http_api import render_http_api_page
from app.cli.handbook.markdown import render_page, render_reference_part, render_table
from app.kernel.access import PUBLIC, find_route_permission
from app.kernel.application import Application
from app.kernel.manifest import Feature, list_features_of_application
from app.kernel.openapi import build_document
from app.kernel.reference import format_markdown_code
from app.kernel.settings import Settings
from app.web.openapi import ApiDocument

ARGUMENT = re.compile(r"<(?:[^<>:]+:)?([^<>]+)>")
"""An argument in an address as Flask writes it; OpenAPI writes {slug}."""


def render_reference(root: click.Group, application: Application) -> dict[str, str]:
    """Every page by the name of its file; `root` is the command above all others."""
    offered = [sheet for feature in list_features_of_application(application, Feature) for sheet in feature.reference]
    document = convert(build_document(application), ApiDocument)
    with application.app_context():
        pages = {sheet.file: render_page(sheet.title, *map(render_reference_part, sheet.parts())) for sheet in offered}
    return pages | {
        "settings.md": render_settings_page(),
        "commands.md": render_commands_page(root),
        "http-api.md": render_http_api_page(document, _permissions_by_operation(application)),
    }


def render_settings_page() -> str:
    """Every variable of the environment that the service reads."""
    opening = "Read once, at the start, from the environment. A missing or wrong one stops the start, by name."
    rows = [
        (format_markdown_code(field.metadata["variable"]), field.metadata["meaning"], _render_setting_default(field))
        for field in fields(Settings)
    ]
    return render_page("Settings", opening, render_table(("variable", "meaning", "when it is not set"), rows))


def _render_setting_default(field: Field[object]) -> str:
    if field.default is MISSING:
        return "the start stops"
    if isinstance(field.default, bool):
        return format_markdown_code("yes" if field.default else "no")
    return format_markdown_code(str(field.default)) if field.default not in ((), None) else "none"


def _permissions_by_operation(application: Application) -> dict[tuple[str, str], str]:
    return {
        (ARGUMENT.sub(r"{\1}", rule.rule), method): find_route_permission(application, rule.endpoint) or PUBLIC
        for rule in application.url_map.iter_rules()
        for method in rule.methods or ()
    }
