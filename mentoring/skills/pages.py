"""HR's page of skills: the suggestions of volunteers, the list, and a form that adds a skill."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import require_permission
from mentoring.skills import queries, service
from mentoring.skills.curated import CURATED_SKILLS
from mentoring.skills.names import SkillNamesForm, parse_skill_names_form

pages = Blueprint("skills", __name__, url_prefix="/hr/skills")

WRITE = "mentoring.write"


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """The list and the suggestions."""
    return _render_list(SkillNamesForm())


@pages.post("/curated")
@require_permission(WRITE)
def add_curated_skills() -> ResponseReturnValue:
    """Add the curated list."""
    service.add_curated_skills()
    flash(_("La liste de départ est là. Retirez ce qui ne sert pas, ajoutez ce qui manque."))
    return redirect(url_for(".index"))


@pages.post("")
@require_permission(WRITE)
def create() -> ResponseReturnValue:
    """Add a skill; the form comes back with what is wrong."""
    names = parse_skill_names_form(request.form)
    if names.remarks:
        return _render_list(names), 422
    service.add_skill(names.names_by_language)
    flash(_("La compétence est dans la liste."))
    return redirect(url_for(".index"))


@pages.post("/<slug>/accept")
@require_permission(WRITE)
def accept_suggestion(slug: str) -> ResponseReturnValue:
    """Put a suggested skill on the list, under the names given here."""
    queries.get_skill(slug)
    names = parse_skill_names_form(request.form)
    if names.remarks:
        return _render_list(names, about=slug), 422
    service.accept_skill(slug, names.names_by_language)
    flash(_("La compétence est dans la liste."))
    return redirect(url_for(".index"))


@pages.post("/<slug>/retire")
@require_permission(WRITE)
def retire_skill(slug: str) -> ResponseReturnValue:
    """Stop offering a skill; people who chose it keep it."""
    service.retire_skill(slug)
    flash(_("La compétence n’est plus proposée. Les personnes qui l’avaient choisie la gardent."))
    return redirect(url_for(".index"))


def _render_list(names: SkillNamesForm, about: str = "") -> str:
    skills = queries.list_skills()
    return render_template(
        "programmes/skills.html", skills=skills, curated=len(CURATED_SKILLS), names=names, about=about
    )
