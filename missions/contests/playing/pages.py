"""The list of contests, the page of one, and the buttons to join and to leave."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from missions.contests.joining.service import join_contest, leave_contest
from missions.contests.playing import queries

pages = Blueprint("contests", __name__, url_prefix="/contests", template_folder="../../templates")

SEE = "contests.see"


@pages.get("")
@require_permission(SEE)
def index() -> ResponseReturnValue:
    """Every contest: those under way or announced, and those that are over."""
    return render_template("contests/index.html", lists=queries.list_contest_lists(get_current_person_id()))


@pages.get("/<slug>")
@require_permission(SEE)
def show(slug: str) -> ResponseReturnValue:
    """One contest."""
    view = queries.get_contest_view(slug, get_current_person_id())
    return render_template("contests/contest.html", view=view, now=clock.now())


@pages.post("/<slug>/join")
@require_permission(SEE)
def take_part(slug: str) -> ResponseReturnValue:
    """Take part, under one's name only if one ticked that; sent again, it changes that choice alone."""
    join_contest(slug, get_current_person_id(), is_named="is_named" in request.form)
    flash(_("C’est fait : vous participez. Vous pouvez quitter ce concours quand vous voulez, sans trace."))
    return redirect(url_for(".show", slug=slug), HTTPStatus.SEE_OTHER)


@pages.post("/<slug>/leave")
@require_permission(SEE)
def stop_taking_part(slug: str) -> ResponseReturnValue:
    """Take part no more."""
    leave_contest(slug, get_current_person_id())
    flash(_("Vous ne participez plus. Rien ne dit que vous avez participé."))
    return redirect(url_for(".show", slug=slug), HTTPStatus.SEE_OTHER)
