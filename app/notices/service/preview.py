"""The digest of this week as a page: what is new in the last seven days, also what the person saw already."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.application import build_path, current_settings
from app.notices.digest import encode_digest, pick_items_between
from app.notices.frequency import MAIL_INTERVAL, DigestFrequency
from app.notices.letter import Letter
from app.notices.queries.news import list_news_by_person
from app.notices.wording import Recipient, build_digest_letter
from app.people.queries import get_person


def build_digest_preview_or_none(person_id: int) -> Letter | None:
    """The letter that the person could get today; None when nothing is new. Sends and writes nothing."""
    person, settings, now = get_person(person_id), current_settings(), clock.now()
    since = now - MAIL_INTERVAL
    items = pick_items_between(list_news_by_person([person_id], since)[person_id], since, now)
    if not items:
        return None
    recipient = Recipient(
        given_name=person.given_name,
        locale=person.locale,
        company=settings.company,
        public_url="",
        stop_path=build_path("notices.edit_mail_choices"),
    )
    return build_digest_letter(DigestFrequency.WEEKLY, encode_digest(items), recipient)
