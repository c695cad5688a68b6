"""Who reads a board: those of groups everybody, those of people colleagues only, never managers, HR or machines."""

from __future__ import annotations

from typing import Protocol

from app.kernel.access import current_principal
from app.kernel.errors import Forbidden
from app.leaderboards.subject import PERSON
from app.people.roles import HR, MANAGER

CLOSED_TO = frozenset({MANAGER, HR})


class Asked(Protocol):
    """A board, as far as this file looks at it."""

    @property
    def subject(self) -> str: ...


def may_read(board: Asked) -> bool:
    """Whether whoever is asking may read `board`: an individual's points are nobody's business who could appraise them."""
    return board.subject != PERSON or (
        current_principal().source is None and not current_principal().grants & CLOSED_TO
    )


def refuse_if_closed(board: Asked) -> None:
    """Forbidden where `may_read` says no."""
    if not may_read(board):
        raise Forbidden("Boards of people are for colleagues: closed to managers, HR and machines.")
