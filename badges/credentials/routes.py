"""What verifiers read: the issuer, its keys, the badges and the lists of revoked credentials."""

from __future__ import annotations

from flask import Response, request
from flask_smorest import Blueprint

from app.kernel.access import PUBLIC, require_permission
from app.kernel.schema import JsonObject
from badges.credentials import queries
from badges.credentials.addresses import current_issuer
from badges.credentials.document import build_achievement
from badges.credentials.drawing import SIDE, draw_badge, draw_png
from badges.credentials.issuer import build_did_document, build_key_set, build_profile, build_served_jwk
from badges.credentials.proof import CREDENTIALS, OPEN_BADGES, dump_json
from badges.credentials.service.sign import build_statement_of_badge
from badges.credentials.service.sign_list import read_status_list, sign_list_as_jwt, sign_list_with_proof

issuer = Blueprint(
    "issuer", __name__, description="What verifies badges: the issuer's names and keys, and what was revoked."
)

STATUS_SECONDS, STABLE_SECONDS = 60, 300
ANY_OBJECT = {"type": "object"}
ANY_TEXT = {"type": "string"}
EMBEDDED_TYPES = ("application/vc", "application/vc+ld+json", "application/ld+json", "application/json")
JWT_TYPES = ("text/plain", "application/vc+jwt", "application/jwt")


@issuer.route("/ob/issuers/1/did.json", methods=["GET"])
@issuer.response(200, ANY_OBJECT, content_type="application/did+json")
@require_permission(PUBLIC)
def show_did_document() -> Response:
    """Show the document of the issuer's did:web, with every key that signs or signed."""
    return _respond_with_json(build_did_document(queries.list_public_keys(), current_issuer()), "application/did+json")


@issuer.route("/ob/issuers/1", methods=["GET"])
@issuer.response(200, ANY_OBJECT)
@require_permission(PUBLIC)
def show_issuer_profile() -> Response:
    """Show the issuer as Open Badges 3.0 describes one."""
    return _respond_with_json(build_profile(current_issuer()))


@issuer.route("/ob/keys/<name>", methods=["GET"])
@issuer.response(200, ANY_OBJECT, content_type="application/jwk+json")
@issuer.alt_response(404, "NOT_FOUND")
@require_permission(PUBLIC)
def show_key(name: str) -> Response:
    """Show one public key, the old ones too; its address is the `kid` of what it signed."""
    jwk = build_served_jwk(name, queries.get_public_key(name), current_issuer())
    return _respond_with_json(jwk, "application/jwk+json")


@issuer.route("/.well-known/jwks.json", methods=["GET"])
@issuer.response(200, ANY_OBJECT, content_type="application/jwk-set+json")
@require_permission(PUBLIC)
def list_keys() -> Response:
    """List every public key, the newest first."""
    keys = build_key_set(queries.list_public_keys(), current_issuer())
    return _respond_with_json(keys, "application/jwk-set+json")


@issuer.route("/ob/badges/<slug>/<int:number>", methods=["GET"])
@issuer.response(200, ANY_OBJECT)
@require_permission(PUBLIC)
def show_achievement(slug: str, number: int) -> Response:
    """Show what a version of a badge says and takes; one that was never signed is not shown."""
    statement = build_statement_of_badge(slug, queries.get_signed_version(slug, number))
    achievement = build_achievement(statement, current_issuer())
    return _respond_with_json({"@context": [CREDENTIALS, OPEN_BADGES], **achievement}, "application/ld+json")


@issuer.route("/ob/badges/<slug>/<int:number>.png", methods=["GET"])
@issuer.response(200, {"type": "string", "contentMediaType": "image/png"}, content_type="image/png")
@require_permission(PUBLIC)
def show_picture(slug: str, number: int) -> Response:
    """Show its drawing."""
    return _open_to_all(
        Response(draw_png(draw_badge(queries.get_signed_version(slug, number)), SIDE), mimetype="image/png")
    )


@issuer.route("/ob/status/<int:number>", methods=["GET"])
@issuer.response(200, ANY_TEXT, content_type="text/plain")
@issuer.alt_response(404, "NOT_FOUND")
@require_permission(PUBLIC)
def show_status_list(number: int) -> Response:
    """Show which credentials of a list were revoked: as JSON with its proof to who asks for JSON, else as a signed JWT."""
    standing = read_status_list(number)
    best = request.accept_mimetypes.best_match([*JWT_TYPES, *EMBEDDED_TYPES], default=JWT_TYPES[0])
    body = (sign_list_with_proof if best in EMBEDDED_TYPES else sign_list_as_jwt)(standing)
    response = _open_to_all(Response(body, content_type=best), STATUS_SECONDS)
    response.vary.add("Accept")
    return response


def _respond_with_json(document: JsonObject, media_type: str = "application/json") -> Response:
    return _open_to_all(Response(dump_json(document), content_type=media_type))


def _open_to_all(response: Response, seconds: int = STABLE_SECONDS) -> Response:
    """Let wallets that run in a browser read it, on whatever page."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response
