"""The page of a pair, for its two people only: agreement, plan, questions, stopping, closing."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from mentoring.pairs.calendar_file import find_video_address
from mentoring.pairs.guide import list_guides_by_name
from mentoring.pairs.notes.queries import find_notes
from mentoring.pairs.notice_texts import format_date_by_language
from mentoring.pairs.queries.page import get_pair_view, list_skills_of_pair_member
from mentoring.pairs.questions import ANSWERS_BY_QUESTION, QuestionMoment
from mentoring.pairs.service import agreement, ending, feedback, places
from mentoring.volunteers.preferences import LEVELS

pages = Blueprint("pairs", __name__, url_prefix="/mentoring/pairs", template_folder="../templates")


LEVEL = "level."
"""How the fields of levels begin; the slug of a skill follows."""
RESULTS_OF_ANSWERS = {
    "move": _l("C’est noté, pour vous seulement. Rien n’a changé : donnez une autre date aux séances que vous voulez."),
    "stop": _l("Votre binôme s’arrête dans dix minutes. D’ici là, vous pouvez changer d’avis."),
    "book": _l("C’est noté. Choisissez une date pour votre prochaine séance."),
}
"""What an answer that changes something does; any other is kept for the person alone."""
READING: dict[str, object] = {
    "answers": ANSWERS_BY_QUESTION,
    "format_date": format_date_by_language,
}
"""What the page of every pair needs besides the pair."""


@pages.get("/<int:pair_id>")
@require_permission("self.see")
def show(pair_id: int) -> ResponseReturnValue:
    """The pair, as the signed-in person sees it."""
    return _render_pair(pair_id)


@pages.post("/<int:pair_id>/agree")
@require_permission("self.change")
def accept_agreement(pair_id: int) -> ResponseReturnValue:
    """Accept the agreement, for oneself."""
    agreement.accept_agreement(get_current_person_id(), pair_id)
    flash(_("Merci. Votre accord est enregistré."))
    return redirect(url_for("pairs.show", pair_id=pair_id))


@pages.post("/<int:pair_id>/answer")
@require_permission("self.change")
def answer_question(pair_id: int) -> ResponseReturnValue:
    """Answer a question, for oneself."""
    moment, answer = request.form.get("moment", ""), request.form.get("answer", "")
    if moment not in list(QuestionMoment):
        abort(422)
    try:
        pair = feedback.answer_question(get_current_person_id(), pair_id, QuestionMoment(moment), answer)
    except feedback.InvalidAnswer as refused:
        return _render_pair(pair_id, unanswered=moment), refused.status
    flash(_describe_result_of_answer(answer, pair.sessions))
    return redirect(url_for("pairs.show", pair_id=pair_id))


@pages.post("/<int:pair_id>/place")
@require_permission("self.change")
def choose_place(pair_id: int) -> ResponseReturnValue:
    """Choose where the two meet."""
    written = request.form.get("place", "")
    try:
        is_mailed = places.choose_meeting_place(get_current_person_id(), pair_id, written)
    except places.InvalidPlace as refused:
        return _render_pair(pair_id, typed_place=written, place_fault=refused.errors[0].detail), refused.status
    mailed, saved = (
        _("C’est enregistré. Un e-mail change vos séances à venir dans vos deux agendas."),
        _("C’est enregistré."),
    )
    flash(mailed if is_mailed else saved)
    return redirect(url_for("pairs.show", pair_id=pair_id))


@pages.post("/<int:pair_id>/stop")
@require_permission("self.change")
def request_pair_stop(pair_id: int) -> ResponseReturnValue:
    """Stop, without a reason."""
    ending.request_stop(get_current_person_id(), pair_id)
    return redirect(url_for("pairs.show", pair_id=pair_id))


@pages.post("/<int:pair_id>/go-on")
@require_permission("self.change")
def withdraw_pair_stop(pair_id: int) -> ResponseReturnValue:
    """Withdraw the stop, within ten minutes."""
    ending.withdraw_stop(get_current_person_id(), pair_id)
    flash(_("C’est annulé : rien n’a changé, et personne n’en a rien su."))
    return redirect(url_for("pairs.show", pair_id=pair_id))


@pages.get("/<int:pair_id>/closing")
@require_permission("self.see")
def show_closing_form(pair_id: int) -> ResponseReturnValue:
    """The form that closes the pair, once all sessions were held."""
    return _render_closing(pair_id)


@pages.post("/<int:pair_id>/closing")
@require_permission("self.change")
def close_pair(pair_id: int) -> ResponseReturnValue:
    """Close the pair, with or without a word of thanks."""
    typed = {name: request.form.get(name, "") for name in ("again", "thanks")}
    levels = {name[len(LEVEL) :]: level for name, level in request.form.items() if name.startswith(LEVEL)}
    try:
        feedback.close_pair(get_current_person_id(), pair_id, **typed, levels=levels)
    except feedback.InvalidAnswer as refused:
        return _render_closing(
            pair_id,
            typed={**typed, "levels": levels},
            wrong={error.pointer[1:]: error.detail for error in refused.errors},
        ), refused.status
    flash(_("Votre parcours à deux est terminé. Bravo à vous deux."))
    return redirect(url_for("pairs.show", pair_id=pair_id))


def _describe_result_of_answer(answer: str, sessions: int) -> str:
    """What an answer changed for the two, or that it changed nothing."""
    if answer != "reduce":
        return str(RESULTS_OF_ANSWERS.get(answer, _("C’est noté, pour vous seulement.")))
    text: str = ngettext(
        "C’est fait, pour vous deux : ce binôme compte maintenant %(num)s séance, et celles d’après sont annulées.",
        "C’est fait, pour vous deux : ce binôme compte maintenant %(num)s séances, et celles d’après sont annulées.",
        sessions,
    )
    return text


def _render_pair(
    pair_id: int, *, unanswered: str = "", typed_place: str | None = None, place_fault: str | None = None
) -> str:
    view = get_pair_view(get_current_person_id(), pair_id)
    shown = {"view": view, "pair": view.pair, "notes": find_notes(view.pair), "guides": list_guides_by_name()}
    stopping = {"is_stopping": ending.has_requested_stop(view.me.id, view.pair), "unanswered": unanswered}
    place = {
        "typed_place": typed_place,
        "video": find_video_address(view.pair.meeting_place),
        "place_fault": place_fault,
    }
    return render_template("mentoring/pair.html", **shown, **stopping, **place, **READING, now=clock.now())


def _render_closing(pair_id: int, **came_back: object) -> str:
    view = get_pair_view(get_current_person_id(), pair_id)
    shown = {"view": view, "choices": ANSWERS_BY_QUESTION[QuestionMoment.END], "most": feedback.MAX_THANKS}
    shown |= {"skills": list_skills_of_pair_member(pair_id, view.me.id), "levels": LEVELS}
    smallest = current_settings().smallest_group
    return render_template("mentoring/closing.html", **shown, **came_back, smallest=smallest)
