"""No digest is decided in a crisis or in a pause, nor within seven days of the last."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import clock
from app.kernel.transaction import transaction
from app.notices.digest import NewsItem, encode_digest
from app.notices.frequency import DigestFrequency
from app.notices.jobs import write_all_digests_and_welcomes
from app.notices.service.choose import set_digest_frequency_and_day
from app.people.crisis.service import NewCrisis, open_crisis
from app.people.pauses.service import PauseLength, begin_or_change_pause
from app.people.queries import get_person
from tests.mail_host import MailHost
from tests.makers import make_people
from tests.notices.makers import (
    TUESDAY,
    WEEK,
    list_mails,
    run_clock_at,
    visit_on,
)

DAY = timedelta(days=1)


def test_another_day_of_the_week_brings_no_second_digest_within_seven_days(person_id: int, taken: MailHost) -> None:
    run_clock_at(TUESDAY)
    visit_on(person_id, TUESDAY.date())
    with transaction():
        set_digest_frequency_and_day(person_id, DigestFrequency.WEEKLY, 1)
    run_clock_at(TUESDAY + 6 * DAY)
    assert len(taken.accepted) == 1

    run_clock_at(TUESDAY + 13 * DAY)
    assert len(taken.accepted) == 2


def test_a_digest_is_not_decided_in_a_crisis_and_does_not_leave_after_it(person_id: int, taken: MailHost) -> None:
    with transaction():
        (hr,) = make_people(1)
    with clock.freeze_at(TUESDAY), transaction():
        crisis = NewCrisis(reason={"fr": "Un plan", "en": "A plan"}, starts_at=TUESDAY, ends_at=TUESDAY + DAY / 24)
        open_crisis(crisis, by=get_person(hr))
    with clock.freeze_at(TUESDAY):
        write_all_digests_and_welcomes()
    assert list_mails() == []

    run_clock_at(TUESDAY + DAY / 12)
    assert taken.received == [], "The day of the week has been looked at."
    run_clock_at(TUESDAY + WEEK)
    assert len(taken.accepted) == 2


def test_a_digest_is_not_decided_in_a_pause(person_id: int, taken: MailHost) -> None:
    with clock.freeze_at(TUESDAY - DAY), transaction():
        begin_or_change_pause(get_person(person_id), PauseLength.WEEK)
    run_clock_at(TUESDAY)
    assert list_mails() == []


def test_like_news_stand_under_one_heading_and_the_rest_is_counted() -> None:
    opened = [
        NewsItem(title="One opens", path=f"/missions/{number}", at=TUESDAY, heading="%(count)s open", short_title="M")
        for number in range(7)
    ]
    single = [NewsItem(title=f"Alone {number}", path="/home", at=TUESDAY) for number in range(6)]
    digest = encode_digest([opened[0], *single, *opened[1:]])

    first, *others = digest["lines"]
    assert (first["title"], first["params"], len(first["parts"])) == ("%(count)s open", {"count": 7}, 5)
    assert [line["title"] for line in others] == ["Alone 0", "Alone 1", "Alone 2", "Alone 3"]
    assert digest["left"] == 4


def test_a_mission_that_opens_alone_has_no_heading() -> None:
    alone = NewsItem(title="One opens", path="/missions/1", at=TUESDAY, heading="%(count)s open", short_title="M")

    assert [line["title"] for line in encode_digest([alone])["lines"]] == ["One opens"]
