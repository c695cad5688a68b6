"""The people whom a demo presents first, and what each of them can show; set when the demo starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.kernel.application import Application, get_extension
from app.people.accounts.queries import DemoAccount, find_demo_accounts_by_email

EXTENSION_NAME = "tour"
"""The name of the tour among the application's extensions."""


@dataclass(frozen=True)
class DemoTourPerson:
    """One person of the tour, by e-mail, and what their day shows, in French and English."""

    email: str
    shows: Mapping[str, str]


def set_demo_tour_people(app: Application, stops: Iterable[DemoTourPerson]) -> None:
    """Offer these people first, in this order, on the sign-in page of the demo."""
    app.extensions[EXTENSION_NAME] = tuple(stops)


def list_demo_tour_people() -> list[tuple[DemoAccount, Mapping[str, str]]]:
    """The people of the tour who exist in this company, each with what they show."""
    stops: Sequence[DemoTourPerson] = get_extension(EXTENSION_NAME)
    people = find_demo_accounts_by_email([stop.email for stop in stops])
    return [(people[stop.email], stop.shows) for stop in stops if stop.email in people]
