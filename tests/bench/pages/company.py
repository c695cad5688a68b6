"""The demo's company, with every colleague on its boards, so that a list of fifty is one of fifty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.database import session
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.models import Choices
from app.people.queries import get_person, get_person_by_email
from app.people.service.participation import choose_visibility
from seeds.company import fill_demo_company
from seeds.demo import MARC
from tests.bench.rig import Rig, application, come_to_rest
from tests.boards import build_all_boards, make_board

TEMPLATE = "demo"
BOARD = "everyone"
"""A board since the beginning, so that its length does not depend on the day of the month."""


@dataclass(frozen=True)
class Company:
    """A copy of the company, and whom to be there."""

    settings: Settings
    person_id: int


def fill() -> None:
    """Seed the company, and put everybody who takes part on the boards."""
    fill_demo_company(lambda _: None)
    put_everybody_on_boards()


def put_everybody_on_boards() -> None:
    """Have whoever takes part appear on the board, and publish it."""
    with transaction():
        members = session().scalars(select(Choices.person_id).where(Choices.joined_at.is_not(None))).all()
        for person_id in members:
            choose_visibility(get_person(person_id), on_boards=True)
        make_board(BOARD)
    come_to_rest()
    build_all_boards()


@contextmanager
def company(rig: Rig) -> Iterator[Company]:
    """A copy of it, for as long as the block."""
    with rig.copy_of(TEMPLATE) as settings:
        with application(settings), transaction():
            person_id = get_person_by_email(MARC.email).id
        yield Company(settings, person_id)
