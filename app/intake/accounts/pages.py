"""The pages on which IT says whose an unknown account is, or that it is nobody's."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.intake.accounts import queries, service
from app.kernel.access import require_permission
from app.kernel.errors import ServiceError
from app.people.aliases.service import get_typed_person

pages = Blueprint("unknown_accounts", __name__, url_prefix="/admin/people/aliases/unknown")

WRITE = "aliases.write"


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """The accounts that wait, those that acted last first."""
    values = {"accounts": queries.list_unknown_accounts(), "ignored": queries.list_ignored_accounts()}
    return render_template("people/unknown_accounts.html", most=queries.MOST_ACCOUNTS, **values)


@pages.get("/account")
@require_permission(WRITE)
def show_account() -> ResponseReturnValue:
    """One account, and a form to say whose it is."""
    return _render_account(request.args.get("source", ""), request.args.get("name", ""))


@pages.post("/account")
@require_permission(WRITE)
def map_account() -> ResponseReturnValue:
    """Say whose it is."""
    source, name = request.form.get("source", ""), request.form.get("name", "")
    queries.get_unknown_account(source, name)
    try:
        count = service.map_account(source, name, get_typed_person(request.form.get("person", "")))
    except ServiceError as refused:
        return _render_account(source, name, person_fault=str(refused.detail)), 422
    flash(ngettext("C’est enregistré. %(num)s acte compte.", "C’est enregistré. %(num)s actes comptent.", count))
    return redirect(url_for("unknown_accounts.index"))


@pages.post("/ignore")
@require_permission(WRITE)
def ignore_account() -> ResponseReturnValue:
    """Say that it is nobody's."""
    service.ignore_account(request.form.get("source", ""), request.form.get("name", ""))
    flash(_("Ce compte n’apparaît plus, et ce qu’il fait n’est plus gardé."))
    return redirect(url_for("unknown_accounts.index"))


@pages.post("/stop-ignoring")
@require_permission(WRITE)
def stop_ignoring_account() -> ResponseReturnValue:
    """Say that it may be somebody's after all."""
    service.stop_ignoring_account(request.form.get("source", ""), request.form.get("name", ""))
    flash(_("Ce compte attend de nouveau, et ce qu’il fait est gardé sept jours."))
    return redirect(url_for("unknown_accounts.index"))


def _render_account(source: str, name: str, *, person_fault: str = "") -> str:
    account = queries.get_unknown_account(source, name)
    return render_template("people/unknown_account.html", account=account, person_fault=person_fault)
