"""The pages of practices: what one is wished to tell, what was told, and the form to ask."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import Invalid, ServiceError
from badges.thanks.practices import queries, service
from badges.thanks.queries.given import draw_submission
from badges.thanks.service.give import ThanksRefused

pages = Blueprint("thanks_practices", __name__, url_prefix="/thanks/practices", template_folder="../../templates")

SEE = "thanks.see"


@pages.get("")
@require_permission(SEE)
def index() -> ResponseReturnValue:
    """What colleagues would like to hear from the person, what the person waits for, and what was told."""
    return _render_index(request.args)


@pages.post("")
@require_permission(SEE)
def create() -> ResponseReturnValue:
    """Ask a colleague, who alone learns of it."""
    form = request.form
    submission = form.get("submission", "") or draw_submission()
    texts = form.get("receiver", ""), form.get("practice", "")
    service.ask_for_practice(get_current_person_id(), *texts, submission=submission)
    flash(_("C’est fait : la personne seule le sait. Elle répond si elle le souhaite, dans les trente jours."))
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


@pages.post("/<int:request_id>")
@require_permission(SEE)
def answer_practice(request_id: int) -> ResponseReturnValue:
    """Tell the practice, or say nothing."""
    form, person_id = request.form, get_current_person_id()
    if "declines" in form:
        service.decline_request(person_id, request_id)
        flash(_("C’est retiré de votre page. Personne n’en est informé."))
    else:
        service.answer_request(person_id, request_id, form.get("answer", ""), form.get("link", ""))
        flash(_("C’est raconté : vos collègues le lisent comme une réponse."))
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


@pages.errorhandler(Invalid)
@pages.errorhandler(ThanksRefused)
def show_refusal(error: ServiceError) -> ResponseReturnValue:
    """The page again, with what was typed and what stands in the way."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    faults = {fault.pointer.removeprefix("/"): fault.detail for fault in error.errors}
    shown = {"faults": faults, "refusal": "" if faults else str(error.detail)}
    return _render_index(request.form, wrong_id=(request.view_args or {}).get("request_id"), **shown), error.status


def _render_index(typed: object, **shown: object) -> str:
    person_id = get_current_person_id()
    own = {"to_tell": queries.list_practices_to_tell(person_id), "wished": queries.list_wished_practices(person_id)}
    lists = {**own, "answers": queries.list_practices_of_colleagues(), "person_id": person_id}
    return render_template(
        "thanks/practices.html", typed=typed, submission=draw_submission(), longest=service.LONGEST, **lists, **shown
    )
