"""Whom a demo presents first, and what to see through the eyes of each; whoever made its company says so when it starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.kernel.application import Application, part
from app.people.accounts.queries import DemoSignIn, find_demo_people

PLACE = "tour"
"""Under which name the application holds it."""


@dataclass(frozen=True)
class Stop:
    """Somebody to be, known by e-mail, and what their day shows, in French and English."""

    email: str
    shows: Mapping[str, str]


def present(app: Application, stops: Iterable[Stop]) -> None:
    """Offer these first, in this order, at the door of the demo."""
    app.extensions[PLACE] = tuple(stops)


def list_stops() -> list[tuple[DemoSignIn, Mapping[str, str]]]:
    """Those of the tour who are in this company, each with what they show."""
    stops: Sequence[Stop] = part(PLACE)
    known = find_demo_people([stop.email for stop in stops])
    return [(known[stop.email], stop.shows) for stop in stops if stop.email in known]
