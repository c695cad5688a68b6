"""The pages of those who read evidence: the queue, and one piece of it with the answer."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import current_person_id, require_permission
from missions.attempts.answers import ToMend
from missions.reviews import queries
from missions.reviews.asks import WORD
from missions.reviews.service import review
from missions.reviews.service.review import TakenAlready

pages = Blueprint("reviews", __name__, template_folder="../templates")


@pages.get("/animation/reviews")
@require_permission("evidence.review")
def queue() -> ResponseReturnValue:
    """What waits, oldest first, and what I hold."""
    chosen = request.args.get("mission") or None
    waiting = queries.queue_of(current_person_id(), chosen)
    return render_template("missions/reviews.html", queue=waiting, chosen=chosen, **_circle())


@pages.get("/animation/reviews/<int:evidence_id>")
@require_permission("evidence.review")
def paper(evidence_id: int) -> ResponseReturnValue:
    """What was sent, and what its mission asks."""
    return _show(evidence_id)


@pages.post("/animation/reviews/<int:evidence_id>/take")
@require_permission("evidence.review")
def take(evidence_id: int) -> ResponseReturnValue:
    """Hold it for two hours."""
    review.take(current_person_id(), evidence_id)
    return redirect(url_for("reviews.paper", evidence_id=evidence_id), HTTPStatus.SEE_OTHER)


@pages.post("/animation/reviews/<int:evidence_id>/release")
@require_permission("evidence.review")
def release(evidence_id: int) -> ResponseReturnValue:
    """Give it back to its place."""
    review.release(current_person_id(), evidence_id)
    flash(_("C’est rendu. Une autre personne pourra la lire."))
    return _to_queue()


@pages.post("/animation/reviews/<int:evidence_id>/accept")
@require_permission("evidence.review")
def accept(evidence_id: int) -> ResponseReturnValue:
    """Accept it, with a word."""
    review.accept(current_person_id(), evidence_id, request.form.to_dict())
    flash(_("C’est accepté, merci pour votre lecture."))
    return _to_queue()


@pages.post("/animation/reviews/<int:evidence_id>/ask")
@require_permission("evidence.review")
def ask(evidence_id: int) -> ResponseReturnValue:
    """Ask for more."""
    review.ask(current_person_id(), evidence_id, request.form.to_dict())
    flash(_("C’est envoyé. La réponse vous reviendra ici."))
    return _to_queue()


@pages.errorhandler(ToMend)
def to_mend(error: ToMend) -> ResponseReturnValue:
    """The answer again, with what was typed."""
    if problems.wants_json():
        return problems.answer_error(error)
    return _show((request.view_args or {})["evidence_id"], remarks=error.remarks), error.status


@pages.errorhandler(TakenAlready)
def taken_already(error: TakenAlready) -> ResponseReturnValue:
    """Somebody was faster; what was typed is shown, to be copied."""
    if problems.wants_json():
        return problems.answer_error(error)
    return render_template("missions/review_taken.html", typed=request.form.get("reply", "")), error.status


def _show(evidence_id: int, **told: object) -> str:
    found = queries.get_paper(current_person_id(), evidence_id)
    return render_template("missions/review.html", paper=found, answers=request.form, word=WORD, **_circle(), **told)


def _circle() -> dict[str, object]:
    return {"others": queries.reviewers_beside(current_person_id()), "few": queries.FEW}


def _to_queue() -> ResponseReturnValue:
    return redirect(url_for("reviews.queue"), HTTPStatus.SEE_OTHER)
