"""The screens of webhooks: the addresses, each with its messages, and a button for all that can be done."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import require_permission
from app.kernel.application import get_extension
from app.kernel.errors import ServiceError
from app.web.endpoints.form import EndpointForm, parse_endpoint_form
from app.web.languages import format_moment
from app.webhooks import queries
from app.webhooks.models import Endpoint
from app.webhooks.schemas.responses import EndpointSchema
from app.webhooks.service import announce, register
from app.webhooks.service.probe import request_test
from app.webhooks.wording import DISABLED_LABELS, KIND_LABELS, SPANS, STATE_LABELS

pages = Blueprint("endpoints", __name__, url_prefix="/admin/webhooks")

MANAGE = "webhooks.manage"
WORDS = {"kinds": KIND_LABELS, "states": STATE_LABELS, "spans": SPANS, "causes": DISABLED_LABELS}
MESSAGES_ON_PAGE = 25
NOTHING_TICKED = _l("Cochez au moins un message.")
SHOWN_ONCE = "shown_once"
"""Where the cookie says whose secret was just made, and never the secret."""


@pages.get("")
@require_permission(MANAGE)
def index() -> ResponseReturnValue:
    """List the addresses, each with its state, and the form to add one."""
    return _render_index(EndpointForm(wish=register.EndpointWish(url="", kinds=())))


@pages.post("")
@require_permission(MANAGE)
def add_endpoint() -> ResponseReturnValue:
    """Add an address, and go on to the page that shows its secret this once."""
    form = _parse_form()
    if form.faults:
        return _render_index(form), 422
    return _redirect_to_secret(register.create_endpoint(form.wish, get_extension("webhooks").reach))


@pages.get("/<int:endpoint_id>/secret")
@require_permission(MANAGE)
def show_secret(endpoint_id: int) -> ResponseReturnValue:
    """The secret that was just made, to whoever made it, once: loaded again, the page is that of the address."""
    endpoint = queries.get_endpoint(endpoint_id)
    if cookie.pop(SHOWN_ONCE, None) != endpoint_id:
        return redirect(url_for(".show_endpoint", endpoint_id=endpoint_id))
    shown = EndpointSchema().dump(endpoint)
    response = make_response(render_template("webhooks/secret.html", endpoint=endpoint, shown=shown))
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/<int:endpoint_id>")
@require_permission(MANAGE)
def show_endpoint(endpoint_id: int) -> ResponseReturnValue:
    """One address: how it is, its messages, and what can be done."""
    endpoint = queries.get_endpoint(endpoint_id)
    return _render_endpoint(endpoint, EndpointForm(wish=register.describe_wish(endpoint)))


@pages.post("/<int:endpoint_id>")
@require_permission(MANAGE)
def change_endpoint(endpoint_id: int) -> ResponseReturnValue:
    """Change what is sent, where and how."""
    endpoint = queries.get_locked_endpoint(endpoint_id)
    form = _parse_form(endpoint)
    if form.faults:
        return _render_endpoint(endpoint, form), 422
    register.change_endpoint(endpoint, form.wish, get_extension("webhooks").reach)
    return _redirect_to_endpoint(endpoint_id, _("C’est enregistré, à partir du prochain message."))


@pages.post("/<int:endpoint_id>/test")
@require_permission(MANAGE)
def test_endpoint(endpoint_id: int) -> ResponseReturnValue:
    """Send a test message."""
    request_test(queries.get_endpoint(endpoint_id))
    return _redirect_to_endpoint(
        endpoint_id, _("Le message d’essai part. Sa réponse s’affiche ici dans quelques secondes.")
    )


@pages.post("/<int:endpoint_id>/rotate")
@require_permission(MANAGE)
def rotate_secret(endpoint_id: int) -> ResponseReturnValue:
    """Make a new secret, and go on to the page that shows it this once; the one before signs for a day more."""
    try:
        return _redirect_to_secret(register.rotate_secret(queries.get_endpoint(endpoint_id)))
    except register.TooManySecrets as many:
        moment = format_moment(many.free_at)
        text = _("Trop de secrets précédents signent encore : réessayez à partir du %(moment)s.", moment=moment)
        return _redirect_to_endpoint(endpoint_id, text)


@pages.post("/<int:endpoint_id>/enable")
@require_permission(MANAGE)
def enable_endpoint(endpoint_id: int) -> ResponseReturnValue:
    """Send again to an address that was disabled."""
    register.enable_endpoint(queries.get_endpoint(endpoint_id))
    return _redirect_to_endpoint(endpoint_id, _("L’adresse est réactivée. Ce qui attendait part."))


@pages.post("/<int:endpoint_id>/replay")
@require_permission(MANAGE)
def replay_messages(endpoint_id: int) -> ResponseReturnValue:
    """Send messages again: the chosen ones, or those of the last hours, all or only what never arrived."""
    endpoint = queries.get_endpoint(endpoint_id)
    if not ("hours" in request.form or "ids" in request.form):
        return _render_endpoint(endpoint, EndpointForm(wish=register.describe_wish(endpoint)), NOTHING_TICKED), 422
    try:
        count = _replay_chosen(endpoint)
    except announce.EndpointDisabled:
        return _redirect_to_endpoint(endpoint_id, _("L’adresse est désactivée : réactivez-la d’abord."))
    return _redirect_to_endpoint(endpoint_id, _("Messages à envoyer de nouveau : %(count)s.", count=count))


@pages.post("/<int:endpoint_id>/delete")
@require_permission(MANAGE)
def delete_endpoint(endpoint_id: int) -> ResponseReturnValue:
    """Delete an address, with all that waits for it."""
    register.delete_endpoint(queries.get_endpoint(endpoint_id))
    flash(_("L’adresse est supprimée, avec ce qui l’attendait."))
    return redirect(url_for(".index"))


def _replay_chosen(endpoint: Endpoint) -> int:
    hours = request.form.get("hours", type=int)
    if hours not in SPANS:
        return announce.make_deliveries_due_again(
            endpoint, ids=request.form.getlist("ids", type=int)[:MESSAGES_ON_PAGE]
        )
    since = clock.now() - timedelta(hours=hours)
    if "missed" in request.form:
        return announce.make_undelivered_due_since(endpoint, since)
    return announce.make_deliveries_due_again(endpoint, since=since)


def _render_index(form: EndpointForm) -> str:
    return render_template("webhooks/index.html", lines=queries.list_endpoints_with_last_delivery(), form=form, **WORDS)


def _render_endpoint(endpoint: Endpoint, form: EndpointForm, replay_fault: object = None) -> str:
    try:
        page = queries.list_deliveries(endpoint, request.args.get("after"), MESSAGES_ON_PAGE)
    except ServiceError:
        page = queries.list_deliveries(endpoint, None, MESSAGES_ON_PAGE)
    shown = EndpointSchema().dump(endpoint)
    values = {"shown": shown, "form": form, "page": page, "replay_fault": replay_fault}
    return render_template("webhooks/endpoint.html", endpoint=endpoint, **values, **WORDS)


def _parse_form(endpoint: Endpoint | None = None) -> EndpointForm:
    return parse_endpoint_form(request.form.to_dict(flat=False), get_extension("webhooks").reach, endpoint)


def _redirect_to_secret(endpoint: Endpoint) -> ResponseReturnValue:
    """An answer that may be loaded again: what made the secret is not sent twice."""
    cookie[SHOWN_ONCE] = endpoint.id
    return redirect(url_for(".show_secret", endpoint_id=endpoint.id))


def _redirect_to_endpoint(endpoint_id: int, text: str) -> ResponseReturnValue:
    flash(text)
    return redirect(url_for(".show_endpoint", endpoint_id=endpoint_id))
