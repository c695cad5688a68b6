"""Missions and paths as sections of the programme file."""

from __future__ import annotations

from app.kernel.file_section import FileSection
from app.kernel.messages import ErrorMessage
from app.people.targeting import AudienceSchema
from missions.authoring.drafts import parse_mission_draft, parse_path_draft
from missions.authoring.exchange import queries, service
from missions.authoring.shapes.mission import MissionSchema
from missions.authoring.shapes.path import PathSchema, StepSchema
from missions.kind import list_required_mission_slugs

MISSION_EXAMPLE = """missions:
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
    times: 2"""
PATH_EXAMPLE = """paths:
  - slug: first-weeks
    title: {fr: Premières semaines, en: First weeks}
    why: {fr: Trouver vos repères., en: Find your bearings.}
    objective: {fr: Que personne ne reste seul., en: That nobody is left alone.}
    sponsor: Claire Fontaine, human resources
    opens_on_joining: true
    steps:
      - mission: answer-a-question
        opens_after_days: 7"""
SETTINGS = "The settings of a mission are those of its kind: see [the kinds of missions](missions-kinds.md)."

MISSIONS = FileSection(
    name="missions",
    place=10,
    permission="missions.write",
    noun={"fr": "mission", "en": "mission"},
    meaning="The missions, whatever their order.",
    reference=("## A mission", MissionSchema, SETTINGS),
    example=MISSION_EXAMPLE,
    parse=parse_mission_draft,
    list_encoded=queries.list_encoded_missions,
    find_current=queries.find_current_mission,
    title=lambda draft: draft.text.title,
    save=service.save_mission_draft_unless_ended,
    publish=service.publish_mission_draft_if_any,
    list_needs=lambda draft: list_required_mission_slugs(draft.kind, draft.settings),
    circle=ErrorMessage(
        "These missions wait for one another: {tour}.", french="Ces missions s’attendraient l’une l’autre : {tour}."
    ),
)
PATHS = FileSection(
    name="paths",
    place=20,
    permission="missions.write",
    noun={"fr": "parcours", "en": "path"},
    meaning="The paths; their missions are in the file or here already.",
    reference=("## A path", PathSchema, "## A step", StepSchema, "## An audience", AudienceSchema),
    example=PATH_EXAMPLE,
    parse=parse_path_draft,
    list_encoded=queries.list_encoded_paths,
    find_current=queries.find_current_path,
    title=lambda draft: draft.text.title,
    save=service.save_path,
    publish=service.publish_path_or_enrol_audience,
    settle=service.enrol_path_audience,
)
SECTIONS = (MISSIONS, PATHS)
