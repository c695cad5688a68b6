"""HR's page of the list of skills: what volunteers suggest, what can be wished for, and one form to add."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import require_permission
from mentoring.skills import queries, service
from mentoring.skills.curated import CURATED
from mentoring.skills.names import Names, read_names

pages = Blueprint("skills", __name__, url_prefix="/hr/skills")

WRITE = "mentoring.write"


@pages.get("")
@require_permission(WRITE)
def every() -> ResponseReturnValue:
    """The list, and what is suggested."""
    return _page(Names())


@pages.post("/curated")
@require_permission(WRITE)
def start() -> ResponseReturnValue:
    """Start from the curated list."""
    service.add_curated()
    flash(_("La liste de départ est là. Retirez ce qui ne sert pas, ajoutez ce qui manque."))
    return redirect(url_for(".every"))


@pages.post("")
@require_permission(WRITE)
def add() -> ResponseReturnValue:
    """Add one; the form comes back with what is wrong."""
    names = read_names(request.form)
    if names.remarks:
        return _page(names), 422
    service.add_skill(names.both)
    flash(_("La compétence est dans la liste."))
    return redirect(url_for(".every"))


@pages.post("/<slug>/accept")
@require_permission(WRITE)
def accept(slug: str) -> ResponseReturnValue:
    """Put what was suggested on the list, under the names given here."""
    queries.get_skill(slug)
    names = read_names(request.form)
    if names.remarks:
        return _page(names, about=slug), 422
    service.accept_skill(slug, names.both)
    flash(_("La compétence est dans la liste."))
    return redirect(url_for(".every"))


@pages.post("/<slug>/retire")
@require_permission(WRITE)
def retire(slug: str) -> ResponseReturnValue:
    """Offer it to nobody new."""
    service.retire_skill(slug)
    flash(_("La compétence n’est plus proposée. Qui l’avait choisie la garde."))
    return redirect(url_for(".every"))


def _page(names: Names, about: str = "") -> str:
    skills = queries.list_skills()
    return render_template("programmes/skills.html", skills=skills, curated=len(CURATED), names=names, about=about)
