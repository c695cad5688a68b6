"""Where an ambassador agrees to be shown, and the file that HR takes for communications."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import Invalid
from app.kernel.spreadsheets import encode_csv
from badges.ambassadors.publicity import queries, service
from badges.ambassadors.publicity.photo import MOST_BYTES
from badges.ambassadors.queries import find_term
from badges.thanks.attaching.queries import MOST_SHOWN

pages = Blueprint("ambassador_publicity", __name__, template_folder="../../templates")


@pages.get("/ambassadors/publicity")
@require_permission("ambassadors.see")
def show() -> ResponseReturnValue:
    """What the person lets be shown."""
    return _render_page()


@pages.post("/ambassadors/publicity")
@require_permission("ambassadors.see")
def update() -> ResponseReturnValue:
    """Show this much from now on."""
    shows_name, sentence = "shows_name" in request.form, request.form.get("sentence", "")
    service.choose_publicity(get_current_person_id(), shows_name=shows_name, sentence=sentence)
    flash(_("C’est enregistré : la liste le suit aussitôt."))
    return redirect(url_for(".show"), HTTPStatus.SEE_OTHER)


@pages.get("/ambassadors/publicity/photo.png")
@require_permission("ambassadors.see")
def show_own_photo() -> ResponseReturnValue:
    """The person's own photo, as it is kept."""
    return _answer_with_picture(queries.get_own_photo(get_current_person_id()))


@pages.post("/ambassadors/publicity/photo")
@require_permission("ambassadors.see")
def update_photo() -> ResponseReturnValue:
    """Show this photo from now on, or none."""
    if "withdraws" in request.form:
        service.withdraw_photo(get_current_person_id())
        flash(_("Votre photo est effacée."))
    else:
        sent = request.files.get("photo")
        service.keep_photo(get_current_person_id(), sent.read(MOST_BYTES + 1) if sent is not None else b"")
        flash(_("Votre photo est enregistrée, sans ce que l’appareil y avait noté."))
    return redirect(url_for(".show", _anchor="h-photo"), HTTPStatus.SEE_OTHER)


@pages.get("/hr/ambassadors/<int:person_id>/photo.png")
@require_permission("ambassadors.export")
def show_photo(person_id: int) -> ResponseReturnValue:
    """The photo of an ambassador who agrees to it at this moment."""
    return _answer_with_picture(queries.get_shown_photo(person_id))


@pages.post("/hr/ambassadors/list.csv")
@require_permission("ambassadors.export")
def export_list() -> ResponseReturnValue:
    """The names and sentences that ambassadors agree to at this moment; the download is recorded."""
    shown = service.export_shown_ambassadors(get_current_person_id())
    lines = [(each.name, each.sentence, _("oui") if each.has_photo else "", *_pad_words(each.words)) for each in shown]
    content = encode_csv((_("Nom complet"), _("Phrase"), _("Photo"), *[_("Merci reçu")] * MOST_SHOWN), lines)
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="ambassadors.csv"'
    return answer


def _pad_words(words: Sequence[str]) -> list[str]:
    return [*words, *[""] * (MOST_SHOWN - len(words))]


@pages.errorhandler(Invalid)
def show_refusal(error: Invalid) -> ResponseReturnValue:
    """The form again, with what was typed, and what is wrong beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return _render_page({fault.pointer.removeprefix("/"): fault.detail for fault in error.errors}), error.status


def _answer_with_picture(picture: bytes) -> Response:
    """A picture that no browser keeps: it is gone with the next look once it is taken back."""
    answer = Response(picture, mimetype="image/png")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _render_page(faults: dict[str, str] | None = None) -> str:
    person_id = get_current_person_id()
    shown = {"publicity": queries.find_publicity(person_id), "has_term": find_term(person_id) is not None}
    shown["has_photo"] = queries.has_photo(person_id)
    fault = (faults or {}).get("sentence", "")
    form = {"typed": request.form, "longest": service.LONGEST_SENTENCE, "fault": fault, "faults": faults or {}}
    return render_template("ambassadors/publicity.html", **shown, **form)
