"""What notices plug in: the inbox, the choices about e-mail, its sending by the clock, and what waits in the inbox as news."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.application import Application
from app.kernel.manifest import Schedule, select_features
from app.notices import registry
from app.notices.digest import DigestSource
from app.notices.jobs import enqueue_due_mails, forget_old_mails, prepare_digests, send_mails
from app.notices.mailer import SmtpMailer
from app.notices.manifest import NoticeFeature
from app.notices.pages import pages
from app.notices.queries.news import find_unread_notices


def _set_up(app: Application) -> None:
    settings = app.config["SETTINGS"]
    registry.register_notices(app, select_features(app, NoticeFeature))
    is_mailed = settings.mail_server is not None
    app.extensions["mailer"] = SmtpMailer(settings.mail_server, settings.mail_from) if is_mailed else None


feature = NoticeFeature(
    name="notices",
    blueprints=(pages,),
    jobs=(send_mails, enqueue_due_mails, prepare_digests, forget_old_mails),
    schedules=(
        Schedule("notices.mail", timedelta(seconds=15)),
        Schedule("notices.digests", timedelta(minutes=5)),
        Schedule("notices.retention", timedelta(days=1)),
    ),
    digests=(DigestSource("notices", find_unread_notices),),
    set_up=_set_up,
)
