"""What notices plug in: the inbox, the choices about e-mail, its sending by the clock, and what waits in the inbox as news."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.application import Application
from app.kernel.manifest import NavigationEntry, Schedule, list_features_of_application
from app.notices import registry
from app.notices.digest import DigestSource
from app.notices.jobs import (
    enqueue_due_and_close_lost_mails,
    forget_old_notices_and_mails,
    send_due_mails,
    write_all_digests_and_welcomes,
)
from app.notices.mailer import SmtpMailer
from app.notices.manifest import NoticeFeature
from app.notices.merging.service import settle_mail
from app.notices.merging.statements import MERGED_ROWS
from app.notices.pages import pages
from app.notices.personal_file import PERSONAL_FILE
from app.notices.queries.news import list_unread_notice_news
from app.notices.spaces import PARTS
from app.notices.trial.pages import pages as mail_desk


def _set_up_notices_and_mailer(app: Application) -> None:
    settings = app.config["SETTINGS"]
    registry.register_kinds_and_digest_sources(app, list_features_of_application(app, NoticeFeature))
    is_mailed = settings.mail_server is not None
    app.extensions["mailer"] = SmtpMailer(settings.mail_server, settings.mail_from) if is_mailed else None


feature = NoticeFeature(
    on_person_merge=(settle_mail,),
    merged_rows=MERGED_ROWS,
    name="notices",
    personal_file=PERSONAL_FILE,
    blueprints=(pages, mail_desk),
    jobs=(
        send_due_mails,
        enqueue_due_and_close_lost_mails,
        write_all_digests_and_welcomes,
        forget_old_notices_and_mails,
    ),
    schedules=(
        Schedule("notices.mail", timedelta(seconds=15), runs_in_clock=True),
        Schedule("notices.digests", timedelta(minutes=5)),
        Schedule("notices.retention", timedelta(days=1)),
    ),
    digests=(DigestSource("notices", list_unread_notice_news),),
    navigation=(NavigationEntry("Courrier", "mail_desk.index", "mail", "mail.try", place=35, space="admin"),),
    space_parts=PARTS,
    set_up=_set_up_notices_and_mailer,
)
