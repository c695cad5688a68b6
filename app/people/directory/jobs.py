"""The job of imports: forget files that wait too long, and what undoes old imports."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from app.people.directory.service.undo import delete_old_imports


@mark_as_job("people.forget-imports")
def forget_old_imports() -> None:
    """Forget files that wait for more than a day, and what undoes imports of more than thirty days."""
    with transaction():
        delete_old_imports()
