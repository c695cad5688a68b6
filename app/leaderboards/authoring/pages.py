"""HR's pages of boards: the list, the form of a new board, its end, and the seasons."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.journal.objects import list_object_choices
from app.kernel.access import require_permission
from app.kernel.application import current_settings
from app.kernel.messages import ErrorMessage
from app.leaderboards import queries
from app.leaderboards.authoring import service
from app.leaderboards.authoring.form import FieldFault, FieldFaults, parse_board_form, parse_season_form
from app.leaderboards.measure import measures_by_name
from app.leaderboards.subject import group_kinds_by_name

pages = Blueprint("boards_authoring", __name__, url_prefix="/hr/boards")

FAULT_SENTENCES = {
    FieldFault.MISSING: _l("Remplissez ce champ."),
    FieldFault.TOO_LONG: _l("Raccourcissez à 80 signes au plus."),
    FieldFault.UNKNOWN: _l("Choisissez parmi ce qui est proposé."),
    FieldFault.TAKEN: _l("Ce nom est déjà pris : choisissez-en un autre."),
    FieldFault.UNBOUNDED: _l(
        "Un tableau de personnes porte sur une semaine, un mois, ou une saison de 31 jours au plus."
    ),
    FieldFault.FOR_PEOPLE: _l(
        "Comparez des groupes par leurs points : une mission peut n’être ouverte qu’à quelques personnes d’un groupe."
    ),
    FieldFault.BACKWARDS: _l("Le dernier jour vient avant le premier."),
}


@pages.get("")
@require_permission("boards.write")
def index() -> ResponseReturnValue:
    """List the boards and the seasons."""
    return _render_boards_and_seasons({})


@pages.get("/new")
@require_permission("boards.write")
def show_new_board_form() -> ResponseReturnValue:
    """Show the form, filled in for a collective goal."""
    return _render_new_board_form({}, "per_head")


@pages.post("/new")
@require_permission("boards.write")
def create_board() -> ResponseReturnValue:
    """Publish a board; ask once more before totals of unequal groups are compared."""
    draft, faults = parse_board_form(request.form)
    if draft is None:
        return _render_new_board_form(faults), 422
    if service.has_totals_of_unequal_groups(draft) and "confirmed" not in request.form:
        return _render_new_board_form({}, is_unequal=True)
    faults = service.publish_board_or_list_faults(draft)
    if faults:
        return _render_new_board_form(faults), 422
    flash(_("Le tableau est publié. Sa première version arrive dans un instant."))
    return redirect(url_for("boards_authoring.index"))


@pages.post("/<slug>/end")
@require_permission("boards.write")
def end_board(slug: str) -> ResponseReturnValue:
    """End a board."""
    service.end_board(slug)
    flash(_("Le tableau est retiré. Plus personne ne le voit."))
    return redirect(url_for("boards_authoring.index"))


@pages.post("/seasons")
@require_permission("boards.write")
def create_season() -> ResponseReturnValue:
    """Create a season."""
    season, faults = parse_season_form(request.form)
    faults = service.create_season_or_list_faults(season) if season is not None else faults
    if faults:
        return _render_boards_and_seasons(faults), 422
    flash(_("La saison est prête : choisissez-la dans un nouveau tableau."))
    return redirect(url_for("boards_authoring.index"))


def _render_boards_and_seasons(faults: FieldFaults) -> str:
    return render_template(
        "leaderboards/authoring.html",
        boards=queries.list_current_boards(),
        seasons=queries.list_seasons(),
        subjects=group_kinds_by_name(),
        measures=measures_by_name(),
        sent=request.form,
        errors=_format_faults(faults),
    )


def _render_new_board_form(faults: FieldFaults, how: str = "", *, is_unequal: bool = False) -> str:
    return render_template(
        "leaderboards/new.html",
        sent=request.form or {"how": how, "subject": "unit", "measure": "points", "period": "month"},
        seasons=queries.list_seasons(),
        subjects=group_kinds_by_name(),
        measures=measures_by_name(),
        missions=list_object_choices("mission"),
        errors=_format_faults(faults),
        is_unequal=is_unequal,
        smallest_shown=2 * current_settings().smallest_group,
    )


def _format_faults(faults: FieldFaults) -> dict[str, str]:
    return {
        field: str(fault if isinstance(fault, ErrorMessage) else FAULT_SENTENCES[fault])
        for field, fault in faults.items()
    }
