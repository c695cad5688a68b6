"""The Open Badges API for the holder's own programs: their badges, the name by which to call them, and what the API does."""

from __future__ import annotations

from flask import Response, jsonify, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_smorest import Blueprint

from app.kernel.access import PUBLIC, get_current_person_id, require_permission
from app.kernel.errors import NotFound, ServiceError
from app.kernel.problems import PROBLEM_FORMS
from app.people.accounts.queries import find_personal_token
from badges.credentials.addresses import API_PATH, current_issuer
from badges.credentials.proof import OPEN_BADGES
from badges.credentials.service.sign import ensure_credential
from badges.credentials.wallet.declaration import build_service_description
from badges.credentials.wallet.problem import PROBLEM_SCHEMA, build_wallet_problem
from badges.credentials.wallet.queries import list_valid_slugs
from badges.credentials.wallet.schemas import PARAMETERS, build_link_header, parse_wallet_query

wallet = Blueprint(
    "wallet", __name__, url_prefix=API_PATH, description="The Open Badges API, for a program of the holder's own."
)

ANY_OBJECT = {"type": "object"}
ERRORS = {
    status: {"description": sentence, "content": {"application/json": {"schema": PROBLEM_SCHEMA}}}
    for status, sentence in {
        "400": "A parameter cannot be read.",
        "401": "No token, or one that is not, or no longer, a holder's.",
        "403": "A token that does not open this.",
        "503": "Nothing can be signed for now.",
    }.items()
}


class NoProfile(NotFound):
    """The token was withdrawn while the request was under way."""


@wallet.get("/credentials")
@wallet.doc(operationId="getCredentials", parameters=PARAMETERS, responses=ERRORS)
@wallet.response(200, ANY_OBJECT)
@require_permission("own_badges.fetch")
def list_own_credentials() -> Response:
    """List the badges of whoever made the token, each as a document with its proof and as a JWT; those not signed yet are signed."""
    person_id, query = get_current_person_id(), parse_wallet_query(request.args)
    total, slugs = list_valid_slugs(person_id, **query)
    signed = [ensure_credential(person_id, slug) for slug in slugs]
    documents, jwts = (
        ",".join(parts) for parts in ([each.document for each in signed], [f'"{each.jwt}"' for each in signed])
    )
    response = Response(f'{{"credential":[{documents}],"compactJwsString":[{jwts}]}}', mimetype="application/json")
    response.headers["X-Total-Count"] = str(total)
    since = query["since"].isoformat() if query["since"] else None
    url = f"{current_issuer().base}{API_PATH}/credentials"
    response.headers["Link"] = build_link_header(url, total, **{**query, "since": since})
    return response


@wallet.get("/profile")
@wallet.doc(operationId="getProfile", responses=ERRORS)
@wallet.response(200, ANY_OBJECT)
@require_permission("own_profile.fetch")
def show_own_profile() -> Response:
    """Show the name that was drawn with the token; who that is, the holder says."""
    token = find_personal_token(get_current_person_id())
    if token is None:
        raise NoProfile("The token was withdrawn.")
    return jsonify({"@context": [OPEN_BADGES], "id": f"urn:uuid:{token.subject}", "type": ["Profile"]})


@wallet.get("/discovery")
@wallet.doc(operationId="getServiceDescription")
@wallet.response(200, ANY_OBJECT)
@require_permission(PUBLIC)
def show_service_description() -> Response:
    """Show what this API does, to everybody."""
    response = jsonify(build_service_description(current_issuer(), page=url_for("own_wallet.show_wallet")))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@wallet.record_once
def _word_errors(state: BlueprintSetupState) -> None:
    """Errors below this address are those of the standard, also of a method or an address that there is not."""
    state.app.extensions.setdefault(PROBLEM_FORMS, {})[API_PATH] = _build_error_response


def _build_error_response(error: ServiceError) -> Response:
    response = jsonify(build_wallet_problem(error.status, str(error.detail)))
    response.status_code = int(error.status)
    return response
