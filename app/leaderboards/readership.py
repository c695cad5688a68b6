"""Who may read a board: everybody a board of groups; only colleagues a board of people, never managers, HR or machines."""

from __future__ import annotations

from typing import Protocol

from app.kernel.access import current_principal
from app.kernel.errors import Forbidden
from app.leaderboards.subject import PERSON
from app.people.roles import HR, MANAGER

ROLES_KEPT_OUT = frozenset({MANAGER, HR})


class BoardWithSubject(Protocol):
    """The one column of a board that decides who may read it."""

    @property
    def subject(self) -> str: ...


def can_current_principal_read_board(board: BoardWithSubject) -> bool:
    """Whether the current principal may read `board`: nobody who could appraise a person reads their points."""
    principal = current_principal()
    return board.subject != PERSON or (principal.source is None and not principal.grants & ROLES_KEPT_OUT)


def refuse_unless_board_readable(board: BoardWithSubject) -> None:
    """Raise Forbidden where `can_current_principal_read_board` says no."""
    if not can_current_principal_read_board(board):
        raise Forbidden("Boards of people are for colleagues: closed to managers, HR and machines.")
