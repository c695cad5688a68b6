"""Writes and publishes a badge, and says who gives it, as a programme file says it."""

from __future__ import annotations

from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from badges import queries as badges
from badges.authoring.exchange import queries
from badges.authoring.exchange.draft import GiversDraft
from badges.authoring.queries import get_newest_version
from badges.criteria.given import GIVEN_BY_HAND
from badges.service.give import set_badge_givers
from badges.service.publish import publish_badge_draft
from badges.service.write import BadgeDraft, save_badge_draft
from badges.states import BadgeState

ENDED = ErrorMessage(
    "This badge has ended here: give it another name.", french="Ce badge est clos ici : donnez-lui un autre nom."
)
NOT_GIVEN = ErrorMessage(
    "No badge that is given by hand has this name.", french="Aucun badge remis à la main ne porte ce nom."
)
UNKNOWN_PEOPLE = ErrorMessage(
    "Nobody in the directory has this id: {ids}.", french="Personne dans l’annuaire n’a cet identifiant : {ids}."
)


def save_badge_draft_unless_ended(slug: str, badge_draft: BadgeDraft) -> None:
    """Save the draft; Invalid, at its slug, where a badge of that name has ended."""
    badge = badges.find_badge(slug)
    if badge is not None and badge.state == BadgeState.ENDED:
        raise Invalid(ENDED, errors=[FieldError("/slug", ENDED)])
    save_badge_draft(slug, badge_draft)


def publish_badge_draft_if_any(slug: str) -> None:
    """Put the badge's draft in force."""
    badge = badges.get_badge(slug)
    if badges.find_draft_version(badge):
        publish_badge_draft(badge)


def save_givers(slug: str, givers: GiversDraft) -> None:
    """Let these people give the badge, at once; Invalid where it is not given by hand, or somebody is not here."""
    badge = badges.find_badge(slug)
    if badge is None or badge.state == BadgeState.ENDED or get_newest_version(badge).criterion != GIVEN_BY_HAND:
        raise Invalid(NOT_GIVEN, errors=[FieldError("/slug", NOT_GIVEN)])
    ids = queries.find_ids_of_people_here(givers.people)
    unknown = [external_id for external_id in givers.people if external_id not in ids]
    if unknown:
        message = UNKNOWN_PEOPLE.format(ids=", ".join(unknown))
        raise Invalid(message, errors=[FieldError("/people", message)])
    set_badge_givers(badge, ids.values())
