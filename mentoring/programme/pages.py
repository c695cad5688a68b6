"""HR's pages of rounds: the list, the form of a draft, one round with its next step, and the restitution."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from mentoring.programme.follow_up.queries import read_round_counts_hiding_small_groups
from mentoring.programme.form import (
    RoundFieldRemark,
    form_from_draft,
)
from mentoring.programme.queries import read_region_site_unit_names
from mentoring.programme.writing.queries import find_unsaved_round_time
from mentoring.rounds import queries, service
from mentoring.rounds.draft import draft_from_round, list_fields_missing_to_open
from mentoring.rounds.models import Round
from mentoring.rounds.rules import build_round_rules, compute_least_shared_days
from mentoring.rounds.states import RoundState, compute_last_day_to_volunteer
from mentoring.volunteers.queries.volunteers import has_ready_senior_and_junior
from mentoring.volunteers.service import OneSideIsEmpty, close_volunteering

pages = Blueprint("programmes", __name__, url_prefix="/hr/programmes")

WRITE = "mentoring.write"
MAX_REPORT = 6000
"""The longest report, in characters of each language."""
STEPS: Mapping[str, Callable[[Round], Round]] = {
    RoundState.OPEN: service.open_round,
    RoundState.MATCHING: close_volunteering,
    RoundState.RUNNING: service.move_round_to_running,
    RoundState.CLOSING: service.move_round_to_closing,
}
"""The steps with a button here; proposals are released on the page of the calculation, and the restitution closes a round."""
STEP_MESSAGES = {
    RoundState.OPEN: _l("Le volontariat est ouvert : la campagne est sur la page Mentorat des personnes concernées."),
    RoundState.MATCHING: _l("Le volontariat est terminé. Le calcul peut commencer."),
    RoundState.RUNNING: _l("C’est noté : les binômes se rencontrent."),
    RoundState.CLOSING: _l("La campagne se termine. Écrivez ce qu’elle a donné, puis publiez-le."),
}


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """List rounds, the latest first."""
    unsaved_at = find_unsaved_round_time(get_current_person_id(), None)
    shown = {"rounds": queries.list_rounds(), "last_day_to_volunteer": compute_last_day_to_volunteer}
    return render_template("programmes/index.html", **shown, unsaved_at=unsaved_at)


@pages.get("/<slug>")
@require_permission(WRITE)
def show(slug: str) -> ResponseReturnValue:
    """Show a round: its state, counts of groups, and the next step."""
    return _render_round(queries.get_round(slug))


@pages.post("/<slug>/discard")
@require_permission(WRITE)
def destroy(slug: str) -> ResponseReturnValue:
    """Delete a draft."""
    service.delete_draft_round(queries.get_round(slug))
    flash(_("Le brouillon est supprimé."))
    return redirect(url_for(".index"))


@pages.post("/<slug>/step")
@require_permission(WRITE)
def move_round_to_next_state(slug: str) -> ResponseReturnValue:
    """Move the round to its next state."""
    round_, to = queries.get_round(slug), request.form.get("to", "")
    if to not in STEPS:
        abort(422)
    try:
        STEPS[to](round_)
    except OneSideIsEmpty:
        return _render_round(round_), HTTPStatus.CONFLICT
    flash(str(STEP_MESSAGES[RoundState(to)]))
    return redirect(url_for(".show_restitution" if to == RoundState.CLOSING else ".show", slug=slug))


@pages.get("/<slug>/restitution")
@require_permission(WRITE)
def show_restitution(slug: str) -> ResponseReturnValue:
    """Show the restitution, to write or to read."""
    round_ = queries.get_round(slug)
    return _render_restitution(round_, round_.restitution or {})


@pages.post("/<slug>/restitution")
@require_permission(WRITE)
def save_or_publish_restitution(slug: str) -> ResponseReturnValue:
    """Save the restitution, or publish it and close the round."""
    round_ = queries.get_round(slug)
    texts = {tongue: request.form.get(tongue, "").strip() for tongue in ("fr", "en")}
    is_last = request.form.get("do") == "publish"
    remarks = {
        tongue: remark for tongue, text in texts.items() if (remark := _find_restitution_remark(text, is_last=is_last))
    }
    if remarks:
        return _render_restitution(round_, texts, remarks), 422
    service.save_report_texts(round_, texts)
    return _redirect_after_restitution(service.close_round(round_) if is_last else round_)


def _render_round(round_: Round) -> str:
    context = {
        "form": form_from_draft(draft_from_round(round_), read_region_site_unit_names()),
        "can_be_matched": has_ready_senior_and_junior(round_.id),
        "counts": read_round_counts_hiding_small_groups(round_.id),
        "unsaved_at": find_unsaved_round_time(get_current_person_id(), round_.slug),
    }
    context |= {"lacks": list_fields_missing_to_open(round_), "listed": queries.has_listed_skills()}
    context |= {"smallest": _get_smallest_group_size(), "regions": queries.read_region_names_by_slug()}
    context |= {"today": clock.now().date(), "matching": url_for("matching.show_calculation", slug=round_.slug)}
    return render_template("programmes/show.html", round=round_, State=RoundState, **context, **_read_rules(round_))


def _read_rules(round_: Round) -> dict[str, object]:
    """The rules and days of a round that follow from what HR wrote."""
    days = {"least_days": compute_least_shared_days(round_, clock.now().date())}
    return {"rules": build_round_rules(round_), "last_day_to_volunteer": compute_last_day_to_volunteer(round_), **days}


def _find_restitution_remark(text: str, *, is_last: bool) -> RoundFieldRemark | ErrorMessage | None:
    if len(text) > MAX_REPORT:
        return RoundFieldRemark.LONG
    return find_hidden_sign(text) or (RoundFieldRemark.MISSING if is_last and not text else None)


def _redirect_after_restitution(round_: Round) -> ResponseReturnValue:
    if round_.state == RoundState.CLOSED:
        flash(_("C’est publié : les personnes qui ont pris part à la campagne le lisent sur leur page Mentorat."))
        return redirect(url_for(".show", slug=round_.slug))
    flash(_("La restitution est enregistrée. Personne ne la lit avant sa publication."))
    return redirect(url_for(".show_restitution", slug=round_.slug))


def _render_restitution(round_: Round, texts: Mapping[str, str], remarks: Mapping[str, str] | None = None) -> str:
    shown = {
        "counts": read_round_counts_hiding_small_groups(round_.id),
        "smallest": _get_smallest_group_size(),
        "State": RoundState,
    }
    return render_template("programmes/restitution.html", round=round_, texts=texts, remarks=remarks or {}, **shown)


def _get_smallest_group_size() -> int:
    smallest: int = current_app.config["SETTINGS"].smallest_group
    return smallest
