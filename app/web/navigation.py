"""The entries of the header and of the phone's tab bar: what each feature offers, to those who may open it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import gettext as _

from app.kernel.access import may
from app.kernel.feature import Entry, Feature


@dataclass(frozen=True)
class Link:
    """An entry, told in the language of the answer."""

    label: str
    url: str
    icon: str
    is_here: bool


def navigation() -> list[Link]:
    """The entries open to whoever asks, in the order of their places."""
    features: Iterable[Feature] = current_app.extensions["features"]
    entries = sorted((entry for feature in features for entry in feature.navigation), key=lambda entry: entry.place)
    return [_link(entry) for entry in entries if may(entry.permission)]


def _link(entry: Entry) -> Link:
    url = url_for(entry.endpoint)
    is_here = request.path == url or request.path.startswith(f"{url}/")
    return Link(label=_(entry.label), url=url, icon=entry.icon, is_here=is_here)
