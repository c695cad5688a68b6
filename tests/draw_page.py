"""A page with the button that computes a draw again, as pages of contests offer it, in front of any two files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page, Route

STATIC = Path(__file__).parents[1] / "app/web/static"
SAYS = (
    *("busy", "agrees", "differs", "unreadable"),
    *("entries", "draw", "commitment", "noted", "beacon", "winners", "alternates", "groups"),
)
"""What the script can say: the sentences that the page has ready."""


def open_draw_page(page: Page, entries: bytes, minutes: bytes, noted: str = "") -> None:
    """Show the page; its two files are answered from here, and nothing else is."""
    names = ("sha256", "draw", "draw-page")
    scripts = "".join(f"<script>{(STATIC / f'{name}.js').read_text(encoding='utf-8')}</script>" for name in names)
    sentences = "".join(f'<p data-pa-draw-says="{name}" hidden>{name}</p>' for name in SAYS)
    html = f"""<!doctype html><html lang="fr"><title>Tirage</title>
        <div data-pa-draw data-pa-entries="entries" data-pa-minutes="minutes" data-pa-commitment="{noted}">
        <button data-pa-draw-check>Recalculer</button><div role="status">{sentences}</div>
        <ol data-pa-draw-winners></ol><span data-pa-draw-seconds></span></div>{scripts}"""
    bodies = {"": html.encode(), "entries": entries, "minutes": minutes}
    page.route("**/*", lambda route: _answer(route, bodies))
    page.goto("http://draw.test/")


def _answer(route: Route, bodies: Mapping[str, bytes]) -> None:
    name = route.request.url.rpartition("/")[2]
    kind = "text/plain; charset=utf-8" if name else "text/html; charset=utf-8"
    route.fulfill(body=bodies.get(name, b""), status=200 if name in bodies else 404, content_type=kind)
