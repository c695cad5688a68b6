"""The demo's badge that people give by hand: valid for a year, in the hands of two personas, and given once with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.kernel import clock
from app.people.queries import get_person_by_email
from badges.medal import MedalColour, MedalShape
from badges.queries import get_badge
from badges.service.give import BadgeGift, give_badge, set_badge_givers
from badges.service.publish import publish_badge_draft
from badges.service.write import BadgeDraft, BadgeText, save_badge_draft
from seeds.demo import AMINATA, HELENE, THOMAS
from seeds.workdays import workday_on_or_before

SLUG = "sharing-ambassador"
GIVEN_AGO = timedelta(days=40)
TEXT = BadgeText(
    name={"fr": "Ambassadeur du partage", "en": "Ambassador of sharing"},
    description={
        "fr": "Aide ses collègues de tous métiers à trouver une réponse, et fait circuler ce qui marche.",
        "en": "Helps colleagues of every trade to find an answer, and passes on what works.",
    },
    shape=MedalShape.SHIELD,
    colour=MedalColour.AMBRE,
)
REASON = "Depuis des mois, Aminata répond aux agences qui découvrent la déclaration en ligne, et elle a écrit le mémo que tout le monde utilise."


def give_demo_badge(now: datetime) -> None:
    """Publish the badge, let Thomas and Hélène give it, and give it to Aminata some weeks ago."""
    save_badge_draft(SLUG, BadgeDraft(criterion="given", text=TEXT, valid_months=12, group="help"))
    badge = get_badge(SLUG)
    publish_badge_draft(badge)
    thomas, helene, aminata = (get_person_by_email(persona.email).id for persona in (THOMAS, HELENE, AMINATA))
    set_badge_givers(badge, [thomas, helene])
    given_on = workday_on_or_before((now - GIVEN_AGO).date())
    with clock.freeze_at(datetime.combine(given_on, now.timetz())):
        give_badge(badge, thomas, BadgeGift(receiver_id=aminata, reason=REASON))
