"""Saves an author's answers as the draft of a version when the author says so."""

from __future__ import annotations

from app.kernel.errors import Conflict, FieldError, Invalid
from app.people.form_drafts.service import delete_form_draft
from app.people.form_drafts.steps import Answers, hash_answers
from app.web.forms.objects import REFUSED, TAKEN, fill_in_slug
from badges import queries
from badges.authoring.drafts import encode_badge_version, parse_badge_draft
from badges.authoring.queries import get_newest_version
from badges.authoring.writing.drafts import WrittenBadge
from badges.authoring.writing.queries import lock_badge_to_write
from badges.service.publish import BadgeStepRefused
from badges.service.write import save_badge_draft
from badges.states import BadgeState


class BadgeChangedElsewhere(Conflict):
    """Another person saved a version since these answers began."""


def drop_answers(written: WrittenBadge, person_id: int) -> None:
    """Forget the answers that were kept; the versions stay as they are. Idempotent."""
    delete_form_draft(person_id, written.draft_name)


def save_answers_as_draft(written: WrittenBadge, person_id: int, answers: Answers, *, base: str) -> str:
    """Save the answers as the draft of the next version, forget them, and return the slug of the badge.

    `base` is the version on which the author's page stands; empty checks nothing. BadgeChangedElsewhere when another person
    saved a version since, BadgeStepRefused after the end. Invalid names the wrong fields.
    """
    slug, badge_draft = parse_badge_draft(name_answers(written, answers))
    if written.badge is not None:
        _lock_badge_and_check_base(written.badge.slug, base)
    elif queries.find_badge(slug):
        raise Invalid(REFUSED, errors=[FieldError("/slug", str(TAKEN))])
    save_badge_draft(slug, badge_draft)
    delete_form_draft(person_id, written.draft_name)
    return slug


def name_answers(written: WrittenBadge, answers: Answers) -> dict[str, object]:
    """The answers with the slug of the badge; a new one gets what was typed, or one after its name."""
    named = {**answers, "criterion": written.criterion.name}
    if written.badge is not None:
        return {**named, "slug": written.badge.slug}
    return fill_in_slug(
        named, named.get("name"), otherwise="badge", is_taken=lambda slug: queries.find_badge(slug) is not None
    )


def _lock_badge_and_check_base(slug: str, base: str) -> None:
    badge = lock_badge_to_write(slug)
    if badge.state == BadgeState.ENDED:
        raise BadgeStepRefused("This badge has ended: write a new one.")
    if base and hash_answers(encode_badge_version(slug, get_newest_version(badge))) != base:
        raise BadgeChangedElsewhere("Another person saved this badge since you began.")
