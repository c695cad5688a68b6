"""The desk of HR for one contest, and what HR does there: answer, paste a public value, make the result, cancel."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import ServiceError
from missions.contests.desk import queries
from missions.contests.draw.beacon import BeaconNotProven
from missions.contests.life.service.announce import announce_contest_now, paste_beacon_value
from missions.contests.life.service.cancel import MissingCancelMessage, cancel_contest
from missions.contests.life.service.objections import MOST_CHARACTERS, MissingObjectionText, answer_objection
from missions.contests.life.service.stock import shrink_stock_of_contest
from missions.contests.prizes.service.stock import MissingStockReason, PrizeAlreadyWon, StockNotSmaller
from missions.contests.writing.fields import NO_NUMBER
from missions.contests.writing.form import end_sentence, parse_number

pages = Blueprint("contests_desk", __name__, url_prefix="/hr/contests", template_folder="../../templates")

WRITE = "contests.write"


@pages.get("/<slug>")
@require_permission(WRITE)
def show(slug: str) -> ResponseReturnValue:
    """Where the contest stands, and what waits for HR."""
    return _render_desk(slug)


@pages.post("/<slug>/cancel")
@require_permission(WRITE)
def cancel_for_everybody(slug: str) -> ResponseReturnValue:
    """Cancel the contest, with a word in both languages."""
    message = {language: request.form.get(f"message_{language}", "") for language in ("fr", "en")}
    try:
        cancel_contest(slug, message)
    except MissingCancelMessage as refused:
        return _render_desk(slug, refused="cancel"), refused.status
    flash(_("Le concours est annulé. Les personnes inscrites reçoivent votre message."))
    return _redirect_to_desk(slug)


@pages.post("/<slug>/stock")
@require_permission(WRITE)
def reduce_stock(slug: str) -> ResponseReturnValue:
    """Take copies of a prize out of its stock, for a reason that everybody reads."""
    stock, key = parse_number(request.form.get("stock", "")), request.form.get("prize", "")
    if stock is None:
        return _render_desk(slug, refused="stock", faults={"stock": str(NO_NUMBER)}), HTTPStatus.UNPROCESSABLE_ENTITY
    reason = {language: end_sentence(request.form.get(f"reason_{language}", "")) for language in ("fr", "en")}
    try:
        shrink_stock_of_contest(slug, key, stock=stock, reason=reason, by_id=get_current_person_id())
    except (PrizeAlreadyWon, StockNotSmaller, MissingStockReason) as refused:
        return _render_desk(slug, refused="stock", faults=_read_stock_faults(refused)), refused.status
    flash(_("C’est noté : il en reste %(stock)s.", stock=stock))
    return _redirect_to_desk(slug)


def _read_stock_faults(refused: ServiceError) -> dict[str, str]:
    """What is wrong with the form of a stock, by field."""
    return {error.pointer[1:].replace("/", "_"): error.detail for error in refused.errors} or {
        "stock": str(refused.detail)
    }


@pages.post("/<slug>/beacon")
@require_permission(WRITE)
def keep_beacon_value(slug: str) -> ResponseReturnValue:
    """Keep the public value that the draw waits for."""
    try:
        paste_beacon_value(slug, request.form.get("value", ""))
    except BeaconNotProven as refused:
        return _render_desk(slug, refused="beacon", fault=str(refused.detail)), refused.status
    flash(_("La valeur est vérifiée. Le tirage se fait dans quelques secondes."))
    return _redirect_to_desk(slug)


@pages.post("/<slug>/announce")
@require_permission(WRITE)
def announce_result(slug: str) -> ResponseReturnValue:
    """Make the result without the sheets that the jury still owes."""
    announce_contest_now(slug)
    flash(_("Le résultat provisoire est établi."))
    return _redirect_to_desk(slug)


@pages.post("/<slug>/objections/<int:objection_id>")
@require_permission(WRITE)
def answer_participant(slug: str, objection_id: int) -> ResponseReturnValue:
    """Answer an objection; an upheld one counts everything again, in the open."""
    is_upheld, by_id = request.form.get("decision") == "upheld", get_current_person_id()
    words = {name: request.form.get(name, "") for name in ("answer", "reason")}
    try:
        has_changed = answer_objection(slug, objection_id, is_upheld=is_upheld, by_id=by_id, **words)
    except MissingObjectionText as refused:
        faults = {error.pointer[1:]: error.detail for error in refused.errors}
        return _render_desk(slug, refused=f"objection-{objection_id}", faults=faults), refused.status
    flash(_("Un nouveau résultat va être établi, avec sa raison.") if has_changed else _("La réponse est envoyée."))
    return _redirect_to_desk(slug)


def _redirect_to_desk(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=slug), HTTPStatus.SEE_OTHER)


def _render_desk(slug: str, *, refused: str = "", fault: object = None, faults: Mapping[str, str] | None = None) -> str:
    shown = {"refused": refused, "fault": fault, "faults": faults or {}, "typed": request.form, "most": MOST_CHARACTERS}
    return render_template("contests/desk.html", view=queries.get_desk_view(slug), **shown)
