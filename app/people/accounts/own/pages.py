"""The page of one's own sign-in: change the password, and sign out of every other browser."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.people.accounts.identify import keep_sign_in_session
from app.people.accounts.passwords import MIN_LENGTH
from app.people.accounts.service.sign_in import (
    WeakPassword,
    WrongPassword,
    change_own_password,
    end_every_sign_in_session,
)
from app.people.models import Person
from app.people.queries import get_person

pages = Blueprint("own_account", __name__, url_prefix="/me/sign-in")


@pages.get("")
@require_permission("self.see")
def show() -> ResponseReturnValue:
    """Show both forms."""
    return _render_own_account(_get_own_person())


@pages.post("/password")
@require_permission("self.change")
def change_password() -> ResponseReturnValue:
    """Change the password; this browser stays signed in, every other one is signed out."""
    person = _get_own_person()
    try:
        change_own_password(person, request.form.get("present", ""), request.form.get("new", ""))
    except WrongPassword as wrong:
        return _render_own_account(person, {"present": str(wrong.detail)}), 422
    except WeakPassword as weak:
        return _render_own_account(person, {"new": str(weak.detail)}), 422
    keep_sign_in_session(person)
    flash(_("Votre mot de passe est changé. Vos autres appareils sont déconnectés."))
    return redirect(url_for(".show"))


@pages.post("/others")
@require_permission("self.change")
def end_other_sessions() -> ResponseReturnValue:
    """Sign out of every other browser."""
    person = _get_own_person()
    end_every_sign_in_session(person)
    keep_sign_in_session(person)
    flash(_("C’est fait : seul cet appareil reste connecté."))
    return redirect(url_for(".show"))


def _get_own_person() -> Person:
    return get_person(get_current_person_id())


def _render_own_account(person: Person, faults: Mapping[str, str] | None = None) -> str:
    has_password = person.password_hash is not None
    return render_template("people/own_account.html", has_password=has_password, faults=faults or {}, least=MIN_LENGTH)
