"""The digest of this week as a page: what is new in the last seven days, also what the person saw already."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.application import build_path, current_settings
from app.notices.digest import newest_items, news_row
from app.notices.frequency import MAIL_INTERVAL, Frequency
from app.notices.letter import Letter
from app.notices.queries.news import find_news
from app.notices.wording import Recipient, digest_letter
from app.people.queries import get_person


def preview_digest(person_id: int) -> Letter | None:
    """The letter that the person could get today; None when nothing is new. Sends and writes nothing."""
    person, settings, since = get_person(person_id), current_settings(), clock.now() - MAIL_INTERVAL
    items = newest_items(find_news([person_id], since)[person_id], since)
    if not items:
        return None
    recipient = Recipient(
        given_name=person.given_name,
        locale=person.locale,
        company=settings.company,
        house="",
        stop_path=build_path("notices.edit_choices"),
    )
    return digest_letter(Frequency.WEEKLY, [news_row(item) for item in items], recipient)
