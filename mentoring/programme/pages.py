"""HR's pages of rounds: their list, the form of a draft, one round with its next step, and its restitution."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import require_permission
from mentoring.programme.follow_up.queries import counts_of
from mentoring.programme.form import (
    WEIGHTS,
    Asked,
    Known,
    Remark,
    empty_form,
    form_of,
    read_form,
    remarks_of,
    writing_asked,
)
from mentoring.rounds import queries, service
from mentoring.rounds.draft import Writing, lacks, mark_of, writing_of
from mentoring.rounds.models import Round
from mentoring.rounds.rules import rules_of
from mentoring.rounds.states import State
from mentoring.volunteers.service import close_volunteering

pages = Blueprint("programmes", __name__, url_prefix="/hr/programmes")

WRITE = "mentoring.write"
STEPS: Mapping[str, Callable[[Round], Round]] = {
    State.OPEN: service.open_round,
    State.MATCHING: close_volunteering,
    State.RUNNING: service.start_running,
    State.CLOSING: service.start_closing,
}
"""The steps that are one button here; proposals go out from the page of the calculation, and a round closes with its restitution."""
TOLD = {
    State.OPEN: _l("Le volontariat est ouvert : la campagne est sur la page Mentorat des personnes concernées."),
    State.MATCHING: _l("Le volontariat est terminé. Le calcul peut commencer."),
    State.RUNNING: _l("C’est noté : les binômes se rencontrent."),
    State.CLOSING: _l("La campagne se termine. Écrivez ce qu’elle a donné, puis publiez-le."),
}


@pages.get("")
@require_permission(WRITE)
def every() -> ResponseReturnValue:
    """Every round, the latest first."""
    return render_template("programmes/every.html", rounds=queries.list_rounds())


@pages.get("/new")
@require_permission(WRITE)
def new() -> ResponseReturnValue:
    """The empty form."""
    return _form(empty_form(clock.now().date()))


@pages.post("/new")
@require_permission(WRITE)
def create() -> ResponseReturnValue:
    """Keep a draft; the form comes back with what is wrong."""
    asked, known = read_form(request.form.to_dict(flat=False)), _known()
    remarks = remarks_of(asked, known)
    if remarks:
        return _form(asked, remarks=remarks), 422
    return _written(service.create_round(writing_asked(asked, known)))


@pages.get("/<slug>")
@require_permission(WRITE)
def one(slug: str) -> ResponseReturnValue:
    """Where a round stands, its counts by groups, and its next step."""
    asked = queries.get_round(slug)
    shown = {"counts": counts_of(asked.id), "lacks": lacks(asked), "listed": queries.is_anything_listed()}
    known = form_of(writing_of(asked), _known())
    told = {
        "rules": rules_of(asked),
        "form": known,
        "regions": queries.regions(),
        "matching": _page_of_matching(slug),
        "smallest": _smallest(),
    }
    return render_template("programmes/one.html", asked=asked, State=State, today=clock.now().date(), **shown, **told)


@pages.get("/<slug>/edit")
@require_permission(WRITE)
def edit(slug: str) -> ResponseReturnValue:
    """The form of a draft, as it was last written."""
    asked = queries.get_round(slug)
    return _form(form_of(writing_of(asked), _known()), asked)


@pages.post("/<slug>/edit")
@require_permission(WRITE)
def change(slug: str) -> ResponseReturnValue:
    """Write a draft anew; the form comes back with what is wrong."""
    found = queries.get_round(slug)
    asked, known = read_form(request.form.to_dict(flat=False)), _known()
    remarks = remarks_of(asked, known)
    if remarks:
        return _form(asked, found, remarks=remarks), 422
    return _changed(found, asked, writing_asked(asked, known))


@pages.post("/<slug>/discard")
@require_permission(WRITE)
def discard(slug: str) -> ResponseReturnValue:
    """Throw a draft away."""
    service.discard_round(queries.get_round(slug))
    flash(_("Le brouillon est jeté."))
    return redirect(url_for(".every"))


@pages.post("/<slug>/step")
@require_permission(WRITE)
def step(slug: str) -> ResponseReturnValue:
    """Take the next step."""
    asked, to = queries.get_round(slug), request.form.get("to", "")
    if to not in STEPS:
        abort(422)
    STEPS[to](asked)
    flash(str(TOLD[State(to)]))
    return redirect(url_for(".restitution" if to == State.CLOSING else ".one", slug=slug))


@pages.get("/<slug>/restitution")
@require_permission(WRITE)
def restitution(slug: str) -> ResponseReturnValue:
    """What the round gives back, to write or to read."""
    asked = queries.get_round(slug)
    return _restitution(asked, asked.restitution or {})


@pages.post("/<slug>/restitution")
@require_permission(WRITE)
def give_back(slug: str) -> ResponseReturnValue:
    """Keep it, or publish it and close."""
    asked = queries.get_round(slug)
    said = {tongue: request.form.get(tongue, "").strip() for tongue in ("fr", "en")}
    is_last = request.form.get("do") == "publish"
    remarks = {tongue: remark for tongue, text in said.items() if (remark := _about(text, is_last=is_last))}
    if remarks:
        return _restitution(asked, said, remarks), 422
    service.write_restitution(asked, said)
    return _given(service.close_round(asked) if is_last else asked)


def _about(text: str, *, is_last: bool) -> Remark | None:
    if len(text) > 6000:
        return Remark.LONG
    return Remark.MISSING if is_last and not text else None


def _given(asked: Round) -> ResponseReturnValue:
    if asked.state == State.CLOSED:
        flash(_("C’est publié : les personnes qui ont pris part à la campagne le lisent sur leur page Mentorat."))
        return redirect(url_for(".one", slug=asked.slug))
    flash(_("La restitution est enregistrée. Personne ne la lit avant sa publication."))
    return redirect(url_for(".restitution", slug=asked.slug))


def _changed(found: Round, asked: Asked, writing: Writing) -> ResponseReturnValue:
    try:
        return _written(service.change_round(found, writing, seen=request.form.get("seen", "")))
    except service.ChangedElsewhere as refused:
        return _form(asked, found, is_stale=True), refused.status


def _written(kept: Round) -> ResponseReturnValue:
    flash(_("Le brouillon est enregistré. Personne ne le voit avant l’ouverture."))
    return redirect(url_for(".one", slug=kept.slug))


def _form(
    form: Asked, asked: Round | None = None, *, remarks: Mapping[str, Remark] | None = None, is_stale: bool = False
) -> str:
    if asked is not None and asked.state != State.DRAFT:
        raise service.NotNow("The round is open: what people volunteered for does not change under them.")
    told = {"form": form, "remarks": remarks or {}, "is_stale": is_stale, "weights": WEIGHTS, "asked": asked}
    seen = mark_of(writing_of(asked)) if asked else ""
    return render_template("programmes/form.html", **told, seen=seen, regions=queries.regions())


def _restitution(asked: Round, said: Mapping[str, str], remarks: Mapping[str, Remark] | None = None) -> str:
    shown = {"counts": counts_of(asked.id), "smallest": _smallest(), "State": State}
    return render_template("programmes/restitution.html", asked=asked, said=said, remarks=remarks or {}, **shown)


def _known() -> Known:
    return Known(queries.regions(), queries.sites(), queries.units())


def _smallest() -> int:
    smallest: int = current_app.config["SETTINGS"].smallest_group
    return smallest


def _page_of_matching(slug: str) -> str | None:
    """The page of the calculation, where there is one."""
    rule = "/hr/programmes/<slug>/matching"
    known = any(one.rule == rule and "GET" in (one.methods or ()) for one in current_app.url_map.iter_rules())
    return rule.replace("<slug>", slug) if known else None
