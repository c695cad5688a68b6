"""The public page of a badge with its files, and the forms that open and close it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.journal.objects import find_object_titles
from app.kernel.access import PUBLIC, get_current_person_id, require_permission
from app.web.assets import render_qr_code_svg
from app.web.kept_pages import render_kept_page
from app.web.languages import localise_text
from badges.credentials.addresses import Issuer, current_issuer
from badges.credentials.baking import bake_png, bake_svg
from badges.credentials.drawing import SIDE, SIDES, draw_badge, draw_png, draw_preview
from badges.credentials.service.sign import ensure_credential
from badges.credentials.sharing.links import build_linkedin_url
from badges.credentials.sharing.queries import NoSuchPage, get_shared_award, get_valid_shared_award
from badges.credentials.sharing.service import close_page, list_page, open_page
from badges.credentials.sharing.views import SharedAward

pages = Blueprint("sharing", __name__)


@pages.post("/badges/<slug>/page/open")
@require_permission("self.change")
def open_own_page(slug: str) -> ResponseReturnValue:
    """Open the public page of one's own badge."""
    open_page(get_current_person_id(), slug)
    flash(_("La page est ouverte : qui a son adresse la lit."))
    return redirect(url_for("own_award.show_award", slug=slug))


@pages.post("/badges/<slug>/page/close")
@require_permission("self.change")
def close_own_page(slug: str) -> ResponseReturnValue:
    """Close it; the second time it changes nothing."""
    close_page(get_current_person_id(), slug)
    flash(_("La page est fermée : son adresse ne mène plus à rien."))
    return redirect(url_for("own_award.show_award", slug=slug))


@pages.post("/badges/<slug>/page/list")
@require_permission("self.change")
def list_own_page(slug: str) -> ResponseReturnValue:
    """Let search engines list it, or not any more."""
    is_listed = request.form.get("is_listed") == "yes"
    list_page(get_current_person_id(), slug, is_listed=is_listed)
    flash(
        _("Les moteurs de recherche peuvent proposer la page.")
        if is_listed
        else _("La page demande aux moteurs de recherche de l’oublier.")
    )
    return redirect(url_for("own_award.show_award", slug=slug))


@pages.get("/b/<token>")
@require_permission(PUBLIC)
def show_page(token: str) -> ResponseReturnValue:
    """A badge that its holder shows to whoever has this address."""
    shared, issuer = get_shared_award(token), current_issuer()
    required = [tuple(title.items()) for title in find_object_titles(shared.required_objects).values()]
    page = render_kept_page((shared, issuer, *required), lambda: _render_page(shared, issuer, required))
    return _keep_nowhere(make_response(page), is_listed=shared.is_listed)


@pages.get("/b/<token>.json")
@require_permission(PUBLIC)
def download_shared_document(token: str) -> ResponseReturnValue:
    """The badge with its proof inside."""
    shared = get_valid_shared_award(token)
    return _build_file(ensure_credential(shared.person_id, shared.slug).document, "application/vc+ld+json")


@pages.get("/b/<token>.jwt")
@require_permission(PUBLIC)
def download_shared_jwt(token: str) -> ResponseReturnValue:
    """The badge as a signed JWT."""
    shared = get_valid_shared_award(token)
    return _build_file(ensure_credential(shared.person_id, shared.slug).jwt, "text/plain")


@pages.get("/b/<token>.png")
@require_permission(PUBLIC)
def download_shared_png(token: str) -> ResponseReturnValue:
    """The picture with the badge inside."""
    shared = get_valid_shared_award(token)
    jwt = ensure_credential(shared.person_id, shared.slug).jwt
    return _build_file(bake_png(draw_png(draw_badge(shared.badge), SIDE), jwt), "image/png")


@pages.get("/b/<token>/<int:side>.png")
@require_permission(PUBLIC)
def download_shared_png_of_size(token: str, side: int) -> ResponseReturnValue:
    """The same picture, so many pixels wide; NoSuchPage for a size that is not offered."""
    shared = get_valid_shared_award(token)
    if side not in SIDES:
        raise NoSuchPage("There is no picture of that size.")
    jwt = ensure_credential(shared.person_id, shared.slug).jwt
    return _build_file(bake_png(draw_png(draw_badge(shared.badge), side), jwt), "image/png")


@pages.get("/b/<token>.svg")
@require_permission(PUBLIC)
def download_shared_svg(token: str) -> ResponseReturnValue:
    """The drawing with the badge inside."""
    shared = get_valid_shared_award(token)
    return _build_file(
        bake_svg(draw_badge(shared.badge), ensure_credential(shared.person_id, shared.slug).jwt), "image/svg+xml"
    )


@pages.get("/b/<token>/preview.png")
@require_permission(PUBLIC)
def show_preview(token: str) -> ResponseReturnValue:
    """The picture that a shared link shows."""
    return _build_file(draw_preview(draw_badge(get_shared_award(token).badge)), "image/png")


def _render_page(shared: SharedAward, issuer: Issuer, required: Sequence[tuple[tuple[str, str], ...]]) -> str:
    titles = [dict(title) for title in required]
    links = _build_links(shared, issuer)
    return render_template("badges/shared.html", shared=shared, issuer=issuer, required=titles, **links)


def _build_links(shared: SharedAward, issuer: Issuer) -> dict[str, object]:
    """The page's own address, also as a QR code, and where it leads: pictures by their sizes, LinkedIn."""
    url, name = issuer.page_url(shared.token), localise_text(shared.badge.name)
    linkedin_url = build_linkedin_url(shared, name=name, company=issuer.name, page_url=url)
    return {"url": url, "qr": render_qr_code_svg(url), "sides": SIDES, "linkedin_url": linkedin_url}


def _build_file(body: str | bytes, media_type: str) -> Response:
    return _keep_nowhere(Response(body, content_type=media_type))


def _keep_nowhere(response: Response, *, is_listed: bool = False) -> Response:
    """Let no browser and no proxy show it once the page is closed, and no search engine list it unasked."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noarchive" if is_listed else "noindex"
    return response
