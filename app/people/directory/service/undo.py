"""Keeps what undoes an import, and undoes it."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.people.directory import queries, statements
from app.people.directory.models import PeopleImport
from app.people.directory.outcome import ignore_progress
from app.people.directory.service.write import execute_statement_on_rows, write_plan
from app.people.directory.undoing import UndoPlan, build_undo_plan


class NotToBeUndone(Conflict):
    """The import was undone already, was never written, or is more than thirty days old."""


def plan_undo(imported: PeopleImport) -> UndoPlan:
    """What undoing an import would change today; NotToBeUndone when nothing is kept of it."""
    if imported.changes is None or imported.undone_at is not None:
        raise NotToBeUndone("This import was undone, or is too old to be undone.")
    return build_undo_plan(imported.changes, queries.read_directory(), clock.now().date())


def undo_import(imported: PeopleImport) -> UndoPlan:
    """Give back what the import changed and nobody changed since; it cannot be undone twice."""
    session().execute(statements.IMPORT_LOCK)
    undo = plan_undo(imported)
    write_plan(undo.plan, ignore_progress)
    execute_statement_on_rows(
        statements.TAKE_ROLES, [{"external_id": person, "role": role} for person, role in undo.roles]
    )
    execute_statement_on_rows(
        statements.FORGET_ACCOUNTS, [{"source": source, "name": name} for source, name in undo.accounts]
    )
    imported.undone_at, imported.changes = clock.now(), None
    session().flush()
    return undo


def delete_old_imports() -> None:
    """Delete files that wait for more than a day, and what undoes imports of more than thirty days."""
    session().execute(statements.OLD_FILES, {"now": clock.now()})
    session().execute(statements.OLD_CHANGES, {"now": clock.now()})
