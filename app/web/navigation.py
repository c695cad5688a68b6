"""The entries of the header and of the phone's tab bar: what each feature offers in one space at a time, to those who may open it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel.access import has_permission
from app.kernel.manifest import Feature, NavigationEntry, list_features
from app.web.links import page_path
from app.web.visitor import current_visitor

SPACES = {"animation": _l("Animation"), "hr": _l("Espace RH"), "admin": _l("Administration")}
"""The spaces beside everybody's own, by the first word of their addresses."""


@dataclass(frozen=True)
class Link:
    """An entry, told in the language of the answer."""

    label: str
    url: str
    icon: str
    is_here: bool = False


def current_space() -> str:
    """The space that this address belongs to; empty for everybody's own."""
    word = request.path.split("/")[1]
    return word if word in SPACES else ""


def navigation() -> list[Link]:
    """The entries of this space that are open to whoever asks, in the order of their places; a way back leads out of it."""
    space = current_space()
    links = [_link(entry) for entry in _open_entries() if entry.space == space]
    return [*links, Link(_("Revenir à mon espace"), "/home", "arrow-left")] if space else links


def other_spaces() -> list[Link]:
    """The spaces that whoever asks may open, each by its first entry."""
    first: dict[str, NavigationEntry] = {}
    for entry in _open_entries():
        first.setdefault(entry.space, entry)
    return [
        Link(str(name), page_path(first[space].endpoint), first[space].icon)
        for space, name in SPACES.items()
        if space in first
    ]


def _open_entries() -> Iterator[NavigationEntry]:
    offered = (entry for feature in list_features(Feature) for entry in feature.navigation)
    entries = sorted(offered, key=lambda entry: entry.place)
    known = current_visitor()
    off = known.features_off if known is not None else frozenset[str]()
    return (entry for entry in entries if has_permission(entry.permission) and entry.switch not in off)


def _link(entry: NavigationEntry) -> Link:
    url = page_path(entry.endpoint)
    is_here = request.path == url or request.path.startswith(f"{url}/")
    return Link(label=_(entry.label), url=url, icon=entry.icon, is_here=is_here)
