"""The files of one's own badge, and its public page where the holder opened one."""

from __future__ import annotations

from flask import Blueprint, Response

from app.kernel.access import get_current_person_id, require_permission
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


def build_download(body: str | bytes, media_type: str, name: str) -> Response:
    """A file to keep under that name, which no cache keeps."""
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
