"""Brings the running totals of boards of groups up to date: what changed is counted, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert

from app.kernel.database import session
from app.leaderboards.measure import Measure, measures_by_name
from app.leaderboards.periods import BoardWindow
from app.leaderboards.running import statements
from app.leaderboards.running.models import CountedPerson, CountedWindow, PlaceHeadcount
from app.people.changes.service import PersonChangeReader, note_everybody, take_changed_people
from app.people.rows import PersonMerge


def count_changes(measure: Measure, windows: Sequence[BoardWindow]) -> list[int]:
    """Count what changed, and whole windows that are new; returns the ids of these windows. No other worker counts until the transaction ends."""
    session().execute(statements.LOCK_RUNNING_TOTALS)
    ids = {window: _find_window_id(measure, window) or _open_window(measure, window) for window in windows}
    _count_changed_people()
    _count_new_lines(measure)
    return [ids[window] for window in windows]


def count_all_changes(needed: Iterable[tuple[str, BoardWindow]]) -> None:
    """Count what changed though no board is built, so that it does not pile up, and drop the windows that are not needed."""
    session().execute(statements.LOCK_RUNNING_TOTALS)
    wanted = [(name, window.since, window.until) for name, window in needed]
    key = tuple_(CountedWindow.measure, CountedWindow.since, CountedWindow.until)
    session().execute(delete(CountedWindow).where(key.not_in(wanted)))
    _count_changed_people()
    for measure in measures_by_name().values():
        if measure.shared_lines is not None:
            _count_new_lines(measure)


def forget_running_totals() -> None:
    """Forget every running total: the next build counts the whole ledger and everybody again."""
    session().execute(statements.LOCK_RUNNING_TOTALS)
    for model in (CountedWindow, CountedPerson, PlaceHeadcount):
        session().execute(delete(model))
    note_everybody(PersonChangeReader.HEADCOUNTS)


def forget_totals_of_merged_person(_merge: PersonMerge) -> None:
    """Forget every running total, because lines of the ledger change their person: a merge is rare, and a count of the whole is sure."""
    forget_running_totals()


def _count_changed_people() -> None:
    people = take_changed_people(PersonChangeReader.HEADCOUNTS)
    if people:
        session().execute(statements.COUNT_PEOPLE, {"people": people})


def _count_new_lines(measure: Measure) -> None:
    session().execute(text(statements.count_new_lines(measure)), {"measure": measure.name})


def _find_window_id(measure: Measure, window: BoardWindow) -> int | None:
    same = (
        CountedWindow.measure == measure.name,
        CountedWindow.since == window.since,
        CountedWindow.until == window.until,
    )
    return session().scalar(select(CountedWindow.id).where(*same))


def _open_window(measure: Measure, window: BoardWindow) -> int:
    moments = {"since": window.since, "until": window.until}
    opened = insert(CountedWindow).values(measure=measure.name, **moments).returning(CountedWindow.id)
    window_id = session().scalars(opened).one()
    session().execute(text(statements.count_whole_window(measure)), moments | {"window_id": window_id})
    return window_id
