"""Between two digests no news is lost: whatever the rhythm, a change of day, an outage, a refusal, or a change of the clocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.frequency import SETTLING, DigestFrequency
from app.notices.jobs import enqueue_due_and_close_lost_mails, send_due_mails, write_all_digests_and_welcomes
from app.notices.models import MailChoices
from app.notices.service.choose import set_digest_frequency_and_day
from app.people.queries import get_person
from tests.examples import examples
from tests.mail_host import MailHost
from tests.makers import make_people, make_site
from tests.notices.makers import TUESDAY, WEEK, make_praise, run_clock_at, send_notices, set_office_hours, visit_on
from tests.notices.test_caps import Died, Post

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PLENTY = 1000


@pytest.fixture(autouse=True)
def only_notices(bare_app: Application) -> None:
    """The inbox is the one source of news."""
    bare_app.extensions["digest_sources"].pop("daily")


@pytest.fixture
def without_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter as long as its news, so that a test can read them all."""
    monkeypatch.setattr("app.notices.digest.MAX_LINES", PLENTY)


def praise_at(person_id: int, moment: datetime, name: str) -> None:
    """Somebody is praised at that moment; the notice says by whom."""
    notice = make_praise(person_id, key=f"praised:{name}")
    with clock.freeze_at(moment):
        send_notices(type(notice)(**{**vars(notice), "params": {"name": name}, "happened_at": moment}))


def names_in(host: MailHost) -> list[str]:
    """Who praised, letter after letter."""
    return [word for message in host.accepted for word in _words_of(message)]


def _words_of(message: object) -> list[str]:
    text = message.get_body(("plain",)).get_content()  # type: ignore[attr-defined]  # an EmailMessage
    return [line.split("\u00a0: ")[1].split(" ")[0] for line in text.splitlines() if line.startswith("- Bravo")]


def test_news_that_came_while_the_mail_server_was_away_are_in_the_next_digest(
    app: Application, person_id: int, taken: MailHost
) -> None:
    praise_at(person_id, TUESDAY - HOUR, "Avant")
    mailer, app.extensions["mailer"] = app.extensions["mailer"], None
    run_clock_at(TUESDAY)
    praise_at(person_id, TUESDAY + HOUR, "Pendant")
    app.extensions["mailer"] = mailer
    with clock.freeze_at(TUESDAY + 2 * HOUR):
        send_due_mails()
    assert names_in(taken) == ["Avant"]

    run_clock_at(TUESDAY + WEEK + 2 * HOUR)
    assert names_in(taken) == ["Avant", "Pendant"]


def test_a_refused_digest_takes_no_news_with_it(person_id: int, taken: MailHost) -> None:
    praise_at(person_id, TUESDAY - HOUR, "Refusée")
    taken.to_message = ["554 no"]
    run_clock_at(TUESDAY)
    run_clock_at(TUESDAY + WEEK)

    assert names_in(taken) == ["Refusée"]


def test_a_month_has_no_first_day_that_is_never_read(person_id: int, taken: MailHost) -> None:
    with transaction():
        set_digest_frequency_and_day(person_id, DigestFrequency.MONTHLY, 2)
    praise_at(person_id, TUESDAY - HOUR, "Départ")
    run_clock_at(TUESDAY)
    for day in range(28):
        praise_at(person_id, TUESDAY + HOUR + day * DAY, f"J{day}")
    visit_on(person_id, TUESDAY.date())
    run_clock_at(TUESDAY + 28 * DAY)

    text = taken.accepted[-1].get_body(("plain",))
    assert text is not None
    assert "23 autres nouvelles vous attendent" in text.get_content(), "Five of the 28 are lines."


def test_another_day_of_the_week_keeps_what_is_new_in_between(person_id: int, taken: MailHost) -> None:
    praise_at(person_id, TUESDAY - HOUR, "Mardi")
    run_clock_at(TUESDAY)
    praise_at(person_id, TUESDAY + HOUR, "Soir")
    with transaction():
        set_digest_frequency_and_day(person_id, DigestFrequency.WEEKLY, 1)
    for day in range(1, 14):
        run_clock_at(TUESDAY + day * DAY)

    assert names_in(taken) == ["Mardi", "Soir"]


