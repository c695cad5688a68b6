"""Where an ambassador agrees to be shown, and the file that HR takes for communications."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import Invalid
from app.kernel.spreadsheets import encode_csv
from badges.ambassadors.publicity import queries, service
from badges.ambassadors.queries import find_term

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


@pages.post("/hr/ambassadors/list.csv")
@require_permission("ambassadors.export")
def export_list() -> ResponseReturnValue:
    """The names and sentences that ambassadors agree to at this moment; the download is recorded."""
    shown = service.export_shown_ambassadors(get_current_person_id())
    content = encode_csv((_("Nom"), _("Phrase")), [(each.name, each.sentence) for each in shown])
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="ambassadors.csv"'
    return answer


@pages.errorhandler(Invalid)
def show_refusal(error: Invalid) -> ResponseReturnValue:
    """The form again, with what was typed, and what is wrong beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return _render_page(fault=error.errors[0].detail), error.status


def _render_page(*, fault: str = "") -> str:
    person_id = get_current_person_id()
    shown = {"publicity": queries.find_publicity(person_id), "has_term": find_term(person_id) is not None}
    form = {"typed": request.form, "longest": service.LONGEST_SENTENCE, "fault": fault}
    return render_template("ambassadors/publicity.html", **shown, **form)
