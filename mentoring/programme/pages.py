"""HR's pages of rounds: the list, the form of a draft, one round with its next step, and the restitution."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import require_permission
from mentoring.programme.follow_up.queries import count_round
from mentoring.programme.form import (
    WEIGHTS,
    DirectoryNames,
    RoundForm,
    RoundRemark,
    check_form,
    draft_from_form,
    empty_form,
    form_from_draft,
    parse_form,
)
from mentoring.rounds import queries, service
from mentoring.rounds.draft import RoundDraft, draft_from_round, hash_draft, list_missing_texts
from mentoring.rounds.models import Round
from mentoring.rounds.rules import read_rules
from mentoring.rounds.states import RoundState
from mentoring.volunteers.service import close_volunteering

pages = Blueprint("programmes", __name__, url_prefix="/hr/programmes")

WRITE = "mentoring.write"
STEPS: Mapping[str, Callable[[Round], Round]] = {
    RoundState.OPEN: service.open_round,
    RoundState.MATCHING: close_volunteering,
    RoundState.RUNNING: service.start_running,
    RoundState.CLOSING: service.start_closing,
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
    return render_template("programmes/index.html", rounds=queries.list_rounds())


@pages.get("/new")
@require_permission(WRITE)
def new() -> ResponseReturnValue:
    """Show the empty form."""
    return _render_form(empty_form(clock.now().date()))


@pages.post("/new")
@require_permission(WRITE)
def create() -> ResponseReturnValue:
    """Create a draft, or show the form again with remarks."""
    form, names = parse_form(request.form.to_dict(flat=False)), _list_directory_names()
    remarks = check_form(form, names)
    if remarks:
        return _render_form(form, remarks=remarks), 422
    return _redirect_to_round(service.create_round(draft_from_form(form, names)))


@pages.get("/<slug>")
@require_permission(WRITE)
def show(slug: str) -> ResponseReturnValue:
    """Show a round: its state, counts of groups, and the next step."""
    round_ = queries.get_round(slug)
    form = form_from_draft(draft_from_round(round_), _list_directory_names())
    shown = {"form": form, "rules": read_rules(round_), "counts": count_round(round_.id), "smallest": _smallest_group()}
    next_step = {
        "lacks": list_missing_texts(round_),
        "listed": queries.has_listed_skills(),
        "today": clock.now().date(),
    }
    lists = {"regions": queries.list_region_names(), "matching": url_for("matching.show_calculation", slug=slug)}
    return render_template("programmes/show.html", round=round_, State=RoundState, **shown, **next_step, **lists)


@pages.get("/<slug>/edit")
@require_permission(WRITE)
def edit(slug: str) -> ResponseReturnValue:
    """Show the form of a draft."""
    round_ = queries.get_round(slug)
    return _render_form(form_from_draft(draft_from_round(round_), _list_directory_names()), round_)


@pages.post("/<slug>/edit")
@require_permission(WRITE)
def update(slug: str) -> ResponseReturnValue:
    """Change a draft, or show the form again with remarks."""
    round_ = queries.get_round(slug)
    form, names = parse_form(request.form.to_dict(flat=False)), _list_directory_names()
    remarks = check_form(form, names)
    if remarks:
        return _render_form(form, round_, remarks=remarks), 422
    return _update_draft(round_, form, draft_from_form(form, names))


@pages.post("/<slug>/discard")
@require_permission(WRITE)
def destroy(slug: str) -> ResponseReturnValue:
    """Delete a draft."""
    service.discard_round(queries.get_round(slug))
    flash(_("Le brouillon est supprimé."))
    return redirect(url_for(".index"))


@pages.post("/<slug>/step")
@require_permission(WRITE)
def take_step(slug: str) -> ResponseReturnValue:
    """Move the round to its next state."""
    round_, to = queries.get_round(slug), request.form.get("to", "")
    if to not in STEPS:
        abort(422)
    STEPS[to](round_)
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
def save_restitution(slug: str) -> ResponseReturnValue:
    """Save the restitution, or publish it and close the round."""
    round_ = queries.get_round(slug)
    texts = {tongue: request.form.get(tongue, "").strip() for tongue in ("fr", "en")}
    is_last = request.form.get("do") == "publish"
    remarks = {
        tongue: remark for tongue, text in texts.items() if (remark := _check_restitution(text, is_last=is_last))
    }
    if remarks:
        return _render_restitution(round_, texts, remarks), 422
    service.write_restitution(round_, texts)
    return _redirect_after_restitution(service.close_round(round_) if is_last else round_)


def _check_restitution(text: str, *, is_last: bool) -> RoundRemark | None:
    if len(text) > 6000:
        return RoundRemark.LONG
    return RoundRemark.MISSING if is_last and not text else None


def _redirect_after_restitution(round_: Round) -> ResponseReturnValue:
    if round_.state == RoundState.CLOSED:
        flash(_("C’est publié : les personnes qui ont pris part à la campagne le lisent sur leur page Mentorat."))
        return redirect(url_for(".show", slug=round_.slug))
    flash(_("La restitution est enregistrée. Personne ne la lit avant sa publication."))
    return redirect(url_for(".show_restitution", slug=round_.slug))


def _update_draft(round_: Round, form: RoundForm, draft: RoundDraft) -> ResponseReturnValue:
    try:
        return _redirect_to_round(service.change_round(round_, draft, shown_hash=request.form.get("seen", "")))
    except service.RoundChangedElsewhere as refused:
        return _render_form(form, round_, is_stale=True), refused.status


def _redirect_to_round(round_: Round) -> ResponseReturnValue:
    flash(_("Le brouillon est enregistré. Personne ne le voit avant l’ouverture."))
    return redirect(url_for(".show", slug=round_.slug))


def _render_form(
    form: RoundForm,
    round_: Round | None = None,
    *,
    remarks: Mapping[str, RoundRemark] | None = None,
    is_stale: bool = False,
) -> str:
    if round_ is not None and round_.state != RoundState.DRAFT:
        raise service.WrongRoundState("The round is open: what people volunteered for does not change under them.")
    context = {"form": form, "remarks": remarks or {}, "is_stale": is_stale, "weights": WEIGHTS, "round": round_}
    shown_hash = hash_draft(draft_from_round(round_)) if round_ else ""
    return render_template(
        "programmes/form.html", **context, shown_hash=shown_hash, regions=queries.list_region_names()
    )


def _render_restitution(
    round_: Round, texts: Mapping[str, str], remarks: Mapping[str, RoundRemark] | None = None
) -> str:
    shown = {"counts": count_round(round_.id), "smallest": _smallest_group(), "State": RoundState}
    return render_template("programmes/restitution.html", round=round_, texts=texts, remarks=remarks or {}, **shown)


def _list_directory_names() -> DirectoryNames:
    return DirectoryNames(queries.list_region_names(), queries.list_site_names(), queries.list_unit_names())


def _smallest_group() -> int:
    smallest: int = current_app.config["SETTINGS"].smallest_group
    return smallest
