"""The files of one's own badge."""

from __future__ import annotations

from flask import Blueprint, Response

from app.kernel.access import get_current_person_id, require_permission
from badges.credentials.baking import bake_png, bake_svg
from badges.credentials.drawing import SIDE, draw_badge, draw_png
from badges.credentials.queries import get_version_of_credential
from badges.credentials.service.sign import ensure_credential

pages = Blueprint("credentials", __name__)


@pages.get("/badges/<slug>/credential.json")
@require_permission("badges.see")
def download_own_document(slug: str) -> Response:
    """One's own badge with its proof inside, as wallets read it."""
    credential = ensure_credential(get_current_person_id(), slug)
    return build_download(credential.document, "application/vc+ld+json", f"{slug}.json")


@pages.get("/badges/<slug>/credential.jwt")
@require_permission("badges.see")
def download_own_jwt(slug: str) -> Response:
    """One's own badge as a signed JWT."""
    credential = ensure_credential(get_current_person_id(), slug)
    return build_download(credential.jwt, "text/plain", f"{slug}.jwt")


@pages.get("/badges/<slug>/credential.png")
@require_permission("badges.see")
def download_own_png(slug: str) -> Response:
    """The picture of one's own badge with the badge inside."""
    credential = ensure_credential(get_current_person_id(), slug)
    picture = draw_png(draw_badge(get_version_of_credential(credential)), SIDE)
    return build_download(bake_png(picture, credential.jwt), "image/png", f"{slug}.png")


@pages.get("/badges/<slug>/credential.svg")
@require_permission("badges.see")
def download_own_svg(slug: str) -> Response:
    """The drawing of one's own badge with the badge inside."""
    credential = ensure_credential(get_current_person_id(), slug)
    drawing = draw_badge(get_version_of_credential(credential))
    return build_download(bake_svg(drawing, credential.jwt), "image/svg+xml", f"{slug}.svg")


def build_download(body: str | bytes, media_type: str, name: str) -> Response:
    """A file to keep under that name, which no cache keeps."""
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
