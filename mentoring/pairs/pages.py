"""The page of a pair, for its two people and nobody else: agreement, plan, questions, stopping, closing."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import current_person_id, require_permission
from app.kernel.application import current_settings
from mentoring.pairs.answers import ANSWERS, Moment
from mentoring.pairs.guide import guides
from mentoring.pairs.notes.queries import find_notes
from mentoring.pairs.queries.page import sight_of
from mentoring.pairs.service import agree as agreeing
from mentoring.pairs.service import end, say
from mentoring.pairs.telling import date_told

pages = Blueprint("pairs", __name__, url_prefix="/mentoring/pairs", template_folder="../templates")


@pages.get("/<int:pair_id>")
@require_permission("self.see")
def one(pair_id: int) -> ResponseReturnValue:
    """Where the two of us stand."""
    return _page(pair_id)


@pages.post("/<int:pair_id>/agree")
@require_permission("self.change")
def agree(pair_id: int) -> ResponseReturnValue:
    """Accept the agreement, for myself."""
    agreeing.agree(current_person_id(), pair_id)
    flash(_("Merci. Votre accord est enregistré."))
    return redirect(url_for("pairs.one", pair_id=pair_id))


@pages.post("/<int:pair_id>/answer")
@require_permission("self.change")
def answer(pair_id: int) -> ResponseReturnValue:
    """Answer a question, for myself."""
    moment, said = request.form.get("moment", ""), request.form.get("answer", "")
    if moment not in list(Moment):
        abort(422)
    try:
        say.answer(current_person_id(), pair_id, Moment(moment), said)
    except say.NotAnAnswer as refused:
        return _page(pair_id, unanswered=moment), refused.status
    flash(_("C’est noté, pour vous seulement."))
    return redirect(url_for("pairs.one", pair_id=pair_id))


@pages.post("/<int:pair_id>/stop")
@require_permission("self.change")
def stop(pair_id: int) -> ResponseReturnValue:
    """Stop, without a reason."""
    end.stop(current_person_id(), pair_id)
    return redirect(url_for("pairs.one", pair_id=pair_id))


@pages.post("/<int:pair_id>/go-on")
@require_permission("self.change")
def go_on(pair_id: int) -> ResponseReturnValue:
    """Think again, within the moment."""
    end.think_again(current_person_id(), pair_id)
    flash(_("C’est annulé : rien n’a changé, et personne n’en a rien su."))
    return redirect(url_for("pairs.one", pair_id=pair_id))


@pages.get("/<int:pair_id>/closing")
@require_permission("self.see")
def closing(pair_id: int) -> ResponseReturnValue:
    """The last word, once all sessions were held."""
    return _closing(pair_id)


@pages.post("/<int:pair_id>/closing")
@require_permission("self.change")
def close(pair_id: int) -> ResponseReturnValue:
    """Close, with a word for the other one or without."""
    said = {name: request.form.get(name, "") for name in ("again", "thanks")}
    try:
        say.close(current_person_id(), pair_id, again=said["again"], thanks=said["thanks"])
    except say.NotAnAnswer as refused:
        return _closing(pair_id, said=said, wrong={error.pointer[1:] for error in refused.errors}), refused.status
    flash(_("Votre parcours à deux est terminé. Bravo à vous deux."))
    return redirect(url_for("pairs.one", pair_id=pair_id))


def _page(pair_id: int, *, unanswered: str = "") -> str:
    sight = sight_of(current_person_id(), pair_id)
    shown = {
        "sight": sight,
        "pair": sight.pair,
        "notes": find_notes(sight.pair),
        "guides": guides(),
        "answers": ANSWERS,
    }
    stopping = {"is_stopping": end.is_stopping(sight.me.id, sight.pair), "unanswered": unanswered}
    return render_template("mentoring/pair.html", **shown, **stopping, now=clock.now(), date_told=date_told)


def _closing(pair_id: int, **came_back: object) -> str:
    sight = sight_of(current_person_id(), pair_id)
    shown = {"sight": sight, "choices": ANSWERS[Moment.END], "most": say.LONGEST_THANKS}
    smallest = current_settings().smallest_group
    return render_template("mentoring/closing.html", **shown, **came_back, smallest=smallest)
