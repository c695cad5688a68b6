"""The screen of upkeep: how far each reader of the journal is, what each board published last, and a button that makes them anew."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.journal.queries import count_waiting_facts_by_reader, list_rebuild_moments
from app.journal.reader import Reader
from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.kernel.access import require_permission
from app.kernel.errors import NotFound
from app.leaderboards.queries import list_current_boards, list_last_snapshot_moments
from app.leaderboards.rebuild import request_board_rebuilds

pages = Blueprint("upkeep", __name__, url_prefix="/admin/upkeep")

RUN = "upkeep.run"
LOOKED_AT = 1_000
"""Facts after a position that are counted exactly; a reader further behind is said to have at least so many."""


@pages.get("")
@require_permission(RUN)
def index() -> ResponseReturnValue:
    """List the readers and the boards, with how each is and when it was last made anew."""
    backlogs = count_waiting_facts_by_reader(readers_by_name().values(), LOOKED_AT)
    boards, published = list_current_boards(), list_last_snapshot_moments()
    values = {"backlogs": backlogs, "rebuilds": list_rebuild_moments()}
    return render_template("upkeep/index.html", boards=boards, published=published, **values)


@pages.post("/readers/<name>")
@require_permission(RUN)
def rebuild_reader(name: str) -> ResponseReturnValue:
    """Send a reader back to the first fact; the workers let it read on from there."""
    rewind_reader(_get_reader(name))
    flash(_("C’est demandé : les faits sont relus depuis le premier. Ce qui en est déduit reste lu pendant ce temps."))
    return redirect(url_for(".index"))


@pages.post("/boards")
@require_permission(RUN)
def rebuild_all_boards() -> ResponseReturnValue:
    """Have every board computed again from the whole ledger."""
    request_board_rebuilds()
    flash(_("C’est demandé : tous les tableaux sont recalculés. Leur dernière version reste lue pendant ce temps."))
    return redirect(url_for(".index"))


@pages.post("/boards/<slug>")
@require_permission(RUN)
def rebuild_board(slug: str) -> ResponseReturnValue:
    """Have one board computed again from the whole ledger."""
    request_board_rebuilds(slug)
    flash(_("C’est demandé : le tableau est recalculé. Sa dernière version reste lue pendant ce temps."))
    return redirect(url_for(".index"))


def _get_reader(name: str) -> Reader:
    reader = readers_by_name().get(name)
    if reader is None:
        raise NotFound(f"No reader is called {name}.")
    return reader
