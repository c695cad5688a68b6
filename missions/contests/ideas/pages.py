"""The pages of ideas: all of a contest, one card, and the form of a new one."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from missions.contests.ideas import queries, service
from missions.contests.ideas.schemas import EMPTY_FORM, MAX_LENGTHS, IdeaForm, parse_idea_form
from missions.contests.queries import find_participation, get_listed_contest

pages = Blueprint("contest_ideas", __name__, url_prefix="/contests", template_folder="../../templates")

SEE = "contests.see"


@pages.get("/<slug>/ideas")
@require_permission(SEE)
def index(slug: str) -> ResponseReturnValue:
    """The ideas of a contest, the newest first."""
    contest, person_id = get_listed_contest(slug), get_current_person_id()
    views = queries.list_idea_views(contest.id, person_id)
    takes_part = find_participation(contest.id, person_id) is not None
    return render_template("contests/ideas.html", contest=contest, views=views, takes_part=takes_part)


@pages.get("/<slug>/ideas/new")
@require_permission(SEE)
def new(slug: str) -> ResponseReturnValue:
    """The empty card."""
    return _render_form(slug, EMPTY_FORM)


@pages.post("/<slug>/ideas/new")
@require_permission(SEE)
def create(slug: str) -> ResponseReturnValue:
    """Send the card; it comes back with remarks at its fields."""
    form = parse_idea_form(request.form)
    if form.list_errors():
        return _render_form(slug, form), HTTPStatus.UNPROCESSABLE_ENTITY
    sent = service.send_idea(get_listed_contest(slug), get_current_person_id(), form)
    flash(_("Votre idée est envoyée. Vous pouvez la retirer jusqu’à la fin du concours."))
    return _redirect_to_idea(slug, sent.id)


@pages.get("/<slug>/ideas/<int:idea_id>")
@require_permission(SEE)
def show(slug: str, idea_id: int) -> ResponseReturnValue:
    """One card."""
    contest = get_listed_contest(slug)
    view = queries.get_idea_view(contest.id, idea_id, get_current_person_id())
    return render_template("contests/idea.html", contest=contest, view=view)


@pages.post("/<slug>/ideas/<int:idea_id>/withdraw")
@require_permission(SEE)
def withdraw_idea(slug: str, idea_id: int) -> ResponseReturnValue:
    """Take one's own idea back."""
    service.withdraw_idea(get_listed_contest(slug), idea_id, get_current_person_id())
    flash(_("Votre idée est retirée. Personne ne la voit plus."))
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)


@pages.post("/<slug>/ideas/<int:idea_id>/adopt")
@require_permission(SEE)
def adopt_idea(slug: str, idea_id: int) -> ResponseReturnValue:
    """Say that one took the idea up."""
    service.adopt_idea(get_listed_contest(slug), idea_id, get_current_person_id())
    flash(_("C’est noté. Personne ne voit que c’est vous."))
    return _redirect_to_idea(slug, idea_id)


@pages.post("/<slug>/ideas/<int:idea_id>/drop")
@require_permission(SEE)
def drop_adoption(slug: str, idea_id: int) -> ResponseReturnValue:
    """Take that back."""
    service.drop_adoption(get_listed_contest(slug), idea_id, get_current_person_id())
    return _redirect_to_idea(slug, idea_id)


def _redirect_to_idea(slug: str, idea_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=slug, idea_id=idea_id), HTTPStatus.SEE_OTHER)


def _render_form(slug: str, form: IdeaForm) -> str:
    errors = form.list_errors() if form is not EMPTY_FORM else {}
    shown = {"contest": get_listed_contest(slug), "form": form, "errors": errors, "most": MAX_LENGTHS}
    return render_template("contests/idea_form.html", **shown)
