"""The pages of notices: the inbox, the choices about e-mail, this week's digest, and the address that stops it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import PUBLIC, get_current_person_id, require_permission, skip_csrf_check
from app.notices.frequency import DigestFrequency
from app.notices.message import build_style_sheet_csp_hash, render_letter_html
from app.notices.queries import inbox, mail
from app.notices.queries.addresses import is_address_refused, list_refused_addresses
from app.notices.service import choose
from app.notices.service.inbox import mark_own_notice_read, mark_visible_notices_read
from app.notices.service.preview import build_digest_preview_or_none
from app.notices.wording import FREQUENCY_SENTENCES, WEEKDAYS
from app.people.addresses import parse_internal_path
from app.people.crisis.queries import is_person_in_crisis

pages = Blueprint("notices", __name__)

PAGE_SIZE = 20
LETTER_POLICY = "default-src 'none'; style-src {style}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@pages.get("/notifications")
@require_permission("self.see")
def index() -> ResponseReturnValue:
    """The person's notices, newest first."""
    person_id = get_current_person_id()
    is_calm = is_person_in_crisis(person_id)
    page = inbox.list_notices(person_id, request.args.get("after"), PAGE_SIZE, is_calm=is_calm)
    return render_template("notices/index.html", page=page, is_refused=is_address_refused(person_id))


@pages.post("/notifications/read")
@require_permission("self.change")
def mark_every_notice_read() -> ResponseReturnValue:
    """Mark everything as read."""
    person_id = get_current_person_id()
    mark_visible_notices_read(person_id, is_calm=is_person_in_crisis(person_id))
    flash(_("Tout est marqué comme lu."))
    return redirect(url_for("notices.index"))


@pages.post("/notifications/<int:notice_id>/open")
@require_permission("self.change")
def open_notice(notice_id: int) -> ResponseReturnValue:
    """Mark one as read and follow its link."""
    return redirect(
        parse_internal_path(
            mark_own_notice_read(get_current_person_id(), notice_id).path, instead=url_for("notices.index")
        )
    )


@pages.post("/notifications/<int:notice_id>/read")
@require_permission("self.change")
def mark_notice_read(notice_id: int) -> ResponseReturnValue:
    """Mark one as read and stay."""
    mark_own_notice_read(get_current_person_id(), notice_id)
    return redirect(url_for("notices.index"))


@pages.get("/me/emails")
@require_permission("self.see")
def edit_mail_choices() -> ResponseReturnValue:
    """What the person gets by e-mail, in words, and the choices."""
    return render_template("notices/emails.html", **_build_choices_context())


@pages.post("/me/emails/digest")
@require_permission("self.change")
def save_digest_frequency() -> ResponseReturnValue:
    """Choose how often, and on which day."""
    rhythm, weekday = request.form.get("rhythm", ""), request.form.get("weekday", 0, type=int)
    if rhythm not in list(DigestFrequency) or weekday not in WEEKDAYS:
        abort(422)
    choose.set_digest_frequency_and_day(get_current_person_id(), DigestFrequency(rhythm), weekday)
    return _build_saved_choice_response("notices/frequency_sentence.html")


@pages.post("/me/emails/transactional")
@require_permission("self.change")
def save_transactional_choice() -> ResponseReturnValue:
    """Choose whether transactional notices are e-mailed at once."""
    choose.set_transactional_mail(get_current_person_id(), wanted=request.form.get("transactional") == "yes")
    return _build_saved_choice_response()


@pages.get("/me/emails/this-week")
@require_permission("self.see")
def show_digest_of_this_week() -> ResponseReturnValue:
    """The digest as it would be, with its own style sheet and nothing else."""
    letter = build_digest_preview_or_none(get_current_person_id())
    if letter is None:
        return render_template("notices/nothing_new.html")
    response: Response = make_response(render_letter_html(letter))
    response.headers["Content-Security-Policy"] = LETTER_POLICY.format(style=build_style_sheet_csp_hash())
    return response


@pages.get("/admin/addresses")
@require_permission("admin.see")
def show_refused_addresses() -> ResponseReturnValue:
    """The people whom no e-mail reaches, for IT."""
    return render_template("notices/refused_addresses.html", addresses=list_refused_addresses())


@pages.get("/unsubscribe/<token>")
@require_permission(PUBLIC)
def show_stop_digests_confirmation(token: str) -> ResponseReturnValue:
    """One button; nothing happens before it is pressed, because programs that scan mail open every link."""
    mail.get_choices_by_token(token)
    return render_template("notices/stop.html")


@pages.post("/unsubscribe/<token>")
@require_permission(PUBLIC)
@skip_csrf_check
def stop_digests(token: str) -> ResponseReturnValue:
    """Stop the digests: by the button, or by the one click of a mail program (RFC 8058), which brings no session."""
    choose.stop_digests_by_token(token)
    return render_template("notices/stopped.html")


def _build_saved_choice_response(fragment: str | None = None) -> ResponseReturnValue:
    """The changed fragment for htmx; for other browsers, the page again with a message."""
    if "HX-Request" in request.headers:
        return render_template("people/choice_saved.html", fragment=fragment, **_build_choices_context())
    flash(_("C’est enregistré."))
    return redirect(url_for("notices.edit_mail_choices"))


def _build_choices_context() -> dict[str, object]:
    person_id = get_current_person_id()
    choices = mail.read_mail_choices_or_defaults(person_id)
    return {
        "mail": choices,
        "is_refused": is_address_refused(person_id),
        "weekdays": WEEKDAYS,
        "frequency_sentence": FREQUENCY_SENTENCES[choices.rhythm],
    }
