"""Open Badges 2.0 for verifiers that know no newer form: each document at its own address."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Response
from flask_smorest import Blueprint

from app.kernel.access import PUBLIC, require_permission
from app.kernel.errors import NotFound
from app.kernel.schema import JsonObject
from badges.credentials import queries
from badges.credentials.addresses import HOSTED_PATH, Issuer, current_issuer
from badges.credentials.hosted.document import (
    build_assertion,
    build_badge_class,
    build_hosted_issuer,
    build_revoked_assertion,
)
from badges.credentials.hosted.queries import get_last_credential
from badges.credentials.proof import dump_json
from badges.credentials.service.sign import build_statement_of_badge, ensure_credential
from badges.credentials.sharing.queries import get_shared_award
from badges.credentials.sharing.views import SharedAward

hosted = Blueprint(
    "hosted", __name__, url_prefix=HOSTED_PATH, description="The same badges in the older form of Open Badges 2.0."
)

ANY_OBJECT = {"type": "object"}
MEDIA_TYPE = "application/ld+json"


class NoHostedForm(NotFound):
    """The service has no address for questions, which every issuer of 2.0 names."""


@hosted.route("/issuers/1", methods=["GET"])
@hosted.response(200, ANY_OBJECT, content_type=MEDIA_TYPE)
@hosted.alt_response(404, "NOT_FOUND")
@require_permission(PUBLIC)
def show_hosted_issuer() -> Response:
    """Show the issuer as Open Badges 2.0 describes one."""
    return _build_response(build_hosted_issuer(_get_issuer()))


@hosted.route("/badges/<slug>/<int:number>", methods=["GET"])
@hosted.response(200, ANY_OBJECT, content_type=MEDIA_TYPE)
@require_permission(PUBLIC)
def show_badge_class(slug: str, number: int) -> Response:
    """Show what a version of a badge says and takes; one that was never signed is not shown."""
    issuer = _get_issuer()
    statement = build_statement_of_badge(slug, queries.get_signed_version(slug, number))
    return _build_response(build_badge_class(statement, issuer))


@hosted.route("/assertions/<token>", methods=["GET"])
@hosted.response(200, ANY_OBJECT, content_type=MEDIA_TYPE)
@require_permission(PUBLIC)
def show_assertion(token: str) -> Response:
    """Show an award whose holder opened its public page, as long as that page is open; when it was revoked, 410 with a document that says so."""
    issuer, shared = _get_issuer(), get_shared_award(token)
    if shared.is_revoked:
        return _build_response(build_revoked_assertion(token, issuer), HTTPStatus.GONE)
    return _build_response(_build_assertion(shared, issuer))


def _build_assertion(shared: SharedAward, issuer: Issuer) -> JsonObject:
    """What was signed; a badge that is over keeps its last credential, whose term tells verifiers so."""
    token = shared.token
    signed = ensure_credential(shared.person_id, shared.slug) if shared.is_valid else get_last_credential(token)
    badge_url = issuer.hosted_badge_url(shared.slug, queries.get_version_of_credential(signed).number)
    return build_assertion(json.loads(signed.document), token=token, badge_url=badge_url, issuer=issuer)


def _get_issuer() -> Issuer:
    issuer = current_issuer()
    if issuer.email is None:
        raise NoHostedForm("Badges have no form of Open Badges 2.0 here.")
    return issuer


def _build_response(document: JsonObject, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Let verifiers in a browser read it, and nobody keep it: it goes the moment a page is closed."""
    response = Response(dump_json(document), status, content_type=MEDIA_TYPE)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
