"""What the file of a person's own data holds of the audit log."""

from __future__ import annotations

from sqlalchemy import BigInteger, ColumnElement, cast, func

from app.audit.models import AuditEntry
from app.kernel.personal_file import OF_OTHERS, OFFICE, FilePart, OwnTable, refer_to_owner
from app.kernel.texts import N_


def _is_about(person_id: int) -> ColumnElement[bool]:
    values = func.coalesce(AuditEntry.after, AuditEntry.before)
    return cast(values["person_id"].astext, BigInteger) == person_id


PERSONAL_FILE: tuple[FilePart, ...] = (
    OwnTable(
        table=AuditEntry,
        title=N_("Les réglages que vous avez changés"),
        belongs_to=refer_to_owner(AuditEntry.writer_id),
        withheld=dict.fromkeys(("object", "before", "after"), OFFICE),
    ),
    OwnTable(
        table=AuditEntry,
        title=N_("Les changements de vos rôles et de vos comptes"),
        belongs_to=_is_about,
        withheld=dict.fromkeys(("writer_id", "writer_name"), OF_OTHERS),
    ),
)
