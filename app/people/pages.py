"""The pages where people choose: who sees what, the charter, taking part, and their privacy afterwards."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import PUBLIC, current_person_id, require_permission
from app.people import queries
from app.people.addresses import read_own_path
from app.people.charter import CURRENT, list_new_clauses
from app.people.models import Choices, Person
from app.people.points_visibility import PointsAudience
from app.people.service import participation, pseudonym

pages = Blueprint("people", __name__)

STEPS = ("who-sees-what", "charter", "ready")


@pages.get("/welcome/<step>")
@require_permission("self.see")
def welcome(step: str) -> ResponseReturnValue:
    """One of the three short pages; "Plus tard" is on each."""
    if step not in STEPS:
        abort(404)
    choices = _choices()
    if step == "ready" and choices.joined_at is not None:
        return redirect("/home")
    told = _told(choices)
    return render_template(f"people/welcome_{step.replace('-', '_')}.html", place=STEPS.index(step) + 1, **told)


@pages.post("/welcome/charter")
@require_permission("self.change")
def accept_charter() -> ResponseReturnValue:
    """Agree to the version that was shown."""
    participation.accept_charter(_me(), request.form.get("version", 0, type=int))
    return redirect("/welcome/ready")


@pages.get("/charter")
@require_permission(PUBLIC)
def charter() -> ResponseReturnValue:
    """The charter in force, for everyone."""
    return render_template("people/charter.html", charter=CURRENT)


@pages.get("/me/privacy")
@require_permission("self.see")
def privacy() -> ResponseReturnValue:
    """Every choice on one page, with its current value in words."""
    return render_template("people/privacy.html", **_told(_choices()))


@pages.post("/me/privacy/join")
@require_permission("self.change")
def join() -> ResponseReturnValue:
    """Take part from now on; whoever has not read the charter yet reads it first."""
    if _choices().charter_version is None:
        return redirect("/welcome/charter")
    participation.join_game(_me())
    flash(_("Bienvenue ! Votre parcours s’ouvre : il avance à votre rythme."))
    return redirect("/home")


@pages.post("/me/privacy/leave")
@require_permission("self.change")
def leave() -> ResponseReturnValue:
    """Stop, at once and without a question."""
    participation.leave_game(_me())
    flash(_("C’est fait. Plus rien n’est retenu de votre activité, et personne n’en est informé."))
    return redirect("/me/privacy")


@pages.post("/me/privacy/points")
@require_permission("self.change")
def choose_audience() -> ResponseReturnValue:
    """Say who may see my points."""
    chosen = request.form.get("audience", "")
    if chosen not in list(PointsAudience):
        abort(422)
    participation.choose_visibility(_me(), points_audience=PointsAudience(chosen))
    return _kept("people/audience_told.html")


@pages.post("/me/privacy/boards")
@require_permission("self.change")
def choose_boards() -> ResponseReturnValue:
    """Appear on the individual boards, or no longer."""
    participation.choose_visibility(_me(), on_boards=request.form.get("on_boards") == "yes")
    return _kept()


@pages.post("/me/privacy/pseudonym")
@require_permission("self.change")
def choose_pseudonym() -> ResponseReturnValue:
    """Appear on boards under another name, or under one's own again."""
    wanted = request.form.get("pseudonym", "")
    try:
        pseudonym.choose_pseudonym(_me(), wanted)
    except (pseudonym.InvalidPseudonym, pseudonym.PseudonymTaken) as refused:
        said = _("Ce nom est déjà celui de quelqu’un. Choisissez-en un autre.")
        if isinstance(refused, pseudonym.InvalidPseudonym):
            said = _("Écrivez 2 à 30 lettres ou chiffres ; les mots se séparent par une espace ou un trait d’union.")
        return render_template("people/privacy.html", **_told(_choices()), wanted=wanted, refusal=said), refused.status
    return _kept()


def _kept(fragment: str | None = None) -> ResponseReturnValue:
    """What the control says of itself now, for htmx; the page it was on, and a word, for everyone else."""
    if "HX-Request" in request.headers:
        return render_template("people/kept.html", fragment=fragment, **_told(_choices()))
    flash(_("C’est enregistré."))
    return redirect(read_own_path(request.form.get("next"), instead="/me/privacy"))


def _me() -> Person:
    return queries.get_person(current_person_id())


def _choices() -> Choices:
    return queries.find_choices(current_person_id()) or Choices(points_audience=PointsAudience.ME, on_boards=False)


def _told(choices: Choices) -> dict[str, object]:
    smallest = current_app.config["SETTINGS"].smallest_group
    return {
        "choices": choices,
        "charter": CURRENT,
        "new_clauses": list_new_clauses(choices.charter_version),
        "smallest_group": smallest,
    }
