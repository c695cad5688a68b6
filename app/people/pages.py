"""The pages where people choose: who sees what, the charter, taking part, and their privacy afterwards."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import PUBLIC, get_current_person_id, require_permission
from app.people import queries
from app.people.addresses import parse_internal_path
from app.people.charter import CURRENT, list_new_clauses
from app.people.models import Choices, Person
from app.people.pauses.queries import find_pause_of_person
from app.people.service import participation, pseudonym

pages = Blueprint("people", __name__)

STEPS = ("who-sees-what", "charter", "ready")


@pages.get("/welcome/<step>")
@require_permission("self.see")
def show_welcome_step(step: str) -> ResponseReturnValue:
    """Show one of the three short pages of the welcome."""
    if step not in STEPS:
        abort(404)
    choices = _load_current_choices()
    if step == "ready" and choices.joined_at is not None:
        return redirect(_find_wanted_path() or url_for("missions.show_home"))
    values = {**_load_privacy_page_values(choices), "wanted": _find_wanted_path(), "place": STEPS.index(step) + 1}
    return render_template(f"people/welcome_{step.replace('-', '_')}.html", **values)


@pages.post("/welcome/charter")
@require_permission("self.change")
def accept_charter() -> ResponseReturnValue:
    """Accept the version of the charter that was shown, and go back to where the person came from."""
    participation.accept_charter(_get_current_person(), request.form.get("version", 0, type=int))
    return redirect(_find_wanted_path() or url_for("people.show_welcome_step", step="ready"))


@pages.get("/charter")
@require_permission(PUBLIC)
def show_charter() -> ResponseReturnValue:
    """The charter in force, for everyone."""
    return render_template("people/charter.html", charter=CURRENT)


@pages.get("/me/privacy")
@require_permission("self.see")
def show_privacy() -> ResponseReturnValue:
    """Show every choice on one page, with its current value in words."""
    return render_template("people/privacy.html", **_load_privacy_page_values(_load_current_choices()))


@pages.post("/me/privacy/join")
@require_permission("self.change")
def join_game() -> ResponseReturnValue:
    """Take part from now on; a person who has not accepted a charter yet reads it first."""
    wanted = _find_wanted_path()
    if _load_current_choices().charter_version is None:
        ready = url_for("people.show_welcome_step", step="ready", next=wanted) if wanted else None
        return redirect(url_for("people.show_welcome_step", step="charter", next=ready))
    participation.join_game(_get_current_person())
    flash(_("Bienvenue. Votre parcours est ouvert : il avance à votre rythme."))
    return redirect(wanted or url_for("missions.show_next_mission", joined="yes"))


@pages.post("/me/privacy/leave")
@require_permission("self.change")
def leave_game() -> ResponseReturnValue:
    """Stop taking part, at once."""
    participation.leave_game(_get_current_person())
    flash(_("C’est fait. Passerelle ne retient plus rien de votre activité, et personne n’en est informé."))
    return redirect(url_for("people.show_privacy"))


@pages.post("/me/privacy/boards")
@require_permission("self.change")
def choose_boards_visibility() -> ResponseReturnValue:
    """Appear on the individual boards, or no longer."""
    participation.choose_visibility(_get_current_person(), on_boards=request.form.get("on_boards") == "yes")
    return _respond_to_saved_choice()


@pages.post("/me/privacy/pseudonym")
@require_permission("self.change")
def choose_pseudonym() -> ResponseReturnValue:
    """Appear on boards under another name, or under one's own again."""
    wanted = request.form.get("pseudonym", "")
    try:
        pseudonym.choose_pseudonym(_get_current_person(), wanted)
    except (pseudonym.InvalidPseudonym, pseudonym.PseudonymTaken) as refused:
        message = _("Ce nom est déjà pris. Choisissez-en un autre.")
        if isinstance(refused, pseudonym.InvalidPseudonym):
            message = _("Écrivez 2 à 30 lettres ou chiffres ; les mots se séparent par une espace ou un trait d’union.")
        return render_template(
            "people/privacy.html", **_load_privacy_page_values(_load_current_choices()), wanted=wanted, refusal=message
        ), refused.status
    return _respond_to_saved_choice()


def _respond_to_saved_choice() -> ResponseReturnValue:
    """For htmx, the control as it is now; without it, the page that the form was on, with a message."""
    if "HX-Request" in request.headers:
        return render_template("people/choice_saved.html", **_load_privacy_page_values(_load_current_choices()))
    flash(_("C’est enregistré."))
    return redirect(parse_internal_path(request.form.get("next"), instead=url_for("people.show_privacy")))


def _find_wanted_path() -> str | None:
    """The page of ours that the person was going to when this detour began; None when there is none."""
    return parse_internal_path(request.values.get("next"), instead="") or None


def _get_current_person() -> Person:
    return queries.get_person(get_current_person_id())


def _load_current_choices() -> Choices:
    return queries.find_choices(get_current_person_id()) or Choices(on_boards=False)


def _load_privacy_page_values(choices: Choices) -> dict[str, object]:
    smallest = current_app.config["SETTINGS"].smallest_group
    return {
        "choices": choices,
        "is_pseudonym_confusing": queries.is_pseudonym_confusing(choices),
        "pause": find_pause_of_person(get_current_person_id()),
        "charter": CURRENT,
        "new_clauses": list_new_clauses(choices.charter_version),
        "smallest_group": smallest,
    }
