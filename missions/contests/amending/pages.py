"""The page on which HR amends a contest: the form, the difference that is read before it is published, and its publication."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import require_permission
from missions.contests.amending.queries import (
    JudgedAmendment,
    compare_versions,
    judge_amendment,
    open_amendment,
)
from missions.contests.amending.views import build_form_view
from missions.contests.life.service.amend import ContestClosed, amend_contest
from missions.contests.life.service.publish import ContestChangedElsewhere, UnfitTerms
from missions.contests.regulation.wording import LANGUAGES
from missions.contests.writing.form import end_sentence, read_form

pages = Blueprint("contest_amendment", __name__, url_prefix="/hr/contests", template_folder="../../templates")

WRITE = "contests.write"
AGAIN, EDIT, PUBLISH = "again", "edit", "publish"
"""The buttons that add a prize, that go back to the form, and that publish."""


@pages.get("/<slug>/amendment")
@require_permission(WRITE)
def edit(slug: str) -> ResponseReturnValue:
    """What may still be changed, with the answers of today."""
    try:
        return _render_form(open_amendment(slug), is_checked=False)
    except ContestClosed:
        return _redirect_to_desk(slug, _("Le concours est clos : son règlement ne change plus."))


@pages.post("/<slug>/amendment")
@require_permission(WRITE)
def update(slug: str) -> ResponseReturnValue:
    """Show what the amendment would change, publish it, or bring the form back with everything that was typed."""
    try:
        judged = _judge_posted(slug)
    except ContestClosed:
        return _redirect_to_desk(slug, _("Le concours est clos : son règlement ne change plus."))
    return _follow_button(judged, request.form.get("do", ""))


def _follow_button(judged: JudgedAmendment, do: str) -> ResponseReturnValue:
    if judged.meanwhile:
        return _render_form(judged, is_checked=True), HTTPStatus.CONFLICT
    if do in (AGAIN, EDIT):
        return _render_form(judged, is_checked=False)
    if judged.faults or not judged.has_changes:
        return _render_form(judged, is_checked=True), HTTPStatus.UNPROCESSABLE_ENTITY
    if do == PUBLISH:
        return _publish_amendment(judged)
    return render_template("contests/amending/preview.html", judged=judged, texts=compare_versions(judged))


def _publish_amendment(judged: JudgedAmendment) -> ResponseReturnValue:
    slug = judged.contest.slug
    try:
        amend_contest(slug, judged.new, change=judged.change, version=judged.last.version)
    except (ContestChangedElsewhere, UnfitTerms) as refused:  # Between the reading and the lock.
        return _render_form(_judge_posted(slug), is_checked=True), refused.status
    return _redirect_to_desk(slug, _("La nouvelle version est publiée. Les personnes inscrites la reçoivent."))


def _judge_posted(slug: str) -> JudgedAmendment:
    change = {language: end_sentence(request.form.get(f"change_{language}", "")) for language in LANGUAGES}
    typed = read_form(request.form.to_dict(flat=False))
    return judge_amendment(slug, typed, change=change, version=request.form.get("version", 0, type=int))


def _render_form(judged: JudgedAmendment, *, is_checked: bool) -> str:
    return render_template("contests/amending/form.html", **build_form_view(judged, is_checked=is_checked))


def _redirect_to_desk(slug: str, text: str) -> ResponseReturnValue:
    flash(text)
    return redirect(url_for("contests_desk.show", slug=slug), HTTPStatus.SEE_OTHER)
