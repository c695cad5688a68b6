"""The pages to sign in and out, to change the language, and to enter the demo as one of its people."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from app.kernel.access import PUBLIC, current_principal, require_permission
from app.people import queries
from app.people.accounts import queries as accounts
from app.people.accounts.identify import end_sign_in_session, start_sign_in_session
from app.people.accounts.service.sign_in import SignInRefused, authenticate_person
from app.people.accounts.tour import list_demo_tour_people
from app.people.addresses import parse_internal_path
from app.people.service.participation import LANGUAGES, choose_language

pages = Blueprint("accounts", __name__)

LANGUAGE_COOKIE_SECONDS = 365 * 24 * 3600
ROLE_NAMES = {
    "person": _l("Collègues"),
    "manager": _l("Managers"),
    "ambassador": _l("Ambassadrices et ambassadeurs"),
    "animator": _l("Animatrices et animateurs de communautés"),
    "hr": _l("Ressources humaines"),
    "representative": _l("Représentants du personnel et protection des données"),
    "payroll": _l("Paie"),
    "it": _l("Informatique"),
}


@pages.get("/login")
@require_permission(PUBLIC)
def show_sign_in() -> ResponseReturnValue:
    """Show the form, or send a signed-in person on to the page they wanted."""
    wanted = parse_internal_path(request.args.get("next"), instead="/")
    if current_principal().person_id is not None:
        return redirect(wanted)
    return _render_sign_in(wanted)


@pages.post("/login")
@require_permission(PUBLIC)
def sign_in_person() -> ResponseReturnValue:
    """Sign in with an e-mail and a password; the refusal does not say which of the two was wrong."""
    wanted = parse_internal_path(request.form.get("next"), instead="/")
    email = request.form.get("email", "")
    try:
        person = authenticate_person(email, request.form.get("password", ""), address=request.remote_addr or "")
    except SignInRefused:
        return _render_sign_in(wanted, email=email, failed=True), 401
    start_sign_in_session(person)
    return redirect(wanted)


@pages.post("/logout")
@require_permission(PUBLIC)
def sign_out_person() -> ResponseReturnValue:
    """End the session of this browser."""
    end_sign_in_session()
    return redirect(url_for("accounts.show_sign_in"))


@pages.post("/language")
@require_permission(PUBLIC)
def change_language() -> ResponseReturnValue:
    """Use this language from now on: for the person on every device, and in this browser."""
    chosen = request.form.get("language", "")
    person_id = current_principal().person_id
    if person_id is not None:
        choose_language(queries.get_person(person_id), chosen)
    response = make_response(redirect(parse_internal_path(request.form.get("next"), instead="/")))
    if chosen in LANGUAGES:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(
            "language", chosen, max_age=LANGUAGE_COOKIE_SECONDS, secure=secure, httponly=True, samesite="Lax"
        )
    return response


@pages.get("/demo/sign-in-as")
@require_permission(PUBLIC)
def list_demo_people() -> ResponseReturnValue:
    """List people of the demo by role; a visitor can enter as any of them."""
    _refuse_unless_demo()
    words = request.args.get("q", "").strip()
    by_role = accounts.list_demo_accounts_by_role(words)
    groups = [(name, by_role[role]) for role, name in ROLE_NAMES.items() if role in by_role]
    wanted = parse_internal_path(request.args.get("next"), instead="")
    return render_template(
        "people/sign_in_as.html", groups=groups, q=words, tour=[] if words else list_demo_tour_people(), wanted=wanted
    )


@pages.post("/demo/sign-in-as")
@require_permission(PUBLIC)
def enter_as_demo_person() -> ResponseReturnValue:
    """Sign in as this person of the demo, who reads the language of the visitor from now on."""
    _refuse_unless_demo()
    person = queries.get_person(request.form.get("person", type=int) or 0)
    choose_language(person, str(get_locale()))
    start_sign_in_session(person)
    return redirect(parse_internal_path(request.form.get("next"), instead=url_for("missions.show_home")))


def _refuse_unless_demo() -> None:
    if not current_app.config["SETTINGS"].demo:
        abort(404)


def _render_sign_in(wanted: str, *, email: str = "", failed: bool = False) -> str:
    demo_mode = current_app.config["SETTINGS"].demo
    return render_template("people/login.html", wanted=wanted, email=email, failed=failed, demo=demo_mode)
