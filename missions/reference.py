"""The pages of the reference about missions: their kinds, and the file of missions and paths."""

from __future__ import annotations

from app.kernel.reference import ReferencePage, ReferencePart, format_markdown_code
from app.people.targeting import AudienceSchema
from missions.authoring.shapes.mission import MissionSchema
from missions.authoring.shapes.path import MissionsAndPathsSchema, PathSchema, StepSchema
from missions.kind import mission_kinds

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


def _list_kind_page_parts() -> list[ReferencePart]:
    opening = "A mission is a row; its kind is code, one file of `missions/kinds`, and checks the row's settings."
    parts: list[ReferencePart] = [opening]
    for kind in mission_kinds().values():
        parts += [f"## {format_markdown_code(kind.name)}", kind.sentence, kind.settings]
    return parts


def _list_programme_file_page_parts() -> list[ReferencePart]:
    return [
        "YAML or JSON, in UTF-8, without tags, anchors or aliases. A moment names its distance from UTC.",
        *("## The file", MissionsAndPathsSchema, "## A mission", MissionSchema, "## A path", PathSchema),
        *("## A step", StepSchema, "## An audience", AudienceSchema),
        "## Settings",
        "The settings of a mission are those of its kind: see [the kinds of missions](missions-kinds.md).",
        "## An example",
        EXAMPLE,
    ]


KINDS_PAGE = ReferencePage("missions-kinds.md", "Kinds of missions", _list_kind_page_parts)
PROGRAMME_FILE_PAGE = ReferencePage(
    "programme-file.md", "The file of missions and paths", _list_programme_file_page_parts
)
