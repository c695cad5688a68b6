"""The entries of the header and of the phone's tab bar: those of the current space that the caller may open."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from flask import Flask, current_app, has_request_context, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel.access import current_principal, has_permission
from app.kernel.manifest import Feature, NavigationEntry, list_features_of_current_application
from app.web.languages import current_language
from app.web.visitor import current_visitor

SPACES = {
    "animation": _l("Animation"),
    "hr": _l("Espace RH"),
    "admin": _l("Administration"),
    "transparency": _l("Transparence"),
    "payroll": _l("Paie"),
}
"""The spaces beside a person's own, by the first word of their paths."""


MOST_KEPT = 256
"""So many lists of links are kept: one for each set of grants, language and space."""
PLAIN = (str, int, type(None))
"""Values of a path that are written the same each time; a bool asks for the host of the request."""
LINKS = "navigation_links"
"""The key of the kept lists among the application's extensions."""


class NavigationLink(NamedTuple):
    """An entry in the language of the answer."""

    label: str
    url: str
    icon: str
    is_here: bool = False


class LinkOffer(NamedTuple):
    """All that the links depend on: the mount point, the language, what the caller may do, what is off for them, and the space."""

    root: str
    language: str
    grants: frozenset[str]
    features_off: frozenset[str]
    space: str


class OfferedLinks(NamedTuple):
    """The entries of a space, and the other spaces."""

    of_space: tuple[NavigationLink, ...]
    of_other_spaces: tuple[NavigationLink, ...]


def current_space() -> str:
    """The space of this path; empty for a person's own."""
    word = request.path.split("/")[1]
    return word if word in SPACES else ""


def list_navigation_links() -> tuple[NavigationLink, ...]:
    """The entries of this space that the caller may open, by `place`; the last leads back to the person's own space."""
    path = request.path
    return tuple(
        link._replace(is_here=True) if _is_here(link.url, path) else link for link in _list_offered_links().of_space
    )


def list_other_space_links() -> tuple[NavigationLink, ...]:
    """The other spaces that the caller may open, each linked to its first entry."""
    return _list_offered_links().of_other_spaces


def set_up_navigation(app: Flask) -> None:
    """Have `app` write the links once for all who are offered the same in the same language."""
    app.extensions[LINKS] = lru_cache(MOST_KEPT)(_write_links)


def _list_offered_links() -> OfferedLinks:
    visitor = current_visitor()
    off = visitor.features_off if visitor is not None else frozenset[str]()
    grants, space = current_principal().grants, current_space()
    offer = LinkOffer(request.script_root, current_language(), grants, off, space)
    offered: OfferedLinks = current_app.extensions[LINKS](offer)
    return offered


def _write_links(offer: LinkOffer) -> OfferedLinks:
    """The links of the request under way, whose offer it is."""
    first: dict[str, NavigationEntry] = {}
    for entry in _list_permitted_entries():
        first.setdefault(entry.space, entry)
    links = [_navigation_link(entry) for entry in _list_permitted_entries() if entry.space == offer.space]
    way_back = [NavigationLink(_("Mon espace"), page_path("missions.show_home"), "arrow-left")] if offer.space else []
    others = tuple(
        NavigationLink(str(name), page_path(first[other].endpoint), first[other].icon)
        for other, name in SPACES.items()
        if other in first
    )
    return OfferedLinks((*links, *way_back), others)


def _list_permitted_entries() -> Iterator[NavigationEntry]:
    offered = (entry for feature in list_features_of_current_application(Feature) for entry in feature.navigation)
    entries = sorted(offered, key=lambda entry: entry.place)
    visitor = current_visitor()
    off = visitor.features_off if visitor is not None else frozenset[str]()
    return (entry for entry in entries if has_permission(entry.permission) and entry.switch not in off)


def _navigation_link(entry: NavigationEntry) -> NavigationLink:
    return NavigationLink(label=_(entry.label), url=page_path(entry.endpoint), icon=entry.icon)


def _is_here(url: str, path: str) -> bool:
    return path == url or (path.startswith(f"{url}/") and url.strip("/") not in SPACES)


def page_path(endpoint: str, **values: object) -> str:
    """Flask's `url_for`, faster for what it wrote already: a page has dozens of paths, most of them those of the page before."""
    is_plain = all(type(value) in PLAIN for value in values.values())
    if not is_plain or endpoint.startswith(".") or not has_request_context():
        return url_for(endpoint, **values)  # type: ignore[arg-type]  # whatever is filled in is written as text
    return write_path_once(request.script_root, endpoint, **values)


@lru_cache(maxsize=2048, typed=True)
def write_path_once(_: str, endpoint: str, /, **values: object) -> str:
    """The path, kept for the mount point, the endpoint and the values."""
    return url_for(endpoint, **values)  # type: ignore[arg-type]  # as above
