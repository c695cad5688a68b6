"""The pages of the door: signing in and out, the language, and the demo's way in."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.kernel.access import PUBLIC, current_principal, require_permission
from app.people import queries
from app.people.accounts import queries as accounts
from app.people.accounts.identify import end_session, start_session
from app.people.accounts.service.sign_in import SignInRefused, sign_in
from app.people.accounts.tour import list_tour_stops
from app.people.addresses import read_own_path
from app.people.service.language import LANGUAGES, choose_language

pages = Blueprint("accounts", __name__)

A_YEAR = 365 * 24 * 3600
ROLE_NAMES = {
    "person": _l("Collègues"),
    "manager": _l("Managers"),
    "ambassador": _l("Ambassadrices et ambassadeurs"),
    "animator": _l("Animation des communautés"),
    "hr": _l("Ressources humaines"),
    "representative": _l("Représentants du personnel et protection des données"),
    "it": _l("Informatique"),
}


@pages.get("/login")
@require_permission(PUBLIC)
def login() -> ResponseReturnValue:
    """The form, or straight on for whoever is signed in already."""
    wanted = read_own_path(request.args.get("next"), instead="/")
    if current_principal().person_id is not None:
        return redirect(wanted)
    return _form(wanted)


@pages.post("/login")
@require_permission(PUBLIC)
def enter() -> ResponseReturnValue:
    """Sign in with an e-mail and a password; the refusal does not say which of the two was wrong."""
    wanted = read_own_path(request.form.get("next"), instead="/")
    email = request.form.get("email", "")
    try:
        person = sign_in(email, request.form.get("password", ""), address=request.remote_addr or "")
    except SignInRefused:
        return _form(wanted, email=email, failed=True), 401
    start_session(person)
    return redirect(wanted)


@pages.post("/logout")
@require_permission(PUBLIC)
def logout() -> ResponseReturnValue:
    """Forget who is in this browser."""
    end_session()
    return redirect("/login")


@pages.post("/language")
@require_permission(PUBLIC)
def language() -> ResponseReturnValue:
    """Speak this language from now on: to the person everywhere, and to this browser."""
    chosen = request.form.get("language", "")
    person_id = current_principal().person_id
    if person_id is not None:
        choose_language(queries.get_person(person_id), chosen)
    response = make_response(redirect(read_own_path(request.form.get("next"), instead="/")))
    if chosen in LANGUAGES:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie("language", chosen, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


@pages.get("/demo/sign-in-as")
@require_permission(PUBLIC)
def demo() -> ResponseReturnValue:
    """The people of the demo, by role, for whoever wants to see their day."""
    _only_in_the_demo()
    words = request.args.get("q", "").strip()
    by_role = accounts.list_demo_sign_ins(words)
    groups = [(name, by_role[role]) for role, name in ROLE_NAMES.items() if role in by_role]
    return render_template("people/sign_in_as.html", groups=groups, q=words, tour=[] if words else list_tour_stops())


@pages.post("/demo/sign-in-as")
@require_permission(PUBLIC)
def enter_demo() -> ResponseReturnValue:
    """Become one of them."""
    _only_in_the_demo()
    start_session(queries.get_person(request.form.get("person", type=int) or 0))
    return redirect("/home")


def _only_in_the_demo() -> None:
    if not current_app.config["SETTINGS"].demo:
        abort(404)


def _form(wanted: str, *, email: str = "", failed: bool = False) -> str:
    demo_mode = current_app.config["SETTINGS"].demo
    return render_template("people/login.html", wanted=wanted, email=email, failed=failed, demo=demo_mode)
