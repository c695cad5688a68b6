"""Whom a demo presents first, and what to see through the eyes of each; whoever made its company says so when it starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.kernel.application import Application, get_extension
from app.people.accounts.queries import DemoSignIn, find_demo_people

EXTENSION_NAME = "tour"
"""Under which name the application holds it."""


@dataclass(frozen=True)
class TourStop:
    """Somebody to be, known by e-mail, and what their day shows, in French and English."""

    email: str
    shows: Mapping[str, str]


def set_tour(app: Application, stops: Iterable[TourStop]) -> None:
    """Offer these first, in this order, at the door of the demo."""
    app.extensions[EXTENSION_NAME] = tuple(stops)


def list_tour_stops() -> list[tuple[DemoSignIn, Mapping[str, str]]]:
    """Those of the tour who are in this company, each with what they show."""
    stops: Sequence[TourStop] = get_extension(EXTENSION_NAME)
    known = find_demo_people([stop.email for stop in stops])
    return [(known[stop.email], stop.shows) for stop in stops if stop.email in known]
