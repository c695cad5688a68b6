"""The pages of notices: the inbox, the choices about e-mail, this week's digest, and the address that stops it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import PUBLIC, current_person_id, require_permission, skip_form_proof
from app.kernel.application import current_settings
from app.notices.frequency import Frequency
from app.notices.message import render_letter, style_hash
from app.notices.queries import inbox, mail
from app.notices.service import choose
from app.notices.service.inbox import mark_all_read, mark_read
from app.notices.service.preview import preview_digest
from app.notices.wording import FREQUENCY_SENTENCES, WEEKDAYS
from app.people.addresses import read_own_path
from app.people.crisis.queries import is_in_crisis

pages = Blueprint("notices", __name__)

PAGE_SIZE = 20
LETTER_POLICY = "default-src 'none'; style-src {style}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@pages.get("/notifications")
@require_permission("self.see")
def index() -> ResponseReturnValue:
    """The person's notices, newest first."""
    person_id = current_person_id()
    is_calm = is_in_crisis(person_id)
    page = inbox.list_notices(person_id, request.args.get("after"), PAGE_SIZE, is_calm=is_calm)
    return render_template("notices/index.html", page=page)


@pages.post("/notifications/read")
@require_permission("self.change")
def read_every_notice() -> ResponseReturnValue:
    """Mark everything as read."""
    person_id = current_person_id()
    mark_all_read(person_id, is_calm=is_in_crisis(person_id))
    flash(_("Tout est marqué comme lu."))
    return redirect(url_for("notices.index"))


@pages.post("/notifications/<int:notice_id>/open")
@require_permission("self.change")
def open_notice(notice_id: int) -> ResponseReturnValue:
    """Mark one as read and follow its link."""
    return redirect(read_own_path(mark_read(current_person_id(), notice_id).path, instead=url_for("notices.index")))


@pages.post("/notifications/<int:notice_id>/read")
@require_permission("self.change")
def mark_notice_read(notice_id: int) -> ResponseReturnValue:
    """Mark one as read and stay."""
    mark_read(current_person_id(), notice_id)
    return redirect(url_for("notices.index"))


@pages.get("/me/emails")
@require_permission("self.see")
def edit_choices() -> ResponseReturnValue:
    """What the person gets by e-mail, in words, and the choices."""
    return render_template("notices/emails.html", **_choices_context())


@pages.post("/me/emails/digest")
@require_permission("self.change")
def choose_digest() -> ResponseReturnValue:
    """Choose how often, and on which day."""
    rhythm, weekday = request.form.get("rhythm", ""), request.form.get("weekday", 0, type=int)
    if rhythm not in list(Frequency) or weekday not in WEEKDAYS:
        abort(422)
    choose.choose_digest(current_person_id(), Frequency(rhythm), weekday)
    return _answer_kept("notices/frequency_sentence.html")


@pages.post("/me/emails/transactional")
@require_permission("self.change")
def choose_transactional() -> ResponseReturnValue:
    """Choose whether transactional notices are e-mailed at once."""
    choose.choose_transactional(current_person_id(), wanted=request.form.get("transactional") == "yes")
    return _answer_kept()


@pages.get("/me/emails/this-week")
@require_permission("self.see")
def show_this_week() -> ResponseReturnValue:
    """The digest as it would be, with its own style sheet and nothing else."""
    letter = preview_digest(current_person_id())
    if letter is None:
        return render_template("notices/nothing_new.html")
    response: Response = make_response(render_letter(letter))
    response.headers["Content-Security-Policy"] = LETTER_POLICY.format(style=style_hash())
    return response


@pages.get("/unsubscribe/<token>")
@require_permission(PUBLIC)
def confirm_stop(token: str) -> ResponseReturnValue:
    """One button; nothing happens before it is pressed, because programs that scan mail open every link."""
    mail.get_choices_by_token(token)
    return render_template("notices/stop.html")


@pages.post("/unsubscribe/<token>")
@require_permission(PUBLIC)
@skip_form_proof
def stop_digests(token: str) -> ResponseReturnValue:
    """Stop the digests: by the button, or by the one click of a mail program (RFC 8058), which brings no session."""
    choose.stop_digest(token)
    return render_template("notices/stopped.html")


def _answer_kept(fragment: str | None = None) -> ResponseReturnValue:
    """The changed fragment for htmx; for other browsers, the page again with a message."""
    if "HX-Request" in request.headers:
        return render_template("people/choice_saved.html", fragment=fragment, **_choices_context())
    flash(_("C’est enregistré."))
    return redirect(url_for("notices.edit_choices"))


def _choices_context() -> dict[str, object]:
    choices, settings = mail.find_choices(current_person_id()), current_settings()
    is_mailed = settings.mail_server is not None
    return {
        "mail": choices,
        "is_mailed": is_mailed,
        "weekdays": WEEKDAYS,
        "frequency_sentence": FREQUENCY_SENTENCES[choices.rhythm],
    }
