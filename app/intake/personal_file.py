"""What the file of a person's own data holds of what networks send: nothing, for what counts of it is in the journal."""

from __future__ import annotations

from app.intake.accounts.models import ActOfUnknownAccount
from app.intake.inbox.models import InboxBatch, InboxItem
from app.kernel.personal_file import PASSING, FilePart, TableLeftOut
from app.kernel.texts import N_

PERSONAL_FILE: tuple[FilePart, ...] = (
    TableLeftOut(table=InboxBatch, title=N_("Ce qu’un réseau envoie, avant d’être lu"), reason=PASSING),
    TableLeftOut(
        table=InboxItem,
        title=N_("Ce qu’il est advenu depuis sept jours de ce qu’un réseau a envoyé"),
        reason=PASSING,
    ),
    TableLeftOut(
        table=ActOfUnknownAccount,
        title=N_("Ce qu’a fait depuis sept jours un compte que personne ici n’a"),
        reason=PASSING,
    ),
)
