"""Writes each page of the reference from the code that it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import MISSING, Field, fields

import click
from msgspec import convert

from app.cli.handbook.commands import commands_page
from app.cli.handbook.fields import settings_table
from app.cli.handbook.http_api import http_api_page
from app.cli.handbook.markdown import code, codes, page, table
from app.journal.kinds import KINDS
from app.kernel.access import PUBLIC, permission_of
from app.kernel.application import Application
from app.kernel.document import build_document
from app.kernel.settings import Settings
from app.people.directory.columns import COLUMNS
from app.people.roles import GIVEN_ROLES, ROLES, SCOPES, TABLE
from app.people.targeting import AudienceSchema
from app.web.openapi import Document
from badges.criterion import criteria
from missions.authoring.shapes.mission import MissionSchema
from missions.authoring.shapes.path import PathSchema, ProgrammeSchema, StepSchema
from missions.kind import kinds

ARGUMENT = re.compile(r"<(?:[^<>:]+:)?([^<>]+)>")
"""An argument in an address as Flask writes it; OpenAPI writes {slug}."""


def reference_pages(root: click.Group, application: Application) -> dict[str, str]:
    """Every page by the name of its file; `root` is the command above all others."""
    return {
        "settings.md": settings_page(),
        "facts.md": facts_page(),
        "missions-kinds.md": mission_kinds_page(),
        "badge-criteria.md": badge_criteria_page(),
        "roles.md": roles_page(),
        "people-csv.md": people_csv_page(),
        "programme-file.md": programme_file_page(),
        "commands.md": commands_page(root),
        "http-api.md": http_api_page(convert(build_document(application), Document), _permissions(application)),
    }


def settings_page() -> str:
    """Every variable of the environment that the service reads."""
    told = "Read once, at the start, from the environment. A missing or wrong one stops the start, by name."
    rows = [
        (code(known.metadata["variable"]), known.metadata["meaning"], _default(known)) for known in fields(Settings)
    ]
    return page("Settings", told, table(("variable", "meaning", "when it is not set"), rows))


def _default(known: Field[object]) -> str:
    if known.default is MISSING:
        return "the start stops"
    if isinstance(known.default, bool):
        return code("yes" if known.default else "no")
    return code(str(known.default)) if known.default not in ((), None) else "none"


def facts_page() -> str:
    """The closed list of what can happen."""
    told = "Everything that happens is one fact of one of these kinds, written once in the journal."
    rows = [(code(kind), sentence) for kind, sentence in KINDS.items()]
    return page("Kinds of facts", told, table(("kind", "what happened"), rows))


def mission_kinds_page() -> str:
    """What a mission can ask for."""
    told = "A mission is a row; its kind is code, one file of `missions/kinds`, and checks the row's settings."
    found = kinds().values()
    parts = [part for one in found for part in (f"## {code(one.name)}", one.sentence, settings_table(one.settings))]
    return page("Kinds of missions", told, *parts)


def badge_criteria_page() -> str:
    """What a badge can ask for."""
    told = "A badge is a row; its criterion is code, one file of `badges/criteria`, and checks the row's settings."
    found = criteria().values()
    parts = [part for one in found for part in (f"## {code(one.name)}", one.sentence, settings_table(one.settings))]
    return page("Criteria of badges", told, *parts)


def roles_page() -> str:
    """Who may do what."""
    roles = [(code(role), who, _how_it_comes(role)) for role, who in ROLES.items()]
    scopes = [(code(scope), meaning) for scope, meaning in SCOPES.items()]
    rights = [
        (code(permission), _held(grants, ROLES), _held(_scopes(grants), SCOPES)) for permission, grants in TABLE.items()
    ]
    return page(
        "Roles and scopes",
        "Each address asks for one permission; a person has those of their roles, a machine those of its token's scopes.",
        table(("role", "who", "how it comes"), roles),
        "## Scopes of tokens",
        table(("scope", "lets a machine"), scopes),
        "## Who may",
        table(("permission", "roles", "scopes"), rights),
    )


def _how_it_comes(role: str) -> str:
    return "somebody gives it" if role in GIVEN_ROLES else "from the account and the organisation chart"


def _scopes(grants: Iterable[str]) -> set[str]:
    return {grant.removeprefix("scope:") for grant in grants if grant.startswith("scope:")}


def _held(grants: Iterable[str], known: Iterable[str]) -> str:
    held = set(grants)
    return codes(name for name in known if name in held)


def people_csv_page() -> str:
    """The columns of the people file."""
    told = "UTF-8 or Windows-1252, with commas, semicolons or tabs; the first line names the columns, in any order."
    rows = [
        (code(one.name), one.meaning, "yes" if one.required else "no", str(one.longest)) for one in COLUMNS.values()
    ]
    return page("The people file", told, table(("column", "meaning", "needed", "longest"), rows))


def programme_file_page() -> str:
    """What a file of missions and paths may say."""
    told = "YAML or JSON, in UTF-8, without tags, anchors or aliases. A moment names its distance from UTC."
    parts = (
        ("The file", ProgrammeSchema),
        ("A mission", MissionSchema),
        ("A path", PathSchema),
        ("A step", StepSchema),
        ("An audience", AudienceSchema),
    )
    tables = [part for title, schema in parts for part in (f"## {title}", settings_table(schema))]
    kinds_told = "The settings of a mission are those of its kind: see [the kinds of missions](missions-kinds.md)."
    return page("The file of missions and paths", told, *tables, "## Settings", kinds_told, "## An example", EXAMPLE)


EXAMPLE = """```yaml
missions:
  - slug: answer-a-question
    kind: activity
    title: {fr: Répondez à une question, en: Answer a question}
    why: {fr: Deux phrases suffisent à débloquer quelqu’un., en: Two sentences are enough to help somebody on.}
    who_sees: {fr: Les membres de la communauté., en: The members of the community.}
    minutes: 10
    points: 20
    settings: {facts: [answer.created], wanted: 1}
    audience: {languages: [fr]}
    period: week
    times: 2
paths:
  - slug: first-weeks
    title: {fr: Premières semaines, en: First weeks}
    why: {fr: Trouver vos repères., en: Find your bearings.}
    objective: {fr: Que personne ne reste seul., en: That nobody is left alone.}
    sponsor: Claire Fontaine, human resources
    opens_on_joining: true
    steps:
      - mission: answer-a-question
        opens_after_days: 7
```"""


def _permissions(application: Application) -> dict[tuple[str, str], str]:
    return {
        (ARGUMENT.sub(r"{\1}", rule.rule), method): permission_of(application, rule.endpoint) or PUBLIC
        for rule in application.url_map.iter_rules()
        for method in rule.methods or ()
    }
