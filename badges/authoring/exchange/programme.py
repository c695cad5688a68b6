"""Badges, and the people who give them, as sections of the programme file."""

from __future__ import annotations

from collections.abc import Collection

from app.kernel.file_section import FileSection
from app.kernel.messages import ErrorMessage
from badges.authoring.drafts import parse_badge_draft
from badges.authoring.exchange import queries, service
from badges.authoring.exchange.draft import GiversSchema, parse_givers_draft, parse_group_draft
from badges.authoring.fields import BadgeSchema
from badges.criterion import ComposedRule, parse_settings_and_rule
from badges.grouping.schemas import BadgeGroupSchema
from badges.grouping.service import save_group
from badges.service.write import BadgeDraft

GROUP_EXAMPLE = """badge_groups:
  - slug: help
    name: {fr: S’entraider, en: Helping each other}
    place: 1"""
BADGE_EXAMPLE = """badges:
  - slug: first-exchange
    criterion: activity-count
    name: {fr: Premier échange, en: First exchange}
    description: {fr: Il reconnaît un premier échange., en: It recognises a first exchange.}
    group: help
    settings: {facts: [post.created, answer.created], wanted: 2}
    shape: hexagon
    colour: prune
    icon: bolt
    valid_months: 12
  - slug: helping-hand
    criterion: given
    name: {fr: Coup de main, en: Helping hand}
    description: {fr: Il reconnaît une aide qui a compté., en: It recognises help that counted.}"""
GIVERS_EXAMPLE = """givers:
  - slug: helping-hand
    people: [E1042]"""
SETTINGS = "The settings of a badge are those of its criterion: see [the criteria of badges](badge-criteria.md)."


def _list_needed_slugs(badge_draft: BadgeDraft) -> Collection[str]:
    _, rule = parse_settings_and_rule(badge_draft.criterion, badge_draft.settings)
    return rule.badges if isinstance(rule, ComposedRule) else ()


GROUPS = FileSection(
    name="badge_groups",
    place=25,
    permission="badges.write",
    noun={"fr": "groupe", "en": "group"},
    meaning="The groups of badges; those that the file does not name stay.",
    reference=("## A group of badges", BadgeGroupSchema),
    example=GROUP_EXAMPLE,
    parse=parse_group_draft,
    list_encoded=queries.list_encoded_groups,
    find_current=queries.find_current_group,
    title=lambda draft: draft.name,
    save=save_group,
)
BADGES = FileSection(
    name="badges",
    place=30,
    permission="badges.write",
    noun={"fr": "badge", "en": "badge"},
    meaning="The badges, whatever their order; those that they take are in the file or here already.",
    reference=("## A badge", BadgeSchema, SETTINGS),
    example=BADGE_EXAMPLE,
    parse=parse_badge_draft,
    list_encoded=queries.list_encoded_badges,
    find_current=queries.find_current_badge,
    title=lambda draft: draft.text.name,
    save=service.save_badge_draft_unless_ended,
    publish=service.publish_badge_draft_if_any,
    list_needs=_list_needed_slugs,
    circle=ErrorMessage(
        "These badges wait for one another: {tour}.", french="Ces badges s’attendraient l’un l’autre : {tour}."
    ),
)
GIVERS = FileSection(
    name="givers",
    place=40,
    permission="awards.write",
    noun={"fr": "remise", "en": "givers"},
    meaning="Who gives the badges that are given by hand; only HR exports and imports it.",
    reference=("## Givers", GiversSchema),
    example=GIVERS_EXAMPLE,
    parse=parse_givers_draft,
    list_encoded=queries.list_encoded_givers,
    find_current=queries.find_current_givers,
    title=lambda _: {"fr": "Qui remet ce badge", "en": "Who gives this badge"},
    save=service.save_givers,
)
SECTIONS = (GROUPS, BADGES, GIVERS)
