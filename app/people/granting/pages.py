"""The page of roles: who holds which, and the forms to give one and to take it back."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import ServiceError
from app.people.directory.cells import UnreadableCell
from app.people.directory.emails import LONGEST, parse_email
from app.people.granting.queries import map_role_holders
from app.people.granting.service import grant_role, withdraw_role
from app.people.models import Person
from app.people.queries import find_person_by_email, get_person
from app.people.wording import ROLE_LABELS

pages = Blueprint("granting", __name__, url_prefix="/admin/roles")

SENTENCES = {
    "animator": _l("Écrit des missions et fait vivre les communautés."),
    "hr": _l("Lance les programmes et voit des groupes, jamais une personne."),
    "representative": _l("Lit ce qui est mesuré, et pourquoi."),
    "payroll": _l("Enregistre les lots remis, et ne voit rien d’autre."),
    "it": _l("Relie l’annuaire, le réseau et les webhooks."),
}
"""The sentence of each role that this page gives."""

ROLE_WORDS = {role: (_l(ROLE_LABELS[role]), sentence) for role, sentence in SENTENCES.items()}


@pages.get("")
@require_permission("roles.write")
def index() -> ResponseReturnValue:
    """The holders of each role, and a form to give one."""
    return _render_roles()


@pages.post("")
@require_permission("roles.write")
def give_role() -> ResponseReturnValue:
    """Give a role to the person who reads an address."""
    person, fault = _find_person_or_fault(request.form.get("email", "").strip())
    if person is None:
        return _render_roles({"email": fault}), 422
    try:
        grant_role(person, request.form.get("role", ""), by_id=get_current_person_id())
    except ServiceError as refused:
        return _render_roles({fault.pointer.strip("/"): fault.detail for fault in refused.errors}), refused.status
    flash(_("C’est fait. Le rôle vaut dès la prochaine page ouverte."))
    return redirect(url_for(".index"))


@pages.post("/<int:person_id>/take-back")
@require_permission("roles.write")
def take_role_back(person_id: int) -> ResponseReturnValue:
    """Take a role back from a person."""
    withdraw_role(get_person(person_id), request.form.get("role", ""), by_id=get_current_person_id())
    flash(_("Le rôle est retiré dès la prochaine page ouverte."))
    return redirect(url_for(".index"))


def _find_person_or_fault(email: str) -> tuple[Person | None, str]:
    """The person who reads an address; or what is wrong with it: empty, no address, or nobody's."""
    if not email:
        return None, _("Écrivez une adresse e-mail.")
    try:
        person = find_person_by_email(parse_email(email))
    except UnreadableCell as wrong:
        return None, _("Ce n’est pas une adresse e-mail.") if len(email) > LONGEST else str(wrong.advice)
    return person, _("Aucune personne présente n’a cette adresse.")


def _render_roles(faults: Mapping[str, str] | None = None) -> str:
    values = {"holders": map_role_holders(tuple(ROLE_WORDS)), "own_id": get_current_person_id()}
    return render_template("people/roles.html", roles=ROLE_WORDS, faults=faults or {}, **values)
