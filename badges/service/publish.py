"""Publishes a version, pauses, resumes and ends a badge; what was awarded stays."""

from __future__ import annotations

from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.lifecycle import IllegalStep
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject
from badges import queries
from badges.models import Badge, BadgeVersion
from badges.service.write import BadgeDraft, BadgeText, refuse_circle, save_badge_draft
from badges.states import BADGE_LIFECYCLE

PUBLISH_FIRST = ErrorMessage(
    "It takes badges that are not published yet: {names}. Publish them first.",
    french="Il prend en compte des badges qui ne sont pas encore publiés : {names}. Publiez-les d’abord.",
)


class NoBadgeDraft(Conflict):
    """There is no draft to publish."""


class BadgeStepRefused(Conflict):
    """The state of the badge does not allow this step."""


def create_and_publish_badge(
    slug: str, criterion: str, settings: JsonObject, *, text: BadgeText, group: str | None = None
) -> Badge:
    """Write and publish a new badge; Invalid if its criterion refuses the settings, Conflict if the slug is taken."""
    if queries.find_badge(slug):
        raise Conflict(f"A badge is already called {slug}.")
    save_badge_draft(slug, BadgeDraft(criterion=criterion, settings=settings, text=text, group=group))
    badge = queries.get_badge(slug)
    publish_badge_draft(badge)
    return badge


def publish_badge_draft(badge: Badge) -> BadgeVersion:
    """Put the draft in force: awarded ones keep their version, and whoever earned it already gets it within a minute.

    NoBadgeDraft without one; BadgeStepRefused after the end, or while a badge that it takes was never published.
    """
    _take_step(badge, "publish")
    draft = queries.find_draft_version(badge)
    if draft is None:
        raise NoBadgeDraft("Nothing new is written: there is no draft to publish.")
    refuse_circle(badge.slug, draft.criterion, draft.settings)
    if unpublished := queries.list_unpublished_badges_needed_by(draft):
        raise BadgeStepRefused(PUBLISH_FIRST.format(names=", ".join(unpublished)))
    old = update(BadgeVersion).where(BadgeVersion.badge_id == badge.id, BadgeVersion.is_current)
    session().execute(old.values(is_current=False))
    draft.published_at, draft.is_current = clock.now(), True
    badge.past_position = 0
    session().flush()
    return draft


def pause_badge(badge: Badge) -> None:
    """Award it to nobody new; a second time changes nothing."""
    _take_step(badge, "pause")


def resume_badge(badge: Badge) -> None:
    """Award it again, and to those who earned it meanwhile."""
    was = badge.state
    _take_step(badge, "resume")
    if badge.state != was:
        badge.past_position = 0


def end_badge(badge: Badge) -> None:
    """Count nothing that happens from now on; earlier facts that arrive late still count."""
    was = badge.state
    _take_step(badge, "end")
    if badge.state != was:
        badge.ended_at = clock.now()
    session().flush()


def _take_step(badge: Badge, step_name: str) -> None:
    session().refresh(badge, with_for_update=True)
    try:
        badge.state = BADGE_LIFECYCLE.state_after_repeatable_step(step_name, badge.state)
    except IllegalStep as illegal:
        raise BadgeStepRefused(f"This badge is {badge.state}: it cannot {step_name}.") from illegal
