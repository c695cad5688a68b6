"""The command that builds boards again from the ledger, at any time."""

from __future__ import annotations

import time
from datetime import datetime

import click

from app.kernel import clock
from app.kernel.errors import NotFound
from app.kernel.transaction import transaction
from app.leaderboards import queries, service
from app.leaderboards.jobs import publish_board_version_if_due
from app.leaderboards.rebuild import request_board_rebuilds

WAIT_FOR = 0.2
"""Seconds between two tries while another worker builds the same board."""


@click.group("boards")
def board_commands() -> None:
    """Leaderboards."""


@board_commands.command("rebuild")
@click.argument("slug", required=False)
def rebuild_boards(slug: str | None) -> None:
    """Compute the board SLUG, or every one, from the ledger again; the last version is served meanwhile.

    Running totals are forgotten first: the whole ledger and everybody are counted.
    """
    try:
        with transaction():
            named = {board.id: board.slug for board in request_board_rebuilds(slug)}
    except NotFound as absent:
        raise click.BadParameter(absent.detail, param_hint="SLUG") from absent
    with click.progressbar(
        named.items(), label=f"{len(named)} boards", item_show_func=_format_slug_for_progress_bar
    ) as bar:
        lines = [_rebuild_board_and_format_result(board_id, name) for board_id, name in bar]
    click.echo("\n".join(lines) or "There is no board.")


def _format_slug_for_progress_bar(item: tuple[int, str] | None) -> str:
    return item[1] if item else ""


def _rebuild_board_and_format_result(board_id: int, name: str) -> str:
    began_at, (before, _) = clock.now(), _read_last_version_and_moment(board_id)
    while (last := _read_last_version_and_moment(board_id))[1] is None or last[1] < began_at:
        _try_to_publish_board_then_pause(board_id)
    verdict = "says the same" if last[0] == before else "is new"
    return f"{name}: version {last[0]} {verdict}, {(clock.now() - began_at).total_seconds():.1f} s"


def _try_to_publish_board_then_pause(board_id: int) -> None:
    with transaction():
        service.make_board_due_now(board_id)
    publish_board_version_if_due(board_id)
    time.sleep(WAIT_FOR)


def _read_last_version_and_moment(board_id: int) -> tuple[int, datetime | None]:
    with transaction():
        return queries.read_last_version_and_moment(board_id)
