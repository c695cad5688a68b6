"""Where HR writes boards: the list, the form of a new one, its end, and the seasons that boards may look at."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel.access import require_permission
from app.leaderboards import queries
from app.leaderboards.authoring import service
from app.leaderboards.authoring.form import Fault, Faults, read_board, read_season

pages = Blueprint("boards_authoring", __name__, url_prefix="/hr/boards")

SAID = {
    Fault.MISSING: _l("Remplissez ce champ."),
    Fault.TOO_LONG: _l("Raccourcissez à 80 signes au plus."),
    Fault.UNKNOWN: _l("Choisissez parmi ce qui est proposé."),
    Fault.TAKEN: _l("Ce nom est déjà pris : choisissez-en un autre."),
    Fault.UNBOUNDED: _l("Un tableau de personnes porte sur une semaine, un mois, ou une saison de 31 jours au plus."),
    Fault.BACKWARDS: _l("Le dernier jour vient avant le premier."),
}


@pages.get("")
@require_permission("boards.write")
def every() -> ResponseReturnValue:
    """The boards there are, and the seasons."""
    return _list({})


@pages.get("/new")
@require_permission("boards.write")
def new() -> ResponseReturnValue:
    """The form, with the answers that suit a collective goal."""
    return _form({}, "per_head")


@pages.post("/new")
@require_permission("boards.write")
def publish() -> ResponseReturnValue:
    """Publish it; what compares totals of unequal groups is asked about once more."""
    draft, faults = read_board(request.form)
    if draft is None:
        return _form(faults), 422
    if service.compares_sizes(draft) and "confirmed" not in request.form:
        return _form({}, is_unequal=True)
    faults = service.publish(draft)
    if faults:
        return _form(faults), 422
    flash(_("Le tableau est publié. Sa première version arrive dans un instant."))
    return redirect(url_for("boards_authoring.every"))


@pages.post("/<slug>/end")
@require_permission("boards.write")
def end(slug: str) -> ResponseReturnValue:
    """Take a board away."""
    service.end_board(slug)
    flash(_("Le tableau est retiré. Plus personne ne le voit."))
    return redirect(url_for("boards_authoring.every"))


@pages.post("/seasons")
@require_permission("boards.write")
def name_season() -> ResponseReturnValue:
    """Name a stretch of days."""
    season, faults = read_season(request.form)
    faults = service.name_season(season) if season is not None else faults
    if faults:
        return _list(faults), 422
    flash(_("La saison est prête : choisissez-la dans un nouveau tableau."))
    return redirect(url_for("boards_authoring.every"))


def _list(faults: Faults) -> str:
    return render_template(
        "leaderboards/written.html",
        boards=queries.list_boards(),
        seasons=queries.list_seasons(),
        sent=request.form,
        errors=_said(faults),
    )


def _form(faults: Faults, how: str = "", *, is_unequal: bool = False) -> str:
    return render_template(
        "leaderboards/new.html",
        sent=request.form or {"how": how, "subject": "unit", "measure": "points", "period": "month"},
        seasons=queries.list_seasons(),
        errors=_said(faults),
        is_unequal=is_unequal,
    )


def _said(faults: Faults) -> dict[str, str]:
    return {field: str(SAID[fault]) for field, fault in faults.items()}
