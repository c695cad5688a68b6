"""The entries of the header and of the phone's tab bar: those of the current space that the caller may open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from flask import has_request_context, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel.access import has_permission
from app.kernel.manifest import Feature, NavigationEntry, list_features_of_current_application
from app.web.visitor import current_visitor

SPACES = {
    "animation": _l("Animation"),
    "hr": _l("Espace RH"),
    "admin": _l("Administration"),
    "transparency": _l("Transparence"),
    "payroll": _l("Paie"),
}
"""The spaces beside a person's own, by the first word of their paths."""


@dataclass(frozen=True)
class NavigationLink:
    """An entry in the language of the answer."""

    label: str
    url: str
    icon: str
    is_here: bool = False


def current_space() -> str:
    """The space of this path; empty for a person's own."""
    word = request.path.split("/")[1]
    return word if word in SPACES else ""


def list_navigation_links() -> list[NavigationLink]:
    """The entries of this space that the caller may open, by `place`; the last leads back to the person's own space."""
    space = current_space()
    links = [_navigation_link(entry) for entry in _list_permitted_entries() if entry.space == space]
    return [*links, NavigationLink(_("Mon espace"), page_path("missions.show_home"), "arrow-left")] if space else links


def list_other_space_links() -> list[NavigationLink]:
    """The other spaces that the caller may open, each linked to its first entry."""
    first: dict[str, NavigationEntry] = {}
    for entry in _list_permitted_entries():
        first.setdefault(entry.space, entry)
    return [
        NavigationLink(str(name), page_path(first[space].endpoint), first[space].icon)
        for space, name in SPACES.items()
        if space in first
    ]


def _list_permitted_entries() -> Iterator[NavigationEntry]:
    offered = (entry for feature in list_features_of_current_application(Feature) for entry in feature.navigation)
    entries = sorted(offered, key=lambda entry: entry.place)
    visitor = current_visitor()
    off = visitor.features_off if visitor is not None else frozenset[str]()
    return (entry for entry in entries if has_permission(entry.permission) and entry.switch not in off)


def _navigation_link(entry: NavigationEntry) -> NavigationLink:
    url = page_path(entry.endpoint)
    is_start_of_space = url.strip("/") in SPACES
    is_here = request.path == url or (request.path.startswith(f"{url}/") and not is_start_of_space)
    return NavigationLink(label=_(entry.label), url=url, icon=entry.icon, is_here=is_here)


def page_path(endpoint: str, **values: object) -> str:
    """Flask's `url_for`, faster for an endpoint without values: a page has dozens of those."""
    if values or endpoint.startswith(".") or not has_request_context():
        return url_for(endpoint, **values)  # type: ignore[arg-type]  # whatever is filled in is written as text
    return _cached_path(request.script_root, endpoint)


@lru_cache(maxsize=1024)
def _cached_path(_: str, endpoint: str) -> str:
    return url_for(endpoint)
