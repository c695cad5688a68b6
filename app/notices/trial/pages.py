"""The screen of mail, for IT."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from app.notices.queries.addresses import count_refused_addresses
from app.notices.trial import queries
from app.notices.trial.service import write_trial_mail

pages = Blueprint("mail_desk", __name__, url_prefix="/admin/mail")

TRY = "mail.try"
PERIOD = timedelta(days=7)


@pages.get("")
@require_permission(TRY)
def index() -> ResponseReturnValue:
    """Show the mail server, the last mail that left, what did not and why, and the reader's last trial."""
    settings = current_settings()
    values: dict[str, object] = {
        "server": settings.mail_server,
        "sender": settings.mail_from,
        "trial": queries.find_last_trial(get_current_person_id()),
        "last_sent_at": queries.read_last_sent_moment(),
        "waiting": queries.count_waiting_mails(),
        "failures": queries.list_mail_failures_since(clock.now() - PERIOD),
        "refused": count_refused_addresses(),
    }
    return render_template("notices/mail_desk.html", **values)


@pages.post("/try")
@require_permission(TRY)
def try_mail() -> ResponseReturnValue:
    """Send the reader a mail."""
    write_trial_mail(get_current_person_id())
    flash(_("L’essai est parti vers le serveur de courrier. Cette page dit sa réponse."))
    return redirect(url_for(".index"))
