"""A worker is killed while the server has its message: nobody gets it again, whoever starts afterwards."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from multiprocessing.context import ForkServerProcess

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.notices.jobs import enqueue_due_and_close_lost_mails, send_due_mails
from app.notices.service.settle import SENDER_TIMEOUT
from tests.faults.commands import running_work
from tests.mail_host import MailHost
from tests.makers import make_people
from tests.notices.makers import list_mail_states, list_mails, make_invitation, send_notices
from tests.notices.send_once import send_due


def running_worker(settings: Settings) -> AbstractContextManager[ForkServerProcess]:
    assert settings.mail_server is not None
    variables = {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key,
        "WORKING_HOURS": "always",
        "SMTP_URL": f"smtp://127.0.0.1:{settings.mail_server.port}",
        "MAIL_FROM": "Passerelle <passerelle@example.com>",
    }
    return running_work(send_due, variables)


@pytest.mark.fault
def test_a_worker_killed_before_the_server_answered_leaves_a_mail_that_nobody_sends_again(
    app: Application, settings: Settings, taken: MailHost
) -> None:
    with transaction():
        first, second = make_people(2)
    send_notices(make_invitation(first))
    taken.after = 20
    with running_worker(settings):
        taken.wait_for(1)
    taken.after = 0
    assert list_mail_states() == ["sending"]

    send_notices(make_invitation(second))
    send_due_mails()
    with clock.freeze_at(clock.now() + SENDER_TIMEOUT + timedelta(minutes=1)):
        enqueue_due_and_close_lost_mails()
        send_due_mails()
    assert [(mail.state, mail.because) for mail in list_mails()] == [("unknown", "sender died"), ("sent", None)]
    assert len(taken.received) == 2
