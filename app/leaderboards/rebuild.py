"""Has boards computed again from the whole ledger: when it is asked for, which is noted, and after a merge of two people."""

from __future__ import annotations

from collections.abc import Sequence

from app.journal.rebuild import note_rebuild
from app.leaderboards import queries
from app.leaderboards.models import Board
from app.leaderboards.people.service import note_everybody_changed
from app.leaderboards.running.service import forget_running_totals
from app.leaderboards.service import make_board_due_now, mark_all_boards_stale
from app.people.rows import PersonMerge


def note_person_merge(_merge: PersonMerge) -> None:
    """Let boards of people count everybody: lines of the ledger change their person, and no fact tells. A merge is rare, and a count of the whole is sure."""
    note_everybody_changed()
    mark_all_boards_stale()


def request_board_rebuilds(slug: str | None = None) -> Sequence[Board]:
    """Make the board `slug` due now, or every one; returns them. NotFound when there is none of that name.

    Running totals are forgotten, and nothing of an earlier version is used, so each counts the whole ledger and everybody; its last version is served meanwhile.
    """
    boards = [queries.get_board(slug)] if slug else queries.list_current_boards()
    forget_running_totals()
    note_everybody_changed()
    for board in boards:
        make_board_due_now(board.id)
        note_rebuild("board", board.slug)
    return boards
