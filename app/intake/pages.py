"""The pages on which IT sees and changes the names by which networks call people."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.intake.queries import list_sources
from app.kernel.access import require_permission
from app.kernel.errors import ServiceError
from app.people.aliases import queries, service
from app.people.models import Person
from app.people.queries import get_person

pages = Blueprint("aliases", __name__, url_prefix="/admin/people/aliases")

WRITE = "aliases.write"


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """Look for a person."""
    words = request.args.get("q", "").strip()
    people = queries.search_people(words) if words else ()
    return render_template("people/aliases.html", words=words, people=people, most=queries.MOST_PEOPLE)


@pages.get("/<int:person_id>")
@require_permission(WRITE)
def show_aliases(person_id: int) -> ResponseReturnValue:
    """Show the names of a person on networks, and a form to add one."""
    return _render_aliases(get_person(person_id))


@pages.post("/<int:person_id>")
@require_permission(WRITE)
def add_alias(person_id: int) -> ResponseReturnValue:
    """Add a name."""
    person, source = get_person(person_id), request.form.get("source", "")
    if source not in _list_source_names():
        return _render_aliases(person, source_fault=_("Choisissez un réseau de la liste.")), 422
    try:
        service.add_alias(person, source, request.form.get("name", ""))
    except ServiceError as refused:
        return _render_aliases(person, name_fault=str(refused.detail)), 422
    flash(_("C’est enregistré."))
    return redirect(url_for("aliases.show_aliases", person_id=person.id))


@pages.post("/<int:person_id>/remove")
@require_permission(WRITE)
def remove_alias(person_id: int) -> ResponseReturnValue:
    """Remove a name."""
    person = get_person(person_id)
    service.remove_alias(person, request.form.get("source", ""), request.form.get("name", ""))
    flash(_("Le nom est retiré."))
    return redirect(url_for("aliases.show_aliases", person_id=person.id))


def _list_source_names() -> list[str]:
    return sorted({source.name for source in list_sources()} | queries.list_sources_with_token_or_alias())


def _render_aliases(person: Person, *, source_fault: str = "", name_fault: str = "") -> str:
    aliases, sources = queries.list_aliases_of_person(person.id), _list_source_names()
    faults = {"source_fault": source_fault, "name_fault": name_fault}
    return render_template("people/person_aliases.html", person=person, aliases=aliases, sources=sources, **faults)