def test_what_is_written_late_is_new_when_it_is_written(person_id: int, taken: MailHost) -> None:
    praise_at(person_id, TUESDAY - HOUR, "Mardi")
    run_clock_at(TUESDAY)
    notice = make_praise(person_id, key="praised:late")
    with clock.freeze_at(TUESDAY + HOUR):
        send_notices(type(notice)(**{**vars(notice), "happened_at": TUESDAY - 2 * HOUR}))
    run_clock_at(TUESDAY + WEEK)

    assert names_in(taken) == ["Mardi", "Léa"]


@dataclass
class Life:
    """What happened to one person, for an oracle that shares no code with the product."""

    news: dict[str, datetime] = field(default_factory=dict)
    visits: list[datetime] = field(default_factory=list)


PEOPLE = 6
EVENTS = ["weekly", "monthly", "visit", "praise", "praise", "praise", "tick", "tick", "tick", "tick"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from([1, 5, 24, 24, 24, 72, 168]),
        st.sampled_from(["accept", "accept", "put off", "refuse", "say nothing", "die"]),
        st.lists(st.sampled_from(EVENTS), min_size=PEOPLE, max_size=PEOPLE),
        st.integers(min_value=1, max_value=5),
    ),
    min_size=25,
    max_size=25,
)
"""Hours that pass, how the mail server answers, what happens to each person, and a day of the week."""
ENOUGH_DAYS = 42
"""A month, and a day of the week that may come just before it ends."""


@pytest.mark.property
@settings(
    max_examples=examples(2),
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.large_base_example],
)
@given(steps=STEPS)
def test_each_news_is_in_a_letter_or_older_than_a_visit_whatever_happens(
    app: Application, without_limit: None, steps: list[tuple[int, str, list[str], int]]
) -> None:
    post = app.extensions["mailer"] = Post()
    set_office_hours(app)
    with transaction():
        lives = {person_id: Life() for person_id in make_people(PEOPLE, site=make_site(time_zone="Europe/Paris"))}
    now = datetime(2026, 3, 10, 9, tzinfo=UTC)
    for number, (hours, answer, events, day) in enumerate(steps):
        now += timedelta(hours=hours)
        post.answer = answer
        for (person_id, life), event in zip(lives.items(), events, strict=True):
            _happen(person_id, life, event, day, (now, number))
        _run_jobs(now)
    _forgive_silence()
    post.answer = "accept"
    for days in range(1, ENOUGH_DAYS):
        _run_jobs(now.replace(hour=9) + days * DAY)
    _let_leave(lives, now)

    letters = [message.get_body(("plain",)).get_content() for _, message in post.arrived]  # type: ignore[union-attr]  # it has one
    lost = [name for life in lives.values() for name in life.news if not _is_read(name, life, letters)]
    assert lost == []


def _is_read(name: str, life: Life, letters: list[str]) -> bool:
    """Whether a letter says it, or the person came on a later day and found it inside."""
    was_here = any(datetime.combine(visit.date(), time(), UTC) >= life.news[name] for visit in life.visits)
    return was_here or any(f"{name} vous" in letter for letter in letters)


def _forgive_silence() -> None:
    """Whoever ignored three mails gets the next one all the same: a visit would make everything before it old."""
    with transaction():
        session().execute(update(MailChoices).values(unseen=0))


def _let_leave(lives: dict[int, Life], now: datetime) -> None:
    """The next example has people of its own."""
    with transaction():
        for person_id in lives:
            get_person(person_id).left_on = now.date()


def _happen(person_id: int, life: Life, event: str, day: int, at: tuple[datetime, int]) -> None:
    now, number = at
    if event == "visit":
        visit_on(person_id, now.date())
        life.visits.append(now)
    elif event == "praise":
        name = f"N{person_id}x{number}"
        praise_at(person_id, now, name)
        life.news[name] = now
    elif event in list(DigestFrequency):
        with transaction():
            set_digest_frequency_and_day(person_id, DigestFrequency(event), day)


def _run_jobs(now: datetime) -> None:
    with clock.freeze_at(now):
        for job in (enqueue_due_and_close_lost_mails, write_all_digests_and_welcomes, send_due_mails):
            try:
                job()
            except Died:
                return


def test_news_of_the_last_minutes_wait_for_the_next_digest(person_id: int, taken: MailHost) -> None:
    praise_at(person_id, TUESDAY - HOUR, "Avant")
    praise_at(person_id, TUESDAY - SETTLING / 2, "Juste")
    run_clock_at(TUESDAY)
    assert names_in(taken) == ["Avant"]

    run_clock_at(TUESDAY + WEEK)
    assert names_in(taken) == ["Avant", "Juste"]
