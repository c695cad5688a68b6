"""What the public page of a badge costs, beside an empty view through the same server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import select

from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.models import Person
from badges.credentials.sharing.queries import find_open_page
from badges.credentials.sharing.service import open_page
from badges.models import Award
from badges.queries import get_badge
from badges.service.give import BadgeGift, give_badge, set_badge_givers
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.bench.badges.status import build_signing_settings
from tests.bench.crew import serving
from tests.bench.figure import Figure, at_most
from tests.bench.growth.filling import CompanySize, fill_people
from tests.bench.pages.addresses import EMPTY
from tests.bench.pages.client import Client
from tests.bench.pages.requests import SERVED
from tests.bench.rig import Rig, application
from tests.bench.rounds import by_turns

TEMPLATE, SLUG = "one_badge", "ambassador"
NOTHING, PAGE = "CPU time of an empty view through the same server", "CPU time of the public page of a badge"
Serve = Callable[[Settings, Path, str], AbstractContextManager[int]]


@dataclass(frozen=True)
class PageSizes:
    """For how long each is asked for in a round, and how many rounds."""

    seconds: float = 0.7
    rounds: int = 7


def fill_one_badge() -> None:
    """A company of two, of whom one gave the other a badge."""
    with psycopg.connect(current_settings().database_url, autocommit=True) as database:
        fill_people(database, CompanySize(people=2, facts=0))
    give_one_badge()


def give_one_badge() -> None:
    """One person gave another one a badge, with a reason."""
    name = {"fr": "Ambassadrice du partage", "en": "Sharing ambassador"}
    with transaction():
        giver, holder = session().scalars(select(Person.id).order_by(Person.id).limit(2))
        create_and_publish_badge(SLUG, "given", {}, text=BadgeText(name=name, description=name))
        badge = get_badge(SLUG)
        set_badge_givers(badge, [giver])
        give_badge(badge, giver, BadgeGift(receiver_id=holder, reason="A aidé toute une équipe à trouver sa réponse."))


def take_page(ground: Rig, keys: Path, sizes: PageSizes, serve: Serve = serving) -> Iterator[Figure]:
    """Microseconds of the serving process for a request, by its own clock, by turns."""
    with ground.copy_of(TEMPLATE) as copied:
        settings = build_signing_settings(copied, keys)
        path = f"/b/{_open_page(settings)}"
        with serve(settings, ground.folder, SERVED) as port, closing(Client(port)) as stranger:
            assert "Ambassadrice du partage" in stranger.get(path)
            stranger.ask_for(path, sizes.seconds)
            rounds = by_turns(lambda: _once(stranger, path, sizes.seconds), sizes.rounds)
    yield rounds.figure(NOTHING, "µs")
    yield rounds.figure(PAGE, "µs", against=NOTHING, target=at_most(3))


def _open_page(settings: Settings) -> str:
    with application(settings), transaction():
        holder = session().execute(select(Award.person_id).where(Award.given_by_id.is_not(None))).scalar_one()
        open_page(holder, SLUG)
        page = find_open_page(holder, SLUG)
        assert page is not None
        return page.token


def _once(stranger: Client, path: str, seconds: float) -> Mapping[str, float]:
    return {NOTHING: 1e6 * stranger.ask_for(EMPTY, seconds)[1], PAGE: 1e6 * stranger.ask_for(path, seconds)[1]}
