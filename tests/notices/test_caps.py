"""Whatever happens, in whatever order: never two e-mails nobody asked for within seven days, and never the same message twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.notices.frequency import MAIL_INTERVAL, MAX_UNSEEN, DigestFrequency
from app.notices.jobs import enqueue_due_and_close_lost_mails, send_due_mails, write_all_digests_and_welcomes
from app.notices.mailer import HandOverOutcome, HandOverStatus
from app.notices.service.choose import set_digest_frequency_and_day
from app.people.queries import get_person
from tests.examples import examples
from tests.makers import make_people
from tests.notices.makers import TUESDAY, make_invitation, make_praise, send_notices, set_office_hours, visit_on

ANSWERS = {
    "accept": HandOverOutcome(HandOverStatus.ACCEPTED),
    "put off": HandOverOutcome(HandOverStatus.PUT_OFF, "451"),
    "refuse": HandOverOutcome(HandOverStatus.REFUSED, "550"),
    "say nothing": HandOverOutcome(HandOverStatus.UNKNOWN, "silence", goes_on=False),
}


class Died(Exception):
    """The worker died right after the server took the message."""


@dataclass
class Post:
    """A mail server of which one knows what it may have delivered, and when."""

    answer: str = "accept"
    arrived: list[tuple[datetime, EmailMessage]] = field(default_factory=list)

    @contextmanager
    def open_connection(self) -> Iterator[Post]:
        """There is always somebody to talk to."""
        yield self

    def hand_over_message(self, message: EmailMessage, _to: str) -> HandOverOutcome:
        """Note what may arrive: all but what was put off or refused."""
        if self.answer in ("accept", "say nothing", "die"):
            self.arrived.append((clock.now(), message))
        if self.answer == "die":
            raise Died
        return ANSWERS[self.answer]

    def make_digest_mail(self) -> list[datetime]:
        """When something arrived that nobody asked for."""
        return [moment for moment, message in self.arrived if message["List-Unsubscribe"] is not None]


STEPS = st.lists(
    st.tuples(
        st.sampled_from([24, 3, 24, 72, 24, 168]),
        st.sampled_from(["die", "accept", "put off", "accept", "say nothing", "accept", "refuse"]),
        st.sampled_from(
            ["two jobs", "visit", "invite", "weekly", "visit", "praise", "tick", "monthly", "visit", "never"]
        ),
        st.integers(min_value=1, max_value=5),
    ),
    min_size=40,
    max_size=40,
)
"""Hours that pass, how the server answers after them, what happens, and a day of the week or a number."""


@pytest.mark.property
@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_order_of_ticks_deaths_and_choices_writes_too_often(
    app: Application, steps: list[tuple[int, str, str, int]]
) -> None:
    post = app.extensions["mailer"] = Post()
    set_office_hours(app)
    with transaction():
        (person_id,) = make_people(1)
    now, visits, refused = TUESDAY, [TUESDAY], list[tuple[datetime, datetime]]()
    never_since: datetime | None = None
    for hours, answer, what, day in steps:
        now += timedelta(hours=hours)
        post.answer = answer
        happen_on(person_id, what, day, now)
        if what == "visit":
            visits.append(now)
        if what in ("weekly", "monthly", "never") and never_since is not None:
            refused.append((never_since, now))
        never_since = now if what == "never" else None if what in ("weekly", "monthly") else never_since
    with transaction():
        get_person(person_id).left_on = now.date()

    moments = post.make_digest_mail()
    assert all(later - earlier >= MAIL_INTERVAL for earlier, later in pairwise(moments))
    ids = [message["Message-ID"] for _, message in post.arrived]
    assert len(ids) == len(set(ids))
    invitations = [message for _, message in post.arrived if message["List-Unsubscribe"] is None]
    assert len(invitations) <= 5
    assert not [moment for moment in moments for start, end in refused if start <= moment < end]
    assert most_in_a_row(moments, visits) <= MAX_UNSEEN + 1


def happen_on(person_id: int, what: str, day: int, now: datetime) -> None:
    """One thing that may happen, and what the clock asks for after it."""
    with clock.freeze_at(now):
        if what == "visit":
            visit_on(person_id, now.date())
        elif what == "invite":
            send_notices(make_invitation(person_id, key=f"invited:{day}"))
        elif what == "praise":
            send_notices(make_praise(person_id, key=f"praised:{now}"))
        elif what in list(DigestFrequency):
            with transaction():
                set_digest_frequency_and_day(person_id, DigestFrequency(what), day)
        for work in (
            enqueue_due_and_close_lost_mails,
            write_all_digests_and_welcomes,
            send_due_mails,
            *([write_all_digests_and_welcomes, send_due_mails] if what == "two jobs" else []),
        ):
            survive(work)


def survive(work: object) -> None:
    """A worker that dies is started again by somebody."""
    assert callable(work)
    try:
        work()
    except Died:
        return


def most_in_a_row(moments: list[datetime], visits: list[datetime]) -> int:
    """The most digests between two visits; one that left on the day of a visit counts once more at most."""
    return max(
        (
            sum(1 for moment in moments if start < moment and (end is None or moment < end))
            for start, end in zip(visits, [*visits[1:], None], strict=True)
        ),
        default=0,
    )
