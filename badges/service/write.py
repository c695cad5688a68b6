"""Saves the draft of a badge's next version, checked as a whole; a draft is awarded to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from sqlalchemy import delete

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.circles import find_circle
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject
from app.kernel.signs import find_hidden_sign
from badges import queries
from badges.criterion import (
    BadgeRule,
    ComposedRule,
    DatedCountRequirement,
    Words,
    list_required_badge_slugs,
    parse_settings_and_rule,
)
from badges.medal import MedalColour, MedalShape
from badges.models import Badge, BadgeRequirement, BadgeVersion
from badges.states import BadgeState

LONGEST_TERM = 120
"""In months."""

NEEDED = ErrorMessage(
    "Other badges take this one: {names}. Change them first.",
    french="D’autres badges prennent celui-ci en compte : {names}. Modifiez-les d’abord.",
)


@dataclass(frozen=True, kw_only=True)
class BadgeText:
    """The user-facing texts of a badge, in French and English, and how it is drawn."""

    name: Words
    description: Words
    icon: str = "award"
    shape: MedalShape = MedalShape.ROUND
    colour: MedalColour = MedalColour.PETROLE


@dataclass(frozen=True, kw_only=True)
class BadgeDraft:
    """Everything that an author writes for a version."""

    criterion: str
    text: BadgeText
    settings: JsonObject = field(default_factory=dict)
    valid_months: int | None = None
    group: str | None = None


def save_badge_draft(slug: str, badge_draft: BadgeDraft) -> BadgeVersion:
    """Save the draft of the badge's next version, in place of an earlier draft; Invalid names the wrong fields."""
    _refuse_hidden_signs_in_texts(badge_draft.text)
    _refuse_strange_term(badge_draft.valid_months)
    _refuse_unknown_group(badge_draft.group)
    settings, rule = parse_settings_and_rule(badge_draft.criterion, badge_draft.settings)
    required = _get_required_badges(rule)
    refuse_circle(slug, badge_draft.criterion, settings)
    badge = queries.find_badge(slug) or Badge(slug=slug)
    session().add(badge)
    session().flush()
    draft = queries.find_draft_version(badge) or BadgeVersion(
        badge_id=badge.id, number=queries.next_version_number(badge)
    )
    written = asdict(badge_draft.text) | {"criterion": badge_draft.criterion, "settings": settings}
    written |= {"valid_months": badge_draft.valid_months, "group_slug": badge_draft.group}
    for name, value in (written | _build_rule_columns(rule)).items():
        setattr(draft, name, value)
    session().add(draft)
    session().flush()
    _store_requirements(draft, required)
    return draft


class BadgeNeeded(Conflict):
    """Another badge takes this one."""


def delete_draft_or_unpublished_badge(badge: Badge) -> None:
    """Delete the draft; a badge that was never published goes with it, and its address is free again. Idempotent.

    BadgeNeeded while another draft takes such a badge.
    """
    session().refresh(badge, with_for_update=True)
    if badge.state == BadgeState.DRAFT and (needing := queries.list_badges_needing(badge)):
        raise BadgeNeeded(NEEDED.format(names=", ".join(needing)))
    session().execute(
        delete(BadgeVersion).where(BadgeVersion.badge_id == badge.id, BadgeVersion.published_at.is_(None))
    )
    if badge.state == BadgeState.DRAFT:
        session().delete(badge)
    session().flush()


def refuse_circle(slug: str, criterion: str, settings: JsonObject) -> None:
    """Refuse a rule by which badges would wait for one another; drafts of others count too."""
    others = queries.list_settings_of_other_badges(except_for=slug)
    needs: dict[str, set[str]] = {}
    for name, other, written in [*others, (slug, criterion, settings)]:
        needs.setdefault(name, set()).update(list_required_badge_slugs(other, written))
    circle = find_circle(needs)
    if circle:
        round_trip = " → ".join(circle)
        message = ErrorMessage(
            f"These badges wait for one another: {round_trip}.",
            french=f"Ces badges s’attendraient l’un l’autre : {round_trip}.",
        )
        raise Invalid(message, errors=[FieldError("/settings/badges", message)])


def _refuse_hidden_signs_in_texts(text: BadgeText) -> None:
    for name, words in {"name": text.name, "description": text.description}.items():
        for language, sentence in words.items():
            if hidden := find_hidden_sign(sentence):
                raise Invalid(hidden, errors=[FieldError(f"/{name}/{language}", hidden)])


def _refuse_strange_term(months: int | None) -> None:
    if months is not None and not 1 <= months <= LONGEST_TERM:
        message = ErrorMessage(
            f"A term lasts 1 to {LONGEST_TERM} months.", french=f"Une durée va de 1 à {LONGEST_TERM} mois."
        )
        raise Invalid(message, errors=[FieldError("/valid_months", message)])


def _refuse_unknown_group(slug: str | None) -> None:
    if slug is not None and queries.find_group(slug) is None:
        message = ErrorMessage(f"No group is called {slug}.", french=f"Aucun groupe ne s’appelle {slug}.")
        raise Invalid(message, errors=[FieldError("/group", message)])


def _build_rule_columns(rule: BadgeRule) -> dict[str, object]:
    if not isinstance(rule, CountRequirement):
        rule = CountRequirement((), DistinctBy.OBJECT, rule.wanted if isinstance(rule, ComposedRule) else 1)
    return {
        "counted_kinds": list(rule.kinds),
        "counted_by": rule.by.value,
        "among": None if rule.among is None else list(rule.among),
        "communities": None if rule.communities is None else list(rule.communities),
        "wanted": rule.wanted,
        "within_days": rule.within_days,
        "until_on": rule.until_on if isinstance(rule, DatedCountRequirement) else None,
    }


def _get_required_badges(rule: BadgeRule) -> list[Badge]:
    """The badges that a composed rule needs; Invalid at the place of the first one that does not exist."""
    if not isinstance(rule, ComposedRule):
        return []
    badges = {badge.slug: badge for badge in queries.list_badges_with_slugs(rule.badges)}
    for place, slug in enumerate(rule.badges):
        if slug not in badges:
            message = ErrorMessage(f"No badge is called {slug}.", french=f"Aucun badge ne s’appelle {slug}.")
            raise Invalid(message, errors=[FieldError(f"/settings/badges/{place}", message)])
    return [badges[slug] for slug in rule.badges]


def _store_requirements(version: BadgeVersion, required: Sequence[Badge]) -> None:
    session().execute(delete(BadgeRequirement).where(BadgeRequirement.version_id == version.id))
    session().add_all(BadgeRequirement(version_id=version.id, required_id=badge.id) for badge in required)
    session().flush()
