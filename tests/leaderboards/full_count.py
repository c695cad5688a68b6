"""What groups reached, counted anew from every line and every person: the judge of the running totals."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from app.kernel.database import session
from app.kernel.disclosure import DisclosureGate
from app.leaderboards.comparison import GroupTotals
from app.leaderboards.cut import assign_cells_to_groups
from app.leaderboards.groups.queries import list_cells, list_earlier_subjects
from app.leaderboards.models import Board
from app.leaderboards.periods import BoardWindow
from app.leaderboards.subject import group_kinds_by_name

LINES = """
select line.person_id, line.unit_id, line.site_id, site.region_id, line.collective
from ledger_entry line join site on site.id = line.site_id where line.earned_at >= :since and line.earned_at < :until
"""


def count_groups_anew(board: Board, windows: Sequence[BoardWindow], gate: DisclosureGate) -> list[list[GroupTotals]]:
    """The same as `compute_group_totals`, line by line, in Python."""
    columns = [group_kinds_by_name()[name].column for name in (*list_earlier_subjects(board.subject), board.subject)]
    groups = assign_cells_to_groups(list_cells(columns), gate)
    names = {row.key: row.name for row in session().execute(text(group_kinds_by_name()[board.subject].names))}
    key_of = {cell.keys: key for cell, key in groups.items() if key}
    counted = []
    for window in windows:
        points: dict[str, dict[int, int]] = {key: {} for key in groups.values()}
        for line in session().execute(text(LINES), {"since": window.since, "until": window.until}):
            key = key_of.get(tuple(str(getattr(line, column)) for column in columns))
            if key is not None:
                points[key][line.person_id] = points[key].get(line.person_id, 0) + line.collective
        counted.append(
            [
                GroupTotals(
                    key=key,
                    name=names.get(key, ""),
                    people=sum(cell.people for cell, group in groups.items() if group == key),
                    taking_part=sum(cell.taking_part for cell, group in groups.items() if group == key),
                    points=sum(of_person.values()),
                    earners=sum(total > 0 for total in of_person.values()),
                )
                for key, of_person in points.items()
            ]
        )
    return counted
