"""What the file of a person's own data holds of the tables of points."""

from __future__ import annotations

from app.kernel.personal_file import COPY, FilePart, OwnTable, TableLeftOut, refer_to_owner
from app.kernel.texts import N_
from app.points.models import Balance, LedgerChange, LedgerEntry, WaitingCredit

PERSONAL_FILE: tuple[FilePart, ...] = (
    OwnTable(table=Balance, title=N_("Vos points"), belongs_to=refer_to_owner(Balance.person_id)),
    OwnTable(
        table=LedgerEntry,
        title=N_("D’où viennent vos points, ligne par ligne"),
        belongs_to=refer_to_owner(LedgerEntry.person_id),
    ),
    OwnTable(
        table=WaitingCredit,
        title=N_("Les points qui attendent vos heures de travail"),
        belongs_to=refer_to_owner(WaitingCredit.person_id),
    ),
    TableLeftOut(table=LedgerChange, title=N_("Les points à ajouter aux totaux des classements"), reason=COPY),
)
