"""The pages of those who read evidence: the queue, and one piece of it with the answer."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from missions.attempts.answers import InvalidAnswers
from missions.reviews import queries
from missions.reviews.questions import REVIEWER_COMMENT
from missions.reviews.service import review
from missions.reviews.service.review import EvidenceAlreadyTaken

pages = Blueprint("reviews", __name__, template_folder="../templates")


@pages.get("/animation/reviews")
@require_permission("evidence.review")
def index() -> ResponseReturnValue:
    """The evidence that waits, the oldest first, and what I have taken."""
    chosen = request.args.get("mission") or None
    waiting = queries.read_review_queue(get_current_person_id(), chosen)
    return render_template("missions/reviews.html", queue=waiting, chosen=chosen, **_other_reviewers_context())


@pages.get("/animation/reviews/<int:evidence_id>")
@require_permission("evidence.review")
def show(evidence_id: int) -> ResponseReturnValue:
    """The evidence, and what its mission requires."""
    return _render_review(evidence_id)


@pages.post("/animation/reviews/<int:evidence_id>/take")
@require_permission("evidence.review")
def take_evidence(evidence_id: int) -> ResponseReturnValue:
    """Take it for two hours."""
    review.take_evidence(get_current_person_id(), evidence_id)
    return redirect(url_for("reviews.show", evidence_id=evidence_id), HTTPStatus.SEE_OTHER)


@pages.post("/animation/reviews/<int:evidence_id>/release")
@require_permission("evidence.review")
def release_evidence(evidence_id: int) -> ResponseReturnValue:
    """Give it back to its place."""
    review.release_evidence(get_current_person_id(), evidence_id)
    flash(_("C’est rendu. Une autre personne pourra la lire."))
    return _redirect_to_queue()


@pages.post("/animation/reviews/<int:evidence_id>/accept")
@require_permission("evidence.review")
def accept_evidence(evidence_id: int) -> ResponseReturnValue:
    """Accept it, with a word."""
    review.accept_evidence(get_current_person_id(), evidence_id, request.form.to_dict())
    flash(_("C’est accepté, merci pour votre relecture."))
    return _redirect_to_queue()


@pages.post("/animation/reviews/<int:evidence_id>/ask")
@require_permission("evidence.review")
def ask_author_for_more(evidence_id: int) -> ResponseReturnValue:
    """Ask for more."""
    review.ask_author_for_more(get_current_person_id(), evidence_id, request.form.to_dict())
    flash(_("C’est envoyé. La réponse vous reviendra ici."))
    return _redirect_to_queue()


@pages.errorhandler(InvalidAnswers)
def show_invalid_answers(error: InvalidAnswers) -> ResponseReturnValue:
    """The answer again, with what was typed."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return _render_review((request.view_args or {})["evidence_id"], remarks=error.remarks), error.status


@pages.errorhandler(EvidenceAlreadyTaken)
def show_evidence_already_taken(error: EvidenceAlreadyTaken) -> ResponseReturnValue:
    """Somebody was faster; what was typed is shown, to be copied."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return render_template("missions/review_taken.html", typed=request.form.get("reply", "")), error.status


def _render_review(evidence_id: int, **context: object) -> str:
    evidence = queries.get_evidence_for_review(get_current_person_id(), evidence_id)
    return render_template(
        "missions/review.html",
        evidence=evidence,
        answers=request.form,
        reviewer_comment=REVIEWER_COMMENT,
        **_other_reviewers_context(),
        **context,
    )


def _other_reviewers_context() -> dict[str, object]:
    return {"others": queries.count_other_reviewers(get_current_person_id()), "few": queries.FEW_REVIEWERS}


def _redirect_to_queue() -> ResponseReturnValue:
    return redirect(url_for("reviews.index"), HTTPStatus.SEE_OTHER)
